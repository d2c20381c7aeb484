using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Podium.ServiceDefaults.Caching;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Hub;

/// <summary>The model search of the Studio.</summary>
internal static class HubModelsApi
{
    private const int MinQuery = 2;
    private const int MaxQuery = 200;
    private const int DefaultLimit = 10;
    private const int MaxLimit = 20;
    private static readonly TimeSpan _fresh = TimeSpan.FromMinutes(1);

    public static void MapHubModels(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/hf/models/search", SearchAsync)
            .WithTags("Models").WithName("SearchHubModels").WithSummary("Models of the Hugging Face Hub that an inference provider serves, by downloads")
            .ProducesProblem(400).ProducesProblem(502).ProducesProblem(504)
            .RequireAuthorization(Policies.Viewer);

    /// <param name="limit">1 to 20; what lies outside is brought inside, as clients of the contract expect.</param>
    private static async Task<Ok<HubSearchResponse>> SearchAsync(
        string? q, string? limit, HubClient hub, ICache cache, CancellationToken cancellationToken)
    {
        var query = q?.Trim() ?? "";
        if (query.Length > MaxQuery)
        {
            throw new InvalidInputException("q", $"q is longer than {MaxQuery} characters.");
        }

        return TypedResults.Ok(new HubSearchResponse(
            query.Length < MinQuery ? [] : await CachedAsync(query, Clamp(limit), hub, cache, cancellationToken)));
    }

    /// <summary>People type letter by letter, and several look for the same models: each search reaches the Hub once a minute.</summary>
    private static async Task<IReadOnlyList<HubModel>> CachedAsync(string query, int limit, HubClient hub, ICache cache, CancellationToken cancellationToken)
    {
        var key = $"generation/hub-models/{limit}/{query.ToLowerInvariant()}";
        if (await cache.GetAsync(key, cancellationToken) is { } known)
        {
            return JsonSerializer.Deserialize<List<HubModel>>(known)!;
        }

        var models = await hub.SearchAsync(query, limit, cancellationToken);
        await cache.SetAsync(key, JsonSerializer.SerializeToUtf8Bytes(models), _fresh, cancellationToken);
        return models;
    }

    private static int Clamp(string? limit) =>
        double.TryParse(limit, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number)
            ? (int)Math.Clamp(number, 1, MaxLimit)
            : DefaultLimit;

    internal sealed record HubSearchResponse(IReadOnlyList<HubModel> Models);
}
