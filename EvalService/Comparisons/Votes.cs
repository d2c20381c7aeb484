using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

/// <summary>The seed's comparison: deltas of means, each with a vote for or against when it passes a fixed threshold.</summary>
internal static class Votes
{
    public const string Improved = "improved";
    public const string Regressed = "regressed";
    public const string Mixed = "mixed";
    public const string NewProfile = "new profile";

    /// <param name="baseline">Null: the car was not in the baseline.</param>
    /// <param name="sameJudge">Whether the judges' scores mean the same.</param>
    public static ComparisonRow Of(ScorecardRow current, ScorecardRow? baseline, bool sameJudge)
    {
        var row = new ComparisonRow { CarId = current.CarId, CarName = current.CarName, Summary = NewProfile };
        if (baseline is null)
        {
            return row;
        }

        row = row with
        {
            LatencyDeltaMs = current.AvgLatencyMs - baseline.AvgLatencyMs,
            TokensPerSecDelta = current.AvgTokensPerSec - baseline.AvgTokensPerSec,
            ErrorRateDelta = current.ErrorRate - baseline.ErrorRate,
            AssertionPassRateDelta = current.AssertionPassRate - baseline.AssertionPassRate,
            JudgeOverallDelta = sameJudge ? current.AvgJudgeOverall - baseline.AvgJudgeOverall : null,
        };
        var votes = -Vote(row.LatencyDeltaMs, 50) + Vote(row.TokensPerSecDelta, 0.5) - Vote(row.ErrorRateDelta, 0.05)
            + Vote(row.AssertionPassRateDelta, 0.05) + Vote(row.JudgeOverallDelta, 0.3);
        return row with { Votes = votes, Summary = votes >= 2 ? Improved : votes <= -2 ? Regressed : Mixed };
    }

    // A difference of means that are exactly the threshold apart may come out a few bits below it.
    private static int Vote(double? delta, double threshold) =>
        delta is not { } known || Math.Abs(known) < threshold * (1 - 1e-9) ? 0 : Math.Sign(known);
}
