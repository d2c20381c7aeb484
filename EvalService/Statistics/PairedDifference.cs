namespace Podium.EvalService.Statistics;

/// <summary>The mean of per-case differences, and how sure it is.</summary>
/// <param name="StandardError">Null below two independent cases.</param>
/// <param name="Degrees">Independent cases (or families) less one.</param>
internal sealed record PairedDifference(int N, double Mean, double? StandardError, int Degrees, double PValue, Interval? Interval)
{
    // Up to so many independent cases every way to swap the pairs is tried, which needs no assumption about shape: 2^16 sums.
    private const int ExactUpTo = 16;

    /// <summary>Whether the p-value comes from all sign flips.</summary>
    public bool IsExact => Degrees < ExactUpTo;

    /// <summary>By <see cref="ClusteredMean"/>; few cases are tested by all sign flips, many by t.</summary>
    /// <param name="families">The family of each difference, or null when each case stands for itself.</param>
    public static PairedDifference Of(ReadOnlySpan<double> differences, IReadOnlyList<int>? families = null)
    {
        var (mean, standardError, degrees) = ClusteredMean.Of(differences, families);
        if (standardError is not { } error)
        {
            return new PairedDifference(differences.Length, mean, null, 0, 1, null);
        }

        var p = degrees < ExactUpTo
            ? SignFlips.PValue([.. ClusteredMean.SumByFamily(differences, families, 0)])
            : TwoSided(mean, error, degrees);
        var half = StudentT.Critical(0.05, degrees) * error;
        return new PairedDifference(differences.Length, mean, error, degrees, p, new Interval(mean - half, mean + half));
    }

    private static double TwoSided(double mean, double error, int degrees) =>
        mean == 0 ? 1 : error == 0 ? 0 : StudentT.TwoSided(mean / error, degrees);
}
