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
        return Svg($"""<line class="axis" x1="0" y1="12" x2="{Width}" y2="12"/><rect class="bar" x="{Of(left)}" y="8" width="{Of(Math.Max(1, right - left))}" height="8"/><line class="mid" x1="{Of(middle)}" y1="4" x2="{Of(middle)}" y2="20"/>""");
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
            bars.Append($"""<rect class="bar" x="{Of(left)}" y="{Of(23 - height)}" width="{Of(Math.Max(1.5, X(step, 0, longest)))}" height="{Of(height)}"/>""");
        }

        var median = X(values.P50, 0, longest);
        return Svg(bars.Append($"""<line class="mid" x1="{Of(median)}" y1="2" x2="{Of(median)}" y2="23"/>""").ToString());
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

    private static double X(double value, double from, double to) => Math.Clamp((value - from) / (to - from), 0, 1) * Width;

    private static string Of(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Svg(string content) =>
        $"""<svg aria-hidden="true" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}">{content}</svg>""";
}
