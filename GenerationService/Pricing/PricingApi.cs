using Microsoft.AspNetCore.Http.HttpResults;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Pricing;

internal static class PricingApi
{
    private const string Unit = "USD per 1M tokens";

    public static void MapPricing(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/pricing", Get)
            .WithName("GetPricing")
            .WithTags("Pricing")
            .WithSummary("The prices in force, with the date and source of each")
            .RequireAuthorization(Policies.Viewer);

    private static Ok<PricingResponse> Get(PriceBook prices, string? provider = null)
    {
        var rows = Rows(prices.Overrides, PriceQuote.FromOverride).Concat(Rows(prices.Table, PriceQuote.FromTable));
        var router = prices.Router?.Snapshot is { } snapshot
            ? new RouterResponse(prices.Router.ModelsUrl, snapshot.TakenAt, snapshot.Count)
            : null;
        return TypedResults.Ok(new PricingResponse(
            prices.Version,
            "USD",
            Unit,
            [.. provider is null ? rows : rows.Where(row => row.Provider.Equals(provider, StringComparison.OrdinalIgnoreCase))],
            router));
    }

    private static IEnumerable<RowResponse> Rows(PriceTable? table, string origin) =>
        table?.Rows.Select(row => new RowResponse(
            row.Provider,
            row.Model,
            row.Match.ToString().ToLowerInvariant(),
            row.ServedBy,
            RatesResponse.From(row.Rates),
            row.Rates.BlendedUsdPerMillion,
            row.LongPrompt is { } tier ? new LongPromptResponse(tier.Threshold, tier.Inclusive, RatesResponse.From(tier.Rates)) : null,
            row.Peak is { } peak
                ? new PeakResponse([.. peak.Days.Select(day => day.ToString())], [.. peak.Hours.Select(hour => $"{hour.From:00}-{hour.To:00}")], RatesResponse.From(peak.Rates))
                : null,
            row.From,
            row.Until,
            origin,
            row.Source.Name,
            row.Source.Url,
            row.Source.Date,
            row.Note)) ?? [];

    internal sealed record PricingResponse(string Version, string Currency, string Unit, IReadOnlyList<RowResponse> Rows, RouterResponse? Router);

    internal sealed record RouterResponse(Uri Url, DateTimeOffset TakenAt, int Prices);

    internal sealed record RowResponse(
        string Provider,
        string Model,
        string Match,
        string? ServedBy,
        RatesResponse Rates,
        decimal BlendedUsd,
        LongPromptResponse? LongPrompt,
        PeakResponse? Peak,
        DateTimeOffset? From,
        DateTimeOffset? Until,
        string Origin,
        string SourceName,
        Uri? SourceUrl,
        DateOnly SourceDate,
        string? Note);

    internal sealed record LongPromptResponse(long AboveTokens, bool Inclusive, RatesResponse Rates);

    internal sealed record PeakResponse(IReadOnlyList<string> Days, IReadOnlyList<string> HoursUtc, RatesResponse Rates);

    /// <summary>USD per 1M tokens; null where the rate falls back to input or output.</summary>
    internal sealed record RatesResponse(decimal Input, decimal Output, decimal? CachedInput, decimal? CacheWrite5m, decimal? CacheWrite1h, decimal? Reasoning)
    {
        public static RatesResponse From(PriceRates rates) => new(
            Usd(rates.Input)!.Value,
            Usd(rates.Output)!.Value,
            Usd(rates.CacheRead),
            Usd(rates.CacheWrite5m),
            Usd(rates.CacheWrite1h),
            Usd(rates.Reasoning));

        private static decimal? Usd(long? pico) => pico / (decimal)PriceRates.PicoPerMillionUsd;
    }
}
