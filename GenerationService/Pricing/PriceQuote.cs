namespace Podium.GenerationService.Pricing;

/// <summary>The price a completion is computed with; kept with its result, so that a later table does not change it.</summary>
/// <param name="Version">Of the price list it comes from.</param>
/// <param name="MatchedModel">The row's model.</param>
/// <param name="Origin"><c>table</c>, <c>override</c>, <c>hf-router</c> or <c>local</c>.</param>
internal sealed record PriceQuote(
    string Provider,
    string MatchedModel,
    string Version,
    string Origin,
    PriceSource Source,
    PriceRates Rates,
    LongPromptTier? LongPrompt = null,
    int UpliftPerMille = 1000)
{
    public const string FromTable = "table";
    public const string FromOverride = "override";
    public const string FromRouter = "hf-router";
    public const string FromLocal = "local";

    public PriceRates RatesFor(long promptTokens) => LongPrompt is { } tier && tier.Covers(promptTokens) ? tier.Rates : Rates;
}
