namespace Podium.EvalService.Runs.Items;

/// <summary>
/// What was measured of an item. Microseconds on the clock beside the provider's socket; null: it never came, or nobody said. Tokens in the seed's
/// sense: input includes what was cached, output includes reasoning.
/// </summary>
internal sealed record ItemMetrics
{
    public long? QueuedUs { get; init; }

    public long? FirstByteUs { get; init; }

    public long? TtftUs { get; init; }

    public long? FirstAnswerUs { get; init; }

    public long? SecondTokenUs { get; init; }

    public long? LastTokenUs { get; init; }

    public long? ClosedUs { get; init; }

    /// <summary>All calls, tools and waits between them; without waiting for a free place.</summary>
    public long? TotalUs { get; init; }

    public int? TokenEvents { get; init; }

    public double? ItlUs { get; init; }

    public double? OutputTokensPerSecond { get; init; }

    public double? EndToEndTokensPerSecond { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long? ReasoningTokens { get; init; }

    public long? CacheReadTokens { get; init; }

    public long? CacheWriteTokens { get; init; }

    /// <summary>The provider counted no tokens: output tokens are 1.25 per word.</summary>
    public bool TokensEstimated { get; init; }

    public long? CostPicoUsd { get; init; }

    public string? PriceVersion { get; init; }

    public long? ServerLoadUs { get; init; }

    public long? ServerPrefillUs { get; init; }

    public long? ServerDecodeUs { get; init; }

    public long? ServerPrefillTokens { get; init; }

    public long? ServerDecodeTokens { get; init; }

    public int? ChecksTotal { get; init; }

    public int? ChecksPassed { get; init; }

    public double? CheckScore { get; init; }

    public bool? Passed { get; init; }

    /// <summary>What judges took for deciding rubrics; the answer's own price is <see cref="CostPicoUsd"/>.</summary>
    public long? CheckCostPicoUsd { get; init; }

    public bool ErrorFlag { get; init; }

    public long? TtftMs => Milliseconds(TtftUs);

    public long? LatencyMs => Milliseconds(TotalUs);

    /// <summary>The seed's: billed tokens by the whole time, prefill and tools included.</summary>
    public double? TokensPerSecond => OutputTokens is { } tokens && TotalUs is > 0 and { } us ? tokens * 1e6 / us : null;

    private static long? Milliseconds(long? us) => us is { } known ? (long)Math.Round(known / 1000.0, MidpointRounding.AwayFromZero) : null;
}
