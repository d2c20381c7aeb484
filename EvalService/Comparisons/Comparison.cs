using System.Text.Json.Serialization;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

/// <summary>A run against its baseline.</summary>
/// <param name="Comparable">False: the verdicts are refused, for <paramref name="Reasons"/>.</param>
internal sealed record Comparison(
    [property: JsonPropertyName("run_id")] long RunId,
    [property: JsonPropertyName("baseline_run_id")] long BaselineRunId,
    [property: JsonPropertyName("comparable")] bool Comparable,
    [property: JsonPropertyName("reasons")] IReadOnlyList<string> Reasons,
    [property: JsonPropertyName("rows")] IReadOnlyList<ComparisonRow> Rows)
{
    public static Comparison Of(RunResults current, RunResults baseline)
    {
        var comparability = Comparability.Of(current.Run, baseline.Run);
        var then = Scorecard.Of(baseline).Rows.ToDictionary(row => row.CarId);
        var rows = Scorecard.Of(current).Rows
            .Select(row => Votes.Of(row, then.GetValueOrDefault(row.CarId), comparability is { Reasons: [], JudgeReason: null }))
            .OrderBy(row => row.CarName, StringComparer.Ordinal)
            .ToList();
        var verdicts = Judge(rows.Where(row => row.Votes is not null).Select(row => row.CarId).ToList(), current, baseline, comparability);
        return new Comparison(
            current.Run.Id,
            baseline.Run.Id,
            comparability.Reasons.Count == 0,
            comparability.Reasons,
            rows.ConvertAll(row => row with
            {
                Metrics = verdicts.GetValueOrDefault(row.CarId, []),
                CarChanged = row.Votes is not null && SettingsOf(current, row.CarId) != SettingsOf(baseline, row.CarId),
            }));
    }

    private static string? SettingsOf(RunResults results, long carId) => results.Run.Cars.FirstOrDefault(car => car.Id == carId)?.Settings;

    private static Dictionary<long, List<MetricVerdict>> Judge(
        List<long> cars, RunResults current, RunResults baseline, Comparability comparability)
    {
        var verdicts = cars.ToDictionary(car => car, _ => new List<MetricVerdict>());
        foreach (var metric in ComparedMetric.All)
        {
            var refusal = comparability.Reasons is [var first, ..] ? first : metric.Name == Measure.Judge.Name ? comparability.JudgeReason : null;
            var asked = refusal is not null
                ? cars.ConvertAll(car => (car, MetricVerdict.Refuse(metric, refusal)))
                : MetricTest.Decide([.. from car in cars
                                        let pairs = CasePairs.Of(CaseMeans.Of(metric, current, car), CaseMeans.Of(metric, baseline, car), current.FamilyOf)
                                        where pairs.Count > 0
                                        select (car, MetricTest.Of(metric, pairs))]);
            asked.ForEach(verdict => verdicts[verdict.Item1].Add(verdict.Item2));
        }

        return verdicts;
    }
}
