using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

internal enum Scale
{
    /// <summary>Yes or no per item: exact McNemar when each case was asked once.</summary>
    YesNo,

    /// <summary>A number whose differences mean the same everywhere on its scale.</summary>
    Graded,

    /// <summary>A time, a speed or a cost: compared by ratio, since ten milliseconds are much of twenty and little of a thousand.</summary>
    Ratio,
}

/// <param name="Worthwhile">The smallest difference worth finding, for the number of cases needed: the seed's thresholds of a vote where it has one.</param>
/// <param name="Read">NaN: the item has no say.</param>
internal sealed record ComparedMetric(string Name, bool HigherIsBetter, Scale Scale, double Worthwhile, Func<RunResults, Reading> Read)
{
    public static readonly ComparedMetric PassRate = new(
        "pass_rate", true, Scale.YesNo, 0.05, results => (in item) => results.PassOf(in item) switch { null => double.NaN, true => 1, false => 0 });

    public static readonly ComparedMetric ErrorRate = new(
        "error_rate", false, Scale.YesNo, 0.05, _ => (in item) => item.Outcome is ItemOutcome.Open or ItemOutcome.Cancelled ? double.NaN : item.Errored ? 1 : 0);

    public static readonly IReadOnlyList<ComparedMetric> All =
    [
        PassRate,
        ErrorRate,
        Of(Measure.CheckScore, Scale.Graded, 0.05),
        Of(Measure.Judge, Scale.Graded, 0.3),
        Of(Measure.Ttft, Scale.Ratio, 0.1),
        Of(Measure.Latency, Scale.Ratio, 0.1),
        Of(Measure.Decode, Scale.Ratio, 0.1),
        Of(Measure.Cost, Scale.Ratio, 0.1),
    ];

    public static ComparedMetric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    private static ComparedMetric Of(Measure measure, Scale scale, double worthwhile) => new(
        measure.Name, measure.HigherIsBetter, scale, worthwhile, _ => (in item) => item.Errored ? double.NaN : measure.Read(in item));
}
