using System.Text.Json.Serialization;

namespace Podium.EvalService.Statistics;

/// <summary>What is said of a measure instead of a bare mean.</summary>
/// <param name="Sd">Divides by n - 1; null for a single value.</param>
/// <param name="P99">Null below 100 values: it would be little more than the largest.</param>
/// <param name="Histogram">Counts in equal steps from <paramref name="Min"/> to <paramref name="Max"/>, for a picture of the shape.</param>
internal sealed record Distribution(
    [property: JsonPropertyName("n")] int N,
    [property: JsonPropertyName("mean")] double Mean,
    [property: JsonPropertyName("sd")] double? Sd,
    [property: JsonPropertyName("min")] double Min,
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p90")] double P90,
    [property: JsonPropertyName("p95")] double P95,
    [property: JsonPropertyName("p99")] double? P99,
    [property: JsonPropertyName("max")] double Max,
    [property: JsonPropertyName("histogram")] IReadOnlyList<int> Histogram)
{
    private const int Bins = 24;
    private const int EnoughForP99 = 100;

    /// <summary>Null when there are no values. Sorts <paramref name="values"/> in place.</summary>
    public static Distribution? Of(Span<double> values)
    {
        if (values.IsEmpty)
        {
            return null;
        }

        values.Sort();
        var mean = Average(values);
        return new Distribution(
            values.Length,
            mean,
            Deviation(values, mean),
            values[0],
            Quantiles.Of(values, 0.5),
            Quantiles.Of(values, 0.9),
            Quantiles.Of(values, 0.95),
            values.Length >= EnoughForP99 ? Quantiles.Of(values, 0.99) : null,
            values[^1],
            Count(values));
    }

    private static double Average(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static double? Deviation(ReadOnlySpan<double> values, double mean)
    {
        if (values.Length < 2)
        {
            return null;
        }

        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / (values.Length - 1));
    }

    private static int[] Count(ReadOnlySpan<double> sorted)
    {
        var (low, width) = (sorted[0], sorted[^1] - sorted[0]);
        var counts = new int[width > 0 ? Bins : 1];
        foreach (var value in sorted)
        {
            counts[width > 0 ? Math.Min((int)((value - low) / width * Bins), Bins - 1) : 0]++;
        }

        return counts;
    }
}
