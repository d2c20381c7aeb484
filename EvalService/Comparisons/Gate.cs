using System.Text.Json.Serialization;
using Podium.EvalService.Scorecards;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Comparisons;

/// <summary>Whether a run may pass, for a pipeline that asks one question.</summary>
/// <param name="Result">pass or fail.</param>
internal sealed record Gate(
    [property: JsonPropertyName("run_id")] long RunId,
    [property: JsonPropertyName("baseline_run_id")] long BaselineRunId,
    [property: JsonPropertyName("result")] string Result,
    [property: JsonPropertyName("reasons")] IReadOnlyList<GateReason> Reasons,
    [property: JsonPropertyName("metrics")] IReadOnlyList<string> Metrics,
    [property: JsonPropertyName("comparison")] Comparison Comparison)
{
    public const string Pass = "pass";
    public const string Fail = "fail";

    /// <summary>What is looked at unless something else is asked for: whether answers are right, and whether there are answers.</summary>
    public static readonly IReadOnlyList<string> DefaultMetrics = [ComparedMetric.PassRate.Name, ComparedMetric.ErrorRate.Name];

    /// <param name="asked">What to look at; null: the usual.</param>
    /// <param name="tolerance">A worsening up to here passes even if it is certain; in the metric's own unit, of times the relative change.</param>
    public static Gate Of(Comparison comparison, RunHeader run, IReadOnlyList<string>? asked, double tolerance)
    {
        var metrics = asked ?? DefaultMetrics;
        var reasons = new List<GateReason>();
        reasons.AddRange(comparison.Reasons.Select(reason => new GateReason("not_comparable", null, null, null, reason)));
        if (run.Status != "COMPLETED")
        {
            reasons.Add(new GateReason("not_completed", null, null, null, $"The run is {run.Status}{(run.Error is null ? "" : $": {run.Error}")}."));
        }

        if (comparison.Comparable)
        {
            reasons.AddRange(Worsenings(comparison, metrics, tolerance));
            reasons.AddRange(Unmeasured(comparison, metrics, mayLackSome: asked is null));
        }

        return new Gate(run.Id, comparison.BaselineRunId, reasons.Count == 0 ? Pass : Fail, reasons, metrics, comparison);
    }

    /// <summary>What could not be looked at has not passed: a suite without checks has no pass rate, an unjudged run no score.</summary>
    private static IEnumerable<GateReason> Unmeasured(Comparison comparison, IReadOnlyList<string> metrics, bool mayLackSome)
    {
        if (comparison.Rows.All(row => row.Votes is null))
        {
            return [new GateReason("nothing_compared", null, null, null, "No car of the run was in the baseline.")];
        }

        var missing = metrics.Where(metric => !comparison.Rows.Any(row => row.Metrics.Any(verdict => verdict.Metric == metric))).ToList();
        return mayLackSome && missing.Count < metrics.Count
            ? []
            : missing.Select(metric => new GateReason("not_measured", null, null, metric, $"No case of both runs has {metric}."));
    }

    /// <summary>All the gate looks at is one question, so one adjustment covers it: it fails in vain at most one time in twenty.</summary>
    private static IEnumerable<GateReason> Worsenings(Comparison comparison, IReadOnlyList<string> metrics, double tolerance)
    {
        var looked = (from row in comparison.Rows
                      from verdict in row.Metrics
                      where metrics.Contains(verdict.Metric)
                      select (row, verdict)).ToList();
        foreach (var (row, verdict) in looked.Where(each => each.verdict.Verdict == MetricVerdict.Refused))
        {
            yield return new GateReason("refused", row.CarId, row.CarName, verdict.Metric, verdict.Reason!);
        }

        var tested = looked.Where(each => each.verdict.PValue is not null).ToList();
        var adjusted = Holm.Adjust(tested.ConvertAll(each => each.verdict.PValue!.Value));
        for (var i = 0; i < tested.Count; i++)
        {
            var (row, verdict) = tested[i];
            var loss = verdict.HigherIsBetter ? -verdict.Difference : verdict.Difference;
            if (adjusted[i] <= MetricVerdict.Alpha && loss > tolerance)
            {
                yield return new GateReason("worse", row.CarId, row.CarName, verdict.Metric, Sentence(row, verdict, adjusted[i]));
            }
        }
    }

    private static string Sentence(ComparisonRow row, MetricVerdict verdict, double p) =>
        $"{row.CarName}: {verdict.Metric} went from {verdict.Baseline:0.####} to {verdict.Current:0.####} over {verdict.N} cases"
        + $" (95 % interval of the difference {verdict.Low:0.####} to {verdict.High:0.####}, adjusted p {p:0.#####}).";
}

/// <param name="Code">not_comparable, not_completed, nothing_compared, not_measured, refused or worse.</param>
internal sealed record GateReason(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("car_id")] long? CarId,
    [property: JsonPropertyName("car_name")] string? CarName,
    [property: JsonPropertyName("metric")] string? Metric,
    [property: JsonPropertyName("message")] string Message);
