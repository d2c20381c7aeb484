using Podium.EvalService.Checks.Parsing;

namespace Podium.EvalService.Checks.Kinds;

/// <summary>A judge model reads the answer and says whether it meets the rubric.</summary>
internal sealed class RubricCheck(RubricQuestion question) : IOutsideCheck
{
    public bool AsksOutside => true;

    public static RubricCheck? Build(CheckSpec spec)
    {
        if (spec.Text() is not { } rubric || (spec.Threshold is not null && spec.Share(1) is null))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(rubric))
        {
            spec.Problem("value", "A rubric says what a good answer is.");
            return null;
        }

        return new RubricCheck(new RubricQuestion(rubric, spec.Threshold));
    }

    public async ValueTask<CheckOutcome> EvaluateAsync(CheckInput input, OutsideChecks outside, CancellationToken cancellationToken) =>
        outside.Judge is { } judge
            ? await judge.JudgeAsync(question, input, cancellationToken)
            : CheckOutcome.Undecided("A rubric is decided by a judge model.");
}

/// <summary>A person's own service reads the answer; its address passes the guard of whoever calls it.</summary>
internal sealed class WebhookCheck(WebhookQuestion question) : IOutsideCheck
{
    public bool AsksOutside => true;

    public static WebhookCheck? Build(CheckSpec spec)
    {
        if (spec.Text() is not { } text || (spec.Threshold is not null && spec.Share(1) is null))
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            spec.Problem("value", "A webhook is an http or https address.");
            return null;
        }

        return new WebhookCheck(new WebhookQuestion(url, spec.Threshold));
    }

    public async ValueTask<CheckOutcome> EvaluateAsync(CheckInput input, OutsideChecks outside, CancellationToken cancellationToken) =>
        outside.Webhook is { } webhook
            ? await webhook.AskAsync(question, input, cancellationToken)
            : CheckOutcome.Undecided("A webhook is asked while a run is driven.");
}
