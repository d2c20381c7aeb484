namespace Podium.EvalService.Checks;

/// <summary>What a set of checks says of one answer. Total, passed and results are the seed's <c>assertions</c>.</summary>
/// <param name="Total">Checks that were decided.</param>
/// <param name="Score">Σ score · weight ÷ Σ weight of the decided checks; null without any.</param>
/// <param name="Pass">Every check passed or, when the test has a threshold, the score reaches it; null when nothing was decided.</param>
/// <param name="Undecided">Checks that have to wait for a judge or a webhook.</param>
internal sealed record CheckReport(int Total, int Passed, double? Score, bool? Pass, int Undecided, IReadOnlyList<CheckResult> Results)
{
    /// <summary>What judges took for their part, decided or not; null: nothing known.</summary>
    public long? CostPicoUsd => Results.Any(result => result.CostPicoUsd is not null) ? Results.Sum(result => result.CostPicoUsd ?? 0) : null;

    public static CheckReport Of(IReadOnlyList<CheckResult> results, double? threshold)
    {
        double sum = 0, weights = 0;
        int total = 0, passed = 0;
        foreach (var result in results)
        {
            if (result.Passed is not { } one)
            {
                continue;
            }

            total++;
            passed += one ? 1 : 0;
            sum += result.Score.GetValueOrDefault() * result.Weight;
            weights += result.Weight;
        }

        double? score = weights > 0 ? sum / weights : total > 0 ? (passed == total ? 1 : 0) : null;
        bool? pass = total == 0 ? null : threshold is { } wanted ? score >= wanted : passed == total;
        return new CheckReport(total, passed, score, pass, results.Count - total, results);
    }
}

/// <param name="Expected">The check's value as its author wrote it.</param>
/// <param name="Weight">0: it is only recorded, and cannot fail.</param>
internal sealed record CheckResult(string Type, string Expected, bool? Passed, double? Score, string Detail, double Weight = 1, string? Metric = null)
{
    public long? CostPicoUsd { get; init; }
}
