namespace Podium.EvalService.Statistics;

/// <summary>How many cases a question needs.</summary>
internal static class SampleSize
{
    // Two-sided 5 %, and four out of five true differences seen: (z_0.975 + z_0.8)^2.
    private const double Factor = 7.848879734;

    // With five pairs the surest outcome of an exact two-sided test has p = 2 / 2^5 = 0.0625: no question is answered by fewer than six.
    private const int Fewest = 6;

    /// <summary>
    /// Paired cases to see a difference of <paramref name="effect"/> with 80 % power when the per-case differences have the given
    /// standard deviation: (z_0.975 + z_0.8)^2 sd^2 / effect^2, and never fewer than the six that the exact tests need.
    /// </summary>
    /// <returns>Null when the deviation is unknown or zero: the cases so far say nothing of how much cases vary.</returns>
    public static int? ForMean(double? deviation, double effect) =>
        deviation is not { } sd || sd == 0 ? null : (int)Math.Clamp(Math.Ceiling(Factor * sd * sd / (effect * effect)), Fewest, int.MaxValue);

    /// <summary>The same for paired yes/no results, from the share of cases that differ (Connor 1987, without his correction for small effects).</summary>
    public static int? ForShare(McNemar pairs, double effect)
    {
        if (pairs.Pairs == 0)
        {
            return null;
        }

        // With no case differing so far, one more of each kind is as good a guess as any (as in the interval).
        var differing = (pairs.Gained + pairs.Lost + 2.0) / (pairs.Pairs + 2);
        return ForMean(Math.Sqrt(Math.Max(differing, effect)), effect);
    }
}
