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

    /// <summary>
    /// SE = sqrt(sum (d - mean)^2 / (n (n - 1))); where cases share a family, the deviations are summed per family first, since they do not vary
    /// independently (arXiv 2411.00640). Few cases are tested by all sign flips, many by t.
    /// </summary>
    /// <param name="families">The family of each difference, or null when each case stands for itself.</param>
    public static PairedDifference Of(ReadOnlySpan<double> differences, IReadOnlyList<int>? families = null)
    {
        var mean = Average(differences);
        var deviations = SumByFamily(differences, families, mean);
        var independent = deviations.Count;
        if (independent < 2)
        {
            return new PairedDifference(differences.Length, mean, null, 0, 1, null);
        }

        var squares = deviations.Sum(deviation => deviation * deviation);
        var error = Math.Sqrt(squares * independent / (independent - 1)) / differences.Length;
        var p = independent <= ExactUpTo
            ? SignFlips.PValue([.. SumByFamily(differences, families, 0)])
            : TwoSided(mean, error, independent - 1);
        var half = StudentT.Critical(0.05, independent - 1) * error;
        return new PairedDifference(differences.Length, mean, error, independent - 1, p, new Interval(mean - half, mean + half));
    }

    private static double TwoSided(double mean, double error, int degrees) =>
        mean == 0 ? 1 : error == 0 ? 0 : StudentT.TwoSided(mean / error, degrees);

    private static double Average(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return values.IsEmpty ? 0 : sum / values.Length;
    }

    private static IReadOnlyCollection<double> SumByFamily(ReadOnlySpan<double> differences, IReadOnlyList<int>? families, double centre)
    {
        if (families is null)
        {
            var each = new double[differences.Length];
            for (var i = 0; i < each.Length; i++)
            {
                each[i] = differences[i] - centre;
            }

            return each;
        }

        var sums = new Dictionary<int, double>();
        for (var i = 0; i < differences.Length; i++)
        {
            sums[families[i]] = sums.GetValueOrDefault(families[i]) + differences[i] - centre;
        }

        return sums.Values;
    }
}
