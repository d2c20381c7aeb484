using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

/// <summary>Draws the conclusion from cars that were put against each other.</summary>
internal static class Conclusion
{
    /// <summary>Whether answers are right matters more than what they cost or how long they took.</summary>
    private static readonly IReadOnlyList<ComparedMetric> _deciding =
        [ComparedMetric.PassRate, ComparedMetric.Find(Measure.Judge.Name)!, ComparedMetric.Find(Measure.CheckScore.Name)!, ComparedMetric.ErrorRate];

    public static RunVerdict Of(long runId, IReadOnlyList<ScorecardRow> cars, IReadOnlyList<CarPair> pairs, ComparedMetric? by)
    {
        var metric = by ?? _deciding.FirstOrDefault(candidate => pairs.Any(pair => IsMeasured(pair, candidate)));
        if (metric is null || !pairs.Any(pair => IsMeasured(pair, metric)))
        {
            var reason = cars.Count < 2
                ? "One car alone has nothing to be compared with."
                : metric is null ? "No two cars answered the same case." : $"No two cars have {metric.Name} for the same case.";
            return new RunVerdict { RunId = runId, Reasons = [reason], Summary = reason, Pairs = pairs };
        }

        var leading = Unbeaten(cars, pairs, metric);
        var among = pairs.Where(pair => leading.Contains(pair.FirstCarId) && leading.Contains(pair.SecondCarId)).ToList();
        var leaders = cars.Where(car => leading.Contains(car.CarId))
            .Select(car => new Leader(car.CarId, car.CarName, leading.Count == 1 ? [] : Advantages(car.CarId, among, metric)))
            .ToList();
        var needed = among.Max(pair => pair.Find(metric)?.NeededN);
        return new RunVerdict
        {
            RunId = runId,
            Reasons = [],
            DecidedBy = metric.Name,
            Leaders = leaders,
            NeededN = needed,
            NeededFor = needed is null ? null : metric.Worthwhile,
            Pairs = pairs,
            Summary = Sentence(leaders, metric, pairs.Max(pair => pair.Find(metric)?.N ?? 0), needed),
        };
    }

    private static bool IsMeasured(CarPair pair, ComparedMetric metric) => pair.Find(metric) is { Verdict: not MetricVerdict.Refused };

    /// <summary>The cars that fewest others beat: none, unless cars beat each other in a circle.</summary>
    private static HashSet<long> Unbeaten(IReadOnlyList<ScorecardRow> cars, IReadOnlyList<CarPair> pairs, ComparedMetric metric)
    {
        var defeats = cars
            .Where(car => pairs.Any(pair => (pair.FirstCarId == car.CarId || pair.SecondCarId == car.CarId) && IsMeasured(pair, metric)))
            .ToDictionary(car => car.CarId, car => pairs.Count(pair => Loser(pair, metric) == car.CarId));
        return [.. defeats.Where(car => car.Value == defeats.Values.Min()).Select(car => car.Key)];
    }

    private static long? Loser(CarPair pair, ComparedMetric metric) => pair.Find(metric)?.Verdict switch
    {
        MetricVerdict.Better => pair.SecondCarId,
        MetricVerdict.Worse => pair.FirstCarId,
        _ => null,
    };

    private static List<string> Advantages(long carId, List<CarPair> among, ComparedMetric decided)
    {
        var own = among.Where(pair => pair.FirstCarId == carId || pair.SecondCarId == carId).ToList();
        return [.. ComparedMetric.All
            .Where(metric => metric != decided && own.TrueForAll(pair => Loser(pair, metric) is { } loser && loser != carId))
            .Select(metric => metric.Name)];
    }

    private static string Sentence(List<Leader> leaders, ComparedMetric metric, int cases, int? needed)
    {
        if (leaders is [var only])
        {
            return $"{only.CarName} is the one car that no other beats in {metric.Name}, over {cases} cases.";
        }

        var names = $"{string.Join(", ", leaders.SkipLast(1).Select(leader => leader.CarName))} and {leaders[^1].CarName}";
        var sentences = new List<string> { $"{cases} cases do not tell {names} apart in {metric.Name}." };
        if (needed > cases)
        {
            sentences.Add($"About {needed} would show a difference of {metric.Worthwhile}.");
        }

        sentences.AddRange(leaders.Where(leader => leader.Advantages.Count > 0)
            .Select(leader => $"Of these, {leader.CarName} is better in {string.Join(", ", leader.Advantages)}."));
        return string.Join(' ', sentences);
    }
}
