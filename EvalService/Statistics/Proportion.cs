namespace Podium.EvalService.Statistics;

/// <summary>A share of successes.</summary>
internal static class Proportion
{
    /// <summary>sqrt(p (1 - p) / (n - 1)), as the lm-evaluation-harness prints it; null below two trials.</summary>
    public static double? StandardError(double share, int trials) => trials < 2 ? null : Math.Sqrt(share * (1 - share) / (trials - 1));

    /// <summary>
    /// The interval of a share over cases that were asked several times each, or that share their sources: Wilson's, with as many trials as would be
    /// as unsure if they were independent (Korn and Graubard 1998). That is at least one for each case (or family), and at most one for each item.
    /// How much cases vary is taken with one case added that always passes and one that never does, as <see cref="McNemar.Interval"/> does it: twenty
    /// cases of which none happened to be hard would make it far too sure.
    /// </summary>
    /// <param name="shares">Of each case.</param>
    /// <param name="families">The family of each case, or null when each stands for itself.</param>
    /// <param name="items">How often the cases were asked together.</param>
    public static Interval Clustered(double[] shares, int[]? families, int items)
    {
        var next = families?.Max() + 1;
        var (share, error, degrees) = ClusteredMean.Of([.. shares, 0, 1], next is { } family ? [.. families!, family, family + 1] : null);
        var unsure = error.GetValueOrDefault() * StudentT.Critical(0.05, degrees) / Normal.Z95;
        var independent = Independent(families, shares.Length);
        var trials = Math.Max(independent, Math.Min(items, share * (1 - share) / (unsure * unsure)));
        return Wilson(shares.Average() * trials, trials);
    }

    /// <summary>Kish's effective number of families: their own number if they are equally large, and less if some outweigh the others.</summary>
    private static double Independent(int[]? families, int cases) =>
        families is null ? cases : (double)cases * cases / families.GroupBy(family => family).Sum(family => (double)family.Count() * family.Count());

    /// <summary>
    /// Wilson's 95 % interval (E. B. Wilson, 1927). Unlike share ± 2 SE it stays between 0 and 1, and has a width when all or none succeeded.
    /// </summary>
    public static Interval Wilson(double successes, double trials)
    {
        const double Z2 = Normal.Z95 * Normal.Z95;
        var share = successes / trials;
        var centre = (share + (Z2 / (2 * trials))) / (1 + (Z2 / trials));
        var half = Normal.Z95 * Math.Sqrt((share * (1 - share) / trials) + (Z2 / (4 * trials * trials))) / (1 + (Z2 / trials));
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
