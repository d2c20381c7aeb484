using System.Globalization;
using System.Text;
using Podium.EvalService.Comparisons;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Reports;

/// <summary>Small drawings for a table cell. The number always stands beside them, so they are hidden from screen readers.</summary>
internal static class Pictures
{
    private const int Width = 180;
    private const int Height = 24;

    /// <summary>A value with its interval on the scale from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static string Interval(double low, double value, double high, double from, double to)
    {
        var (left, middle, right) = (X(low, from, to), X(value, from, to), X(high, from, to));
        return Svg($"""<line class="axis" x1="0" y1="12" x2="{Width}" y2="12"/>{Bar(left, 8, right - left, 8)}{Middle(middle, 4, 20)}""");
    }

    /// <summary>How values are spread on the scale from 0 to <paramref name="longest"/>, which the cars of a run share.</summary>
    public static string Histogram(Distribution values, double longest)
    {
        if (longest <= 0)
        {
            return "";
        }

        var most = values.Histogram.Max();
        var step = (values.Max - values.Min) / values.Histogram.Count;
        var bars = new StringBuilder($"""<line class="axis" x1="0" y1="23" x2="{Width}" y2="23"/>""");
        for (var i = 0; i < values.Histogram.Count; i++)
        {
            var height = values.Histogram[i] * 20.0 / most;
            var left = X(values.Min + (i * step), 0, longest);
            bars.Append(Bar(left, 23 - height, X(step, 0, longest), height));
        }

        var median = X(values.P50, 0, longest);
        return Svg(bars.Append(Middle(median, 2, 23)).ToString());
    }

    /// <summary>A difference with its interval, no difference in the middle.</summary>
    public static string Change(MetricVerdict verdict)
    {
        if (verdict is not { Difference: { } difference, Low: { } low, High: { } high } || !double.IsFinite(low + high))
        {
            return "";
        }

        var reach = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)), 1e-9);
        return Interval(low, difference, high, -reach, reach).Replace(
            "</svg>", $"""<line class="axis" x1="{Width / 2}" y1="0" x2="{Width / 2}" y2="{Height}"/></svg>""", StringComparison.Ordinal);
    }

    /// <summary>Wide enough to be seen, and never beyond the edge: what is all one value, or the largest, would not be there at all.</summary>
    private static string Bar(double left, double top, double width, double height)
    {
        width = Math.Max(1.5, width);
        return $"""<rect class="bar" x="{Of(Math.Min(left, Width - width))}" y="{Of(top)}" width="{Of(width)}" height="{Of(height)}"/>""";
    }

    private static string Middle(double x, double top, double bottom)
    {
        var at = Of(Math.Clamp(x, 1, Width - 1));
        return $"""<line class="mid" x1="{at}" y1="{top}" x2="{at}" y2="{bottom}"/>""";
    }

    private static double X(double value, double from, double to) => Math.Clamp((value - from) / (to - from), 0, 1) * Width;

    private static string Of(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Svg(string content) =>
        $"""<svg aria-hidden="true" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}">{content}</svg>""";
}
