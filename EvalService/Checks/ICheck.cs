namespace Podium.EvalService.Checks;

/// <summary>One way to look at an answer. Most complete at once; a rubric and a webhook ask <see cref="OutsideChecks"/> and take their time.</summary>
internal interface ICheck
{
    /// <summary>Never throws for anything that a model may have written: what cannot be judged is a failed check with its reason.</summary>
    ValueTask<CheckOutcome> EvaluateAsync(CheckInput input, OutsideChecks outside, CancellationToken cancellationToken);
}

/// <summary>A check that needs nothing but the answer.</summary>
internal abstract class PureCheck : ICheck
{
    protected abstract CheckOutcome Evaluate(CheckInput input);

    public ValueTask<CheckOutcome> EvaluateAsync(CheckInput input, OutsideChecks outside, CancellationToken cancellationToken) =>
        new(input.Time.Measure(() => Evaluate(input)));
}
