using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

/// <summary>Whether two runs may be compared at all, and on what not.</summary>
/// <param name="Reasons">Why not, in sentences; empty when they may.</param>
/// <param name="JudgeReason">Why their judge's scores may not be; null when they may, or neither has any.</param>
internal sealed record Comparability(IReadOnlyList<string> Reasons, string? JudgeReason)
{
    public static Comparability Of(RunHeader run, RunHeader baseline) => new([.. Refusals(run, baseline)], JudgeRefusal(run.Judge, baseline.Judge));

    private static IEnumerable<string> Refusals(RunHeader run, RunHeader baseline)
    {
        if (run.SuiteId != baseline.SuiteId)
        {
            yield return $"Run {run.Id} ran the suite {run.SuiteName}, run {baseline.Id} the suite {baseline.SuiteName}: different questions have different answers.";
        }
        else if (run.SuiteVersionId != baseline.SuiteVersionId)
        {
            yield return $"Run {run.Id} ran version {run.SuiteVersion} of {run.SuiteName}, run {baseline.Id} version {baseline.SuiteVersion}.";
        }

        foreach (var unfinished in new[] { run, baseline }.Where(each => !each.IsFinished))
        {
            yield return $"Run {unfinished.Id} is {unfinished.Status}: its results may still change.";
        }
    }

    private static string? JudgeRefusal(JudgeIdentity? judge, JudgeIdentity? baseline) => (judge, baseline) switch
    {
        (null, null) => null,
        (null, _) => "Only the baseline was judged.",
        (_, null) => "The baseline was not judged.",
        _ when judge.Key != baseline.Key => $"The judges differ: {judge.Name} now, {baseline.Name} then, or their rubrics do.",
        _ => null,
    };
}
