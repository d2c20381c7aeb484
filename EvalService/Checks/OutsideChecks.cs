namespace Podium.EvalService.Checks;

/// <summary>Asks a model whether an answer meets a rubric.</summary>
internal interface IRubricJudge
{
    Task<CheckOutcome> JudgeAsync(RubricQuestion question, CheckInput input, CancellationToken cancellationToken);
}

/// <summary>Asks a person's own service about an answer.</summary>
internal interface IWebhookClient
{
    Task<CheckOutcome> AskAsync(WebhookQuestion question, CheckInput input, CancellationToken cancellationToken);
}

/// <param name="Threshold">The least score that passes; null: the judge's own verdict counts.</param>
internal sealed record RubricQuestion(string Rubric, double? Threshold);

/// <param name="Threshold">As for a rubric.</param>
internal sealed record WebhookQuestion(Uri Url, double? Threshold);

/// <summary>Who answers what an answer's text alone cannot. Whatever is missing leaves its checks undecided.</summary>
internal sealed record OutsideChecks(IRubricJudge? Judge = null, IWebhookClient? Webhook = null)
{
    public static readonly OutsideChecks None = new();
}
