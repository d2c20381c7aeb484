namespace Podium.EvalService.Statistics;

/// <summary>Percentiles by linear interpolation, Hyndman and Fan's type 7: h = (n - 1) p, as numpy, pandas and PostgreSQL's percentile_cont have it.</summary>
internal static class Quantiles
{
    /// <param name="sorted">Ascending, not empty.</param>
    /// <param name="p">0 to 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double p)
    {
        var h = (sorted.Length - 1) * p;
        var below = (int)h;
        return below + 1 < sorted.Length ? sorted[below] + ((h - below) * (sorted[below + 1] - sorted[below])) : sorted[^1];
    }
}
