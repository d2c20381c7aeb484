using System.Globalization;
using Podium.EvalService.Comparisons;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Reports;

/// <summary>Numbers as people read them; what is unknown is a dash.</summary>
internal static class Shown
{
    public const string Unknown = "–";

    public static string Number(double? value) => value is not { } known
        ? Unknown
        : known.ToString(Math.Abs(known) >= 100 ? "0" : Math.Abs(known) >= 1 ? "0.##" : "0.####", CultureInfo.InvariantCulture);

    public static string Percent(double value) => $"{(value * 100).ToString("0.#", CultureInfo.InvariantCulture)} %";

    public static string Rate(Rate? rate) =>
        rate is null ? Unknown : $"{Percent(rate.Value)} ({Percent(rate.Low)} to {Percent(rate.High)}, n {rate.N})";

    public static string Spread(ScorecardRow row, Measure measure) =>
        row.Distributions.TryGetValue(measure.Name, out var values) ? $"{Number(values.P50)} / {Number(values.P95)} (n {values.N})" : Unknown;

    public static string Median(ScorecardRow row, Measure measure) =>
        row.Distributions.TryGetValue(measure.Name, out var values) ? $"{Number(values.P50)} (n {values.N})" : Unknown;

    public static string Mean(ScorecardRow row, Measure measure) =>
        row.Distributions.TryGetValue(measure.Name, out var values) ? $"{Number(values.Mean)} (n {values.N})" : Unknown;

    /// <summary>A sum that lacks the items whose price is unknown says so.</summary>
    public static string Cost(ScorecardRow row)
    {
        if (row.CostUsd is not { } usd)
        {
            return Unknown;
        }

        var sum = usd.ToString("0.######", CultureInfo.InvariantCulture);
        return row.CostItems == row.ItemsTotal ? sum : $"{sum} ({row.CostItems} of {row.ItemsTotal})";
    }

    public static string Difference(MetricVerdict verdict)
    {
        if (verdict.Difference is not { } difference)
        {
            return verdict.Reason ?? Unknown;
        }

        var interval = verdict is { Low: { } low, High: { } high } ? $" ({Signed(verdict, low)} to {Signed(verdict, high)})" : "";
        return Signed(verdict, difference) + interval;
    }

    private static string Signed(MetricVerdict verdict, double value) =>
        (value > 0 ? "+" : "") + (verdict.Relative ? Percent(value) : Number(value));
}
