using System.Text.Json.Serialization;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

/// <summary>Two cars of one run over the cases that both answered. Current is the first car, baseline the second.</summary>
internal sealed record CarPair(
    [property: JsonPropertyName("first_car_id")] long FirstCarId,
    [property: JsonPropertyName("first_car_name")] string FirstCarName,
    [property: JsonPropertyName("second_car_id")] long SecondCarId,
    [property: JsonPropertyName("second_car_name")] string SecondCarName,
    [property: JsonPropertyName("metrics")] IReadOnlyList<MetricVerdict> Metrics)
{
    public MetricVerdict? Find(ComparedMetric metric) => Metrics.FirstOrDefault(verdict => verdict.Metric == metric.Name);

    /// <returns>Each two cars, in the order given.</returns>
    public static IReadOnlyList<CarPair> Of(IReadOnlyList<ScorecardRow> cars, RunResults results)
    {
        var pairs = (from first in Enumerable.Range(0, cars.Count)
                     from second in Enumerable.Range(first + 1, cars.Count - first - 1)
                     select (First: cars[first], Second: cars[second])).ToList();
        var verdicts = pairs.ConvertAll(_ => new List<MetricVerdict>());
        foreach (var metric in ComparedMetric.All)
        {
            var means = cars.ToDictionary(car => car.CarId, car => CaseMeans.Of(metric, results, car.CarId));
            var asked = new List<(int Pair, MetricVerdict Verdict)>();
            for (var i = 0; i < pairs.Count; i++)
            {
                var both = CasePairs.Of(means[pairs[i].First.CarId], means[pairs[i].Second.CarId], results.FamilyOf);
                if (both.Count > 0 && Refusal(metric, pairs[i].First, pairs[i].Second) is { } reason)
                {
                    verdicts[i].Add(MetricVerdict.Refuse(metric, reason));
                }
                else if (both.Count > 0)
                {
                    asked.Add((i, MetricTest.Of(metric, both)));
                }
            }

            MetricTest.Decide(asked).ForEach(decided => verdicts[decided.Of].Add(decided.Verdict));
        }

        return [.. pairs.Select((pair, i) => new CarPair(pair.First.CarId, pair.First.CarName, pair.Second.CarId, pair.Second.CarName, verdicts[i]))];
    }

    /// <summary>A judge that knows its own hand in one of two answers compares nothing.</summary>
    private static string? Refusal(ComparedMetric metric, ScorecardRow first, ScorecardRow second) =>
        metric.Name == Measure.Judge.Name && first.SelfJudged > 0 != second.SelfJudged > 0
            ? $"{(first.SelfJudged > 0 ? first : second).CarName} was judged by its own model."
            : null;
}
