namespace Podium.EvalService.Judging;

/// <summary>Means over what was judged. What could not be judged is counted beside them and never taken for zero.</summary>
internal sealed record JudgeAggregate(long? CarId, int Scored, double? Writing, double? Coding, double? Tool, double? Overall)
{
    /// <summary>The whole run first, then each car in the order of its id.</summary>
    public static IReadOnlyList<JudgeAggregate> Of(IReadOnlyCollection<(long CarId, JudgeScores Scores)> scored) =>
    [
        Of(null, [.. scored.Select(each => each.Scores)]),
        .. scored.GroupBy(each => each.CarId).OrderBy(car => car.Key).Select(car => Of(car.Key, [.. car.Select(each => each.Scores)])),
    ];

    private static JudgeAggregate Of(long? carId, IReadOnlyCollection<JudgeScores> scores) => scores.Count == 0
        ? new JudgeAggregate(carId, 0, null, null, null, null)
        : new JudgeAggregate(
            carId, scores.Count, scores.Average(s => s.Writing), scores.Average(s => s.Coding), scores.Average(s => s.Tool), scores.Average(s => s.Overall));
}
