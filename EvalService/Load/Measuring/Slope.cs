using Podium.EvalService.Statistics;

namespace Podium.EvalService.Load.Measuring;

/// <summary>The straight line through points by least squares.</summary>
/// <param name="Value">Per unit of x.</param>
/// <param name="Margin">Half of its 95 % interval, by Student's t with n - 2 degrees of freedom.</param>
/// <param name="Start">The line's height at x = 0.</param>
internal readonly record struct Slope(double Value, double Margin, double Start)
{
    private const int Fewest = 3;

    /// <summary>It rises, and its interval leaves out zero.</summary>
    public bool Rises => Value > 0 && Margin < Value;

    /// <param name="degreesLimit">Points that stand close together are no news of their own: no more than this many count.</param>
    /// <returns>Null for fewer than three points, or all at one x.</returns>
    public static Slope? Of(IReadOnlyList<(double X, double Y)> points, int degreesLimit = int.MaxValue)
    {
        if (points.Count < Fewest || degreesLimit < Fewest)
        {
            return null;
        }

        var n = points.Count;
        var (meanX, meanY) = (points.Average(p => p.X), points.Average(p => p.Y));
        double xx = 0, xy = 0, yy = 0;
        foreach (var (x, y) in points)
        {
            xx += (x - meanX) * (x - meanX);
            xy += (x - meanX) * (y - meanY);
            yy += (y - meanY) * (y - meanY);
        }

        if (xx <= 0)
        {
            return null;
        }

        var slope = xy / xx;
        var counted = Math.Min(n, degreesLimit);
        var variance = Math.Max(0, yy - (slope * xy)) / n * counted / (counted - 2);
        var error = Math.Sqrt(variance / (xx * counted / n));
        return new Slope(slope, StudentT.Critical(0.05, counted - 2) * error, meanY - (slope * meanX));
    }
}
