namespace Podium.EvalService.Load.Measuring;

/// <summary>What says that a level is more than a car bears.</summary>
internal static class SaturationRules
{
    /// <summary>Seen while it went on: requests in flight and time to first token rise together.</summary>
    public const string Rising = "rising";

    /// <summary>Whoever came later waited longer: over the stage the response time grew by at least half, along a line whose interval leaves out zero.</summary>
    public const string Growing = "growing";

    /// <summary>More than one request in twenty was turned away, never sent, or never answered.</summary>
    public const string Shed = "shed";

    /// <summary>Of a closed loop: twice in a row more requests in flight brought no more answers per second.</summary>
    public const string Flat = "flat";

    private const double ShedShare = 0.05;
    private const double GrowthShare = 0.5;
    private const double GainOfALevel = 1.05;
    private const int FewestForGrowth = 10;

    /// <summary>Of an open loop's stage that has ended.</summary>
    public static string? Find(StageMark mark, IReadOnlyList<LoadSample> samples)
    {
        var lost = mark.Unsent + samples.Count(s => s.Outcome is LoadOutcome.Rejected or LoadOutcome.Unfinished);
        return lost > ShedShare * mark.Due ? Shed : Grows(mark, samples) ? Growing : null;
    }

    /// <summary>Whether the newest level of a closed sweep, and the one before it, brought no gain over the best before them.</summary>
    /// <param name="rates">Answers per second, level by level.</param>
    public static bool IsFlat(IReadOnlyList<double> rates)
    {
        if (rates.Count < 3)
        {
            return false;
        }

        var best = rates.Take(rates.Count - 2).Max();
        return rates.TakeLast(2).All(rate => rate < best * GainOfALevel);
    }

    // On a ramp later requests wait longer because more is asked, which says nothing yet. An answer that did not come in time counts with the time that was waited for it.
    private static bool Grows(StageMark mark, IReadOnlyList<LoadSample> samples)
    {
        if (mark.From != mark.To)
        {
            return false;
        }

        var points = samples.Where(s => s.Outcome is LoadOutcome.Ok or LoadOutcome.Unfinished)
            .Select(s => (X: (s.ScheduledUs - mark.StartedUs) / 1e6, Y: s.ResponseMs ?? ((s.EndedUs - s.ScheduledUs) / 1000.0)))
            .ToList();
        return points.Count >= FewestForGrowth && Slope.Of(points) is { Rises: true } line
            && line.Value * mark.OfferedSeconds >= GrowthShare * Math.Max(1, line.Start);
    }
}
