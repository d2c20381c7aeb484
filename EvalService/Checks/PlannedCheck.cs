namespace Podium.EvalService.Checks;

/// <summary>A check with what its author said around it.</summary>
/// <param name="Type">As the author spelled it, so that the seed's names stay the seed's.</param>
/// <param name="Negated">By <c>"not": true</c> or by a type that starts with <c>not-</c>.</param>
/// <param name="Metric">A name under which scores are added up over a suite.</param>
internal sealed record PlannedCheck(string Type, string Expected, ICheck Check, double Weight = 1, bool Negated = false, string? Metric = null)
{
    /// <summary>A rubric, a webhook, or a set that holds one: it cannot be decided from the text alone.</summary>
    public bool AsksOutside => Check is IOutsideCheck { AsksOutside: true };

    public async ValueTask<CheckResult> EvaluateAsync(CheckInput input, OutsideChecks outside, CancellationToken cancellationToken)
    {
        var outcome = await Check.EvaluateAsync(input, outside, cancellationToken);
        outcome = Negated ? outcome.Negate() : outcome;

        // A weight of 0 asks for the number only: such a check never fails a test.
        var passed = Weight == 0 && outcome.Passed is not null ? true : outcome.Passed;
        return new CheckResult(Type, Expected, passed, outcome.Score, outcome.Detail, Weight, Metric) { CostPicoUsd = outcome.CostPicoUsd };
    }
}

/// <summary>A check that may need somebody to answer.</summary>
internal interface IOutsideCheck : ICheck
{
    bool AsksOutside { get; }
}
