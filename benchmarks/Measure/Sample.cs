namespace Podium.Benchmarks.Measure;

internal static class Sample
{
    /// <summary>Hyndman-Fan type 7, as numpy and pandas.</summary>
    public static double Percentile(IReadOnlyList<double> values, double p)
    {
        if (values.Count == 0)
        {
            return double.NaN;
        }

        var sorted = values.Order().ToArray();
        var h = (sorted.Length - 1) * p;
        var low = (int)Math.Floor(h);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((h - low) * (sorted[high] - sorted[low]));
    }

    public static double Median(IReadOnlyList<double> values) => Percentile(values, 0.5);
}
