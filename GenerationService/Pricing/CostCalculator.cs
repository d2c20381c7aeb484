using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Pricing;

/// <summary>
/// cost = input x p_in + read x p_read + write5m x p_w5 + write1h x p_w1h + output x p_out + reasoning x p_reason + fee, times the uplift. A missing
/// cache price falls back to p_in, a missing reasoning price to p_out; the rates for long prompts are chosen by all prompt tokens and hold for the
/// whole request. Whole pico-dollars throughout; what is unknown stays null.
/// </summary>
internal static class CostCalculator
{
    /// <summary>Characters per token in English text and HTML, for an estimate only.</summary>
    private const int CharactersPerToken = 4;

    /// <summary>No request has a million million tokens: a count above it is a provider's mistake, so unknown.</summary>
    private const long MostTokens = 1_000_000_000_000;

    private const string Mixed = "mixed";

    /// <returns>Null when the price or a token count is unknown.</returns>
    public static CompletionCost? Compute(TokenUsage? usage, PriceQuote? quote)
    {
        if (quote is null)
        {
            return null;
        }

        if (quote.Rates.IsFree && quote.LongPrompt is null)
        {
            return Cost(quote, 0, 0, 0, 0, usage?.ReportedCostUsd);
        }

        if (usage?.Input is null || usage.Output is null || !IsPlausible(usage))
        {
            return null;
        }

        var rates = quote.RatesFor(usage.TotalInput!.Value);
        var input = Part(usage.Input.Value, rates.Input)
            + Part(usage.CacheWrite5m, rates.CacheWrite5m ?? rates.Input)
            + Part(usage.CacheWrite1h, rates.CacheWrite1h ?? rates.Input);
        var cached = Part(usage.CacheRead, rates.CacheRead ?? rates.Input);
        var output = Part(usage.Output.Value, rates.Output) + Part(usage.Reasoning, rates.Reasoning ?? rates.Output);
        return Cost(quote, input, cached, output, rates.PerRequest, usage.ReportedCostUsd);
    }

    /// <summary>For a completion without usage: four characters to a token, and marked as an estimate.</summary>
    public static CompletionCost? Estimate(long promptCharacters, long outputCharacters, PriceQuote? quote)
    {
        var usage = new TokenUsage(RoundUp(promptCharacters), RoundUp(outputCharacters));
        return Compute(usage, quote) is { } cost ? cost with { Estimated = true } : null;

        static long RoundUp(long characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
    }

    /// <summary>The sum over the attempts that were billed; null when any of them has no known cost, since the sum would be too low.</summary>
    public static CompletionCost? Sum(IReadOnlyCollection<CompletionCost?> billed)
    {
        CompletionCost? sum = null;
        foreach (var cost in billed)
        {
            if (cost is null)
            {
                return null;
            }

            sum = sum is null ? cost : Add(sum, cost);
        }

        return sum;
    }

    private static CompletionCost? Add(CompletionCost left, CompletionCost right)
    {
        var total = (Int128)left.TotalPico + right.TotalPico;
        return total > long.MaxValue
            ? null
            : new CompletionCost(
                left.InputPico + right.InputPico,
                left.CachedInputPico + right.CachedInputPico,
                left.OutputPico + right.OutputPico,
                (long)total,
                Same(left.PricingVersion, right.PricingVersion),
                Same(left.PricingMatchedModel, right.PricingMatchedModel),
                Same(left.PriceSource, right.PriceSource),
                left.PriceDate < right.PriceDate ? left.PriceDate : right.PriceDate,
                left.Estimated || right.Estimated,
                left.ReportedUsd is null || right.ReportedUsd is null ? null : left.ReportedUsd + right.ReportedUsd);

        static string Same(string left, string right) => left == right ? left : Mixed;
    }

    /// <returns>Null when it exceeds nine million dollars: no price, but a provider's nonsense counts.</returns>
    private static CompletionCost? Cost(PriceQuote quote, Int128 input, Int128 cached, Int128 output, Int128 fee, decimal? reported)
    {
        input = Uplift(input);
        cached = Uplift(cached);
        output = Uplift(output);
        var total = input + cached + output + Uplift(fee);
        return total > long.MaxValue
            ? null
            : new CompletionCost(
                (long)input,
                (long)cached,
                (long)output,
                (long)total,
                quote.Version,
                quote.MatchedModel,
                quote.Origin,
                quote.Source.Date,
                ReportedUsd: reported);

        Int128 Uplift(Int128 pico) => quote.UpliftPerMille == 1000 ? pico : ((pico * quote.UpliftPerMille) + 500) / 1000;
    }

    private static Int128 Part(long? tokens, long rate) => (Int128)(tokens ?? 0) * rate;

    private static bool IsPlausible(TokenUsage usage) =>
        ((long?[])[usage.Input, usage.Output, usage.CacheRead, usage.CacheWrite5m, usage.CacheWrite1h, usage.Reasoning])
        .All(tokens => tokens is null or (>= 0 and <= MostTokens));
}
