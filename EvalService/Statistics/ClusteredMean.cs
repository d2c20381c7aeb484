namespace Podium.EvalService.Statistics;

/// <summary>The mean of one value per case.</summary>
/// <param name="StandardError">Null below two independent cases.</param>
/// <param name="Degrees">Independent cases (or families) less one.</param>
internal readonly record struct ClusteredMean(double Mean, double? StandardError, int Degrees)
{
    /// <summary>
    /// SE = sqrt(sum (d - mean)^2 / (n (n - 1))); where cases share a family, the deviations are summed per family first, since they do not vary
    /// independently (arXiv 2411.00640).
    /// </summary>
    /// <param name="families">The family of each value, or null when each case stands for itself.</param>
    public static ClusteredMean Of(ReadOnlySpan<double> values, IReadOnlyList<int>? families)
    {
        var mean = Average(values);
        var deviations = SumByFamily(values, families, mean);
        var independent = deviations.Count;
        if (independent < 2)
        {
            return new ClusteredMean(mean, null, 0);
        }

        var squares = deviations.Sum(deviation => deviation * deviation);
        return new ClusteredMean(mean, Math.Sqrt(squares * independent / (independent - 1)) / values.Length, independent - 1);
    }

    private static double Average(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return values.IsEmpty ? 0 : sum / values.Length;
    }

    public static IReadOnlyCollection<double> SumByFamily(ReadOnlySpan<double> values, IReadOnlyList<int>? families, double centre)
    {
        if (families is null)
        {
            var each = new double[values.Length];
            for (var i = 0; i < each.Length; i++)
            {
                each[i] = values[i] - centre;
            }

            return each;
        }

        var sums = new Dictionary<int, double>();
        for (var i = 0; i < values.Length; i++)
        {
            sums[families[i]] = sums.GetValueOrDefault(families[i]) + values[i] - centre;
        }

        return sums.Values;
    }
}
