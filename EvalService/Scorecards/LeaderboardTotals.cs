using System.Globalization;

namespace Podium.EvalService.Scorecards;

/// <summary>A row of the all-time table as the database adds it up.</summary>
internal sealed record LeaderboardTotals
{
    public long CarId { get; init; }

    public int Runs { get; init; }

    public long LastRunId { get; init; }

    public long? SuiteId { get; init; }

    public string? SuiteName { get; init; }

    public int? SuiteVersion { get; init; }

    public long ItemsTotal { get; init; }

    public long ItemsCompleted { get; init; }

    public long ItemsFailed { get; init; }

    public long ItemsPartial { get; init; }

    public long ItemsErrored { get; init; }

    public double? Ttft { get; init; }

    public double? Latency { get; init; }

    public double? TokensPerSec { get; init; }

    public double? Checks { get; init; }

    public double? Judge { get; init; }

    public int Passed { get; init; }

    public int Graded { get; init; }

    /// <summary>Cases of which some item was graded; asked again in another run, they are the same.</summary>
    public int Cases { get; init; }

    public long CostItems { get; init; }

    public string? Cost { get; init; }

    /// <summary>The car as it was in the newest of these runs, alone in an array.</summary>
    public string? Cars { get; init; }

    public LeaderboardRow ToRow()
    {
        var car = RunCars.Parse(Cars ?? "[]") is [var newest, ..] ? newest : null;
        return new LeaderboardRow
        {
            CarId = CarId,
            CarName = car?.Name ?? "",
            ModelName = car?.ModelName ?? "",
            ConnectionName = car?.ConnectionName ?? "",
            SuiteId = SuiteId,
            SuiteName = SuiteName,
            SuiteVersion = SuiteVersion,
            Runs = Runs,
            ItemsTotal = ItemsTotal,
            ItemsCompleted = ItemsCompleted,
            ItemsFailed = ItemsFailed,
            ItemsPartial = ItemsPartial,
            ErrorRate = ItemsTotal == 0 ? 0 : (double)ItemsErrored / ItemsTotal,
            AvgTtftMs = Ttft,
            AvgLatencyMs = Latency,
            AvgTokensPerSec = TokensPerSec,
            AssertionPassRate = Checks,
            AvgJudgeOverall = Judge,
            Pass = Rate.Of(Passed, Graded, Cases),
            CostPicoUsd = Cost,
            CostUsd = Cost is null ? null : decimal.Parse(Cost, CultureInfo.InvariantCulture) / 1_000_000_000_000m,
            CostItems = CostItems,
            LastRunId = LastRunId,
        };
    }
}
