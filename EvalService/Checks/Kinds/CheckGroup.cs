using Podium.EvalService.Checks.Parsing;

namespace Podium.EvalService.Checks.Kinds;

/// <summary>A set that counts as one check: promptfoo's <c>assert-set</c>, with a threshold of its own.</summary>
internal sealed class CheckGroup(IReadOnlyList<PlannedCheck> checks, double? threshold) : IOutsideCheck
{
    public bool AsksOutside => checks.Any(check => check.AsksOutside);

    public static CheckGroup? Build(CheckSpec spec)
    {
        var inner = new List<PlannedCheck>();
        TypedCheckParser.Parse(spec.Value, spec.ValueField, inner, spec.Problems, spec.Counted, spec.Depth + 1);
        if (inner.Count == 0)
        {
            spec.Problem("value", "A set needs at least one check.");
            return null;
        }

        if (spec.Threshold is > 1)
        {
            spec.Problem("threshold", "The threshold of a set is from 0 to 1.");
            return null;
        }

        return new CheckGroup(inner, spec.Threshold);
    }

    public async ValueTask<CheckOutcome> EvaluateAsync(CheckInput input, OutsideChecks outside, CancellationToken cancellationToken)
    {
        var results = new CheckResult[checks.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = await checks[i].EvaluateAsync(input, outside, cancellationToken);
        }

        var report = CheckReport.Of(results, threshold);
        var failed = results.FirstOrDefault(result => result.Passed == false);
        var outcome = report.Undecided > 0
            ? CheckOutcome.Undecided($"{report.Undecided} of {results.Length} checks could not be decided.")
            : new CheckOutcome(report.Pass, report.Score, $"{report.Passed} of {report.Total} passed." + (failed is null ? "" : $" {failed.Type}: {failed.Detail}"));
        return outcome with { CostPicoUsd = report.CostPicoUsd };
    }
}
