namespace Podium.EvalService.Scorecards;

/// <summary>
/// The measures of one run item. A run may have a million of them, so what is unknown is <see cref="double.NaN"/> rather than a nullable twice the size;
/// none of it leaves this folder as NaN.
/// </summary>
internal readonly record struct ItemResult
{
    public ItemResult()
    {
    }

    public long TestId { get; init; }

    public int Repetition { get; init; } = 1;

    public ItemOutcome Outcome { get; init; }

    public bool Errored { get; init; }

    /// <summary>Null when the test has no checks, or the item never came to them.</summary>
    public bool? Passed { get; init; }

    public int ChecksTotal { get; init; }

    public int ChecksPassed { get; init; }

    public double CheckScore { get; init; } = double.NaN;

    public double JudgeOverall { get; init; } = double.NaN;

    /// <summary>The judge is the model that wrote the answer.</summary>
    public bool SelfJudged { get; init; }

    /// <summary>When it began and was done with, checks included, on the clock of the worker that drove it. Only differences mean anything.</summary>
    public double StartedSeconds { get; init; } = double.NaN;

    public double FinishedSeconds { get; init; } = double.NaN;

    public double QueuedMs { get; init; } = double.NaN;

    public double FirstByteMs { get; init; } = double.NaN;

    public double TtftMs { get; init; } = double.NaN;

    public double FirstAnswerMs { get; init; } = double.NaN;

    /// <summary>Since the request was sent; the time after the first one is <see cref="SecondTokenAfterMs"/>.</summary>
    public double SecondTokenMs { get; init; } = double.NaN;

    /// <summary>Of the last request, which gave the answer.</summary>
    public double LastTokenMs { get; init; } = double.NaN;

    public double ClosedMs { get; init; } = double.NaN;

    /// <summary>All of the item: failed attempts, waits and tool loops included.</summary>
    public double LatencyMs { get; init; } = double.NaN;

    public double ItlMs { get; init; } = double.NaN;

    /// <summary>Decode only: tokens after the first, by the time after the first.</summary>
    public double DecodeTokensPerSec { get; init; } = double.NaN;

    /// <summary>All tokens by the time to the last one.</summary>
    public double EndToEndTokensPerSec { get; init; } = double.NaN;

    public double InputTokens { get; init; } = double.NaN;

    public double OutputTokens { get; init; } = double.NaN;

    /// <summary>The provider did not count them.</summary>
    public bool TokensEstimated { get; init; }

    public double ReasoningTokens { get; init; } = double.NaN;

    public double CacheReadTokens { get; init; } = double.NaN;

    public double CacheWriteTokens { get; init; } = double.NaN;

    /// <summary>Null: no price is known.</summary>
    public long? CostPicoUsd { get; init; }

    /// <summary>What judges took for deciding its rubrics.</summary>
    public long? CheckCostPicoUsd { get; init; }

    public double ServerLoadMs { get; init; } = double.NaN;

    public double ServerPrefillTokensPerSec { get; init; } = double.NaN;

    public double ServerDecodeTokensPerSec { get; init; } = double.NaN;

    /// <summary>The seed's figure: tokens of the answer by the whole latency.</summary>
    public double TokensPerSec => LatencyMs > 0 ? OutputTokens * 1000 / LatencyMs : double.NaN;

    public double SecondTokenAfterMs => SecondTokenMs - TtftMs;

    /// <summary>The seed's figure: from the first token to the end.</summary>
    public double GenerationMs => Math.Max(1, LatencyMs - TtftMs);
}

internal enum ItemOutcome
{
    Open,
    Completed,
    Failed,
    Partial,
    Cancelled,
}
