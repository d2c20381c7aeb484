using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Podium.GenerationService.Pricing;
using Podium.GenerationService.Providers.Catalog;
using Podium.GenerationService.Tasks;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Generations;

/// <summary>What there is to choose from: providers, tasks and limits.</summary>
internal static class OptionsApi
{
    private const int MaxModels = 6;
    private const int MaxHtmlBytes = 512_000;

    public static void MapOptions(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/generate/options", Get)
            .WithName("GetGenerationOptions")
            .WithTags("Generations")
            .WithSummary("Providers, tasks and limits")
            .RequireAuthorization(Policies.Viewer);

    private static Ok<GenerationOptionsResponse> Get(ProviderCatalog catalog, PriceBook prices) => TypedResults.Ok(new GenerationOptionsResponse(
        [.. catalog.All.Select(p => ProviderResponse.From(p, catalog))],
        [.. TaskCatalog.All.Select(t => new TaskResponse(
            t.Id, t.Title, t.Summary, t.PromptVersion, t.UsesBaseline, t.UsesImage, t.Prompt, t.BaselineUrl, t.ImageUrl))],
        new LimitsResponse(MaxModels, TaskCatalog.MaxSkillCharacters, TaskCatalog.MaxPromptCharacters, MaxHtmlBytes),
        prices.Version));

    internal sealed record GenerationOptionsResponse(
        IReadOnlyList<ProviderResponse> Providers, IReadOnlyList<TaskResponse> Tasks, LimitsResponse Limits, string PriceVersion);

    internal sealed record ProviderResponse(
        string Id,
        string Label,
        string Wire,
        bool RequiresKey,
        string KeyField,
        bool HasServerKey,
        bool AcceptsBaseUrl,
        string? DefaultBaseUrl,
        bool Demo,
        IReadOnlyList<PresetResponse> Presets)
    {
        public static ProviderResponse From(ProviderDescription provider, ProviderCatalog catalog) => new(
            provider.Id,
            provider.Label,
            provider.Wire.ToString().ToLowerInvariant(),
            provider.RequiresKey,
            provider.KeyField,
            catalog.HasServerKey(provider),
            provider.AcceptsBaseUrl,
            provider.IsDemo ? null : catalog.DefaultBaseUrl(provider),
            provider.IsDemo,
            [.. provider.Presets.Select(p => new PresetResponse(p.ModelId, p.Label, provider.IsDemo))]);
    }

    internal sealed record PresetResponse(string ModelId, string Label, bool Demo);

    internal sealed record TaskResponse(
        string Id,
        string Title,
        string Summary,
        string PromptVersion,
        bool UsesBaseline,
        bool UsesImage,
        string Prompt,
        string? BaselineUrl,
        string? ImageUrl);

    internal sealed record LimitsResponse(int MaxModels, int SkillChars, int PromptChars, int HtmlBytes);
}
