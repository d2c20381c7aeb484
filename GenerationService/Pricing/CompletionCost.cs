namespace Podium.GenerationService.Pricing;

/// <summary>What a completion cost, in pico-dollars (1e-12 USD), part by part.</summary>
/// <param name="InputPico">Prompt tokens at the full price, and those written to a cache.</param>
/// <param name="CachedInputPico">Prompt tokens read from a cache.</param>
/// <param name="OutputPico">Completion tokens, reasoning included.</param>
/// <param name="TotalPico">The parts, the fee per request, and the regional uplift.</param>
/// <param name="Estimated">Computed from lengths because the provider reported no usage.</param>
/// <param name="ReportedUsd">What the provider itself says it charged; shown beside, never mixed in.</param>
internal sealed record CompletionCost(
    long InputPico,
    long CachedInputPico,
    long OutputPico,
    long TotalPico,
    string PricingVersion,
    string PricingMatchedModel,
    string PriceSource,
    DateOnly? PriceDate,
    bool Estimated = false,
    decimal? ReportedUsd = null)
{
    public const decimal PicoPerUsd = 1e12m;

    public decimal InputUsd => Usd(InputPico);

    public decimal CachedInputUsd => Usd(CachedInputPico);

    public decimal OutputUsd => Usd(OutputPico);

    /// <summary>
    /// The sum of the rounded parts, as clients of the six-decimal fields add them up. <see cref="TotalPico"/> is the exact figure.
    /// </summary>
    public decimal TotalUsd => InputUsd + CachedInputUsd + OutputUsd + Usd(TotalPico - InputPico - CachedInputPico - OutputPico);

    private static decimal Usd(long pico) => Math.Round(pico / PicoPerUsd, 6, MidpointRounding.AwayFromZero);
}
