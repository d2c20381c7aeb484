namespace Podium.EvalService.Statistics;

/// <summary>A share of successes.</summary>
internal static class Proportion
{
    /// <summary>sqrt(p (1 - p) / (n - 1)), as the lm-evaluation-harness prints it; null below two trials.</summary>
    public static double? StandardError(double share, int trials) => trials < 2 ? null : Math.Sqrt(share * (1 - share) / (trials - 1));

    /// <summary>
    /// Wilson's 95 % interval (E. B. Wilson, 1927). Unlike share ± 2 SE it stays between 0 and 1, and has a width when all or none succeeded.
    /// </summary>
    public static Interval Wilson(double successes, int trials)
    {
        const double Z2 = Normal.Z95 * Normal.Z95;
        var share = successes / trials;
        var centre = (share + (Z2 / (2 * trials))) / (1 + (Z2 / trials));
        var half = Normal.Z95 * Math.Sqrt((share * (1 - share) / trials) + (Z2 / (4.0 * trials * trials))) / (1 + (Z2 / trials));
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
