namespace Podium.EvalService.Reports;

/// <summary>One line of a report.</summary>
internal sealed record ReportItem
{
    public required long Id { get; init; }

    public required int Ordinal { get; init; }

    public required string Test { get; init; }

    public required long CarId { get; init; }

    public required string Car { get; init; }

    public required int Repetition { get; init; }

    public required string Status { get; init; }

    public int Attempts { get; init; }

    public string? Error { get; init; }

    public bool? Passed { get; init; }

    public int? ChecksTotal { get; init; }

    public int? ChecksPassed { get; init; }

    public double? CheckScore { get; init; }

    public double? JudgeOverall { get; init; }

    public double? TtftMs { get; init; }

    public double? LatencyMs { get; init; }

    public double? DecodeTokensPerSec { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long? CostPicoUsd { get; init; }

    /// <summary>The checks that failed, one a line.</summary>
    public string? FailedChecks { get; init; }

    public decimal? CostUsd => CostPicoUsd / 1_000_000_000_000m;

    /// <summary>A failed item never came to its checks; a cancelled one was never asked.</summary>
    public Outcome Outcome => Status switch
    {
        "FAILED" => Outcome.Error,
        "COMPLETED" or "PARTIAL_TOOL_SUPPORT" => Passed == false ? Outcome.Failure : Outcome.Success,
        _ => Outcome.Skipped,
    };
}

internal enum Outcome
{
    Success,
    Failure,
    Error,
    Skipped,
}
