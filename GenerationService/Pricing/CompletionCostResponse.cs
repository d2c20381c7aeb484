using System.Globalization;

namespace Podium.GenerationService.Pricing;

/// <summary>A cost as the API shows it: exact in pico-dollars (a string, since it may exceed what JavaScript counts exactly), and in USD.</summary>
internal sealed record CompletionCostResponse(
    string Currency,
    decimal InputUsd,
    decimal OutputUsd,
    decimal CachedInputUsd,
    decimal TotalUsd,
    string TotalPicoUsd,
    string PricingVersion,
    string PricingMatchedModel,
    string PriceSource,
    DateOnly? PriceDate,
    bool Estimated,
    decimal? ReportedUsd)
{
    public static CompletionCostResponse? From(CompletionCost? cost) => cost is null
        ? null
        : new CompletionCostResponse(
            "USD",
            cost.InputUsd,
            cost.OutputUsd,
            cost.CachedInputUsd,
            cost.TotalUsd,
            cost.TotalPico.ToString(CultureInfo.InvariantCulture),
            cost.PricingVersion,
            cost.PricingMatchedModel,
            cost.PriceSource,
            cost.PriceDate,
            cost.Estimated,
            cost.ReportedUsd);

    /// <summary>The cost it was made from: the total to the pico-dollar, the parts as they are shown.</summary>
    public CompletionCost ToCost() => new(
        Pico(InputUsd),
        Pico(CachedInputUsd),
        Pico(OutputUsd),
        long.Parse(TotalPicoUsd, CultureInfo.InvariantCulture),
        PricingVersion,
        PricingMatchedModel,
        PriceSource,
        PriceDate,
        Estimated,
        ReportedUsd);

    private static long Pico(decimal usd) => (long)(usd * CompletionCost.PicoPerUsd);
}
