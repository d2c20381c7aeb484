namespace Podium.GenerationService.Pricing;

/// <summary>
/// Prices in pico-dollars (1e-12 USD) per token: exactly 1,000,000 times the usual "USD per 1M tokens". A rate that is null has no price of its own:
/// cache reads and writes then cost as input, reasoning as output.
/// </summary>
/// <param name="PerRequest">Pico-dollars per request, whatever its tokens.</param>
internal sealed record PriceRates(
    long Input,
    long Output,
    long? CacheRead = null,
    long? CacheWrite5m = null,
    long? CacheWrite1h = null,
    long? Reasoning = null,
    long PerRequest = 0)
{
    public const long PicoPerMillionUsd = 1_000_000;

    public static readonly PriceRates Free = new(0, 0, 0, 0, 0, 0);

    public bool IsFree => Input == 0 && Output == 0 && PerRequest == 0
        && (CacheRead ?? 0) == 0 && (CacheWrite5m ?? 0) == 0 && (CacheWrite1h ?? 0) == 0 && (Reasoning ?? 0) == 0;

    /// <summary>(3 x input + 1 x output) / 4, in USD per 1M tokens: the weights of Artificial Analysis.</summary>
    public decimal BlendedUsdPerMillion => ((3m * Input) + Output) / 4 / PicoPerMillionUsd;
}

/// <summary>Other rates for the whole request once its prompt is large; counted over all prompt tokens, cached ones included.</summary>
/// <param name="Inclusive">True where a prompt of exactly <paramref name="Threshold"/> tokens already pays them (xAI); everywhere else it does not.</param>
internal sealed record LongPromptTier(long Threshold, bool Inclusive, PriceRates Rates)
{
    public bool Covers(long promptTokens) => Inclusive ? promptTokens >= Threshold : promptTokens > Threshold;
}

/// <summary>Other rates at certain hours, UTC (DeepSeek's peak).</summary>
/// <param name="Hours">Pairs of first hour and the hour after the last.</param>
internal sealed record PeakTier(IReadOnlyList<DayOfWeek> Days, IReadOnlyList<(int From, int To)> Hours, PriceRates Rates)
{
    public bool Covers(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return Days.Contains(utc.DayOfWeek) && Hours.Any(window => utc.Hour >= window.From && utc.Hour < window.To);
    }
}
