using System.Text.Json;
using Podium.EvalService.Checks;
using Podium.EvalService.Runs;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Judging;

/// <summary>
/// Asks the run's judge car whether an answer of <paramref name="car"/> meets a rubric, while the run goes on. What it cannot say leaves the check undecided,
/// never failed.
/// </summary>
internal sealed class RubricJudge(JudgeCall call, CarSnapshot judge, CarSnapshot car, PodiumUser requester) : IRubricJudge
{
    private const int MaxReason = 2_000;

    public async Task<CheckOutcome> JudgeAsync(RubricQuestion question, CheckInput input, CancellationToken cancellationToken)
    {
        var reply = await call.AskAsync(judge, requester, JudgePrompt.RubricSystem, JudgePrompt.Rubric(question.Rubric, input), cancellationToken);
        var outcome = reply.Failure is { } failure
            ? CheckOutcome.Undecided($"The judge could not be asked: {failure}")
            : Read(reply.Text, question.Threshold);
        return outcome with
        {
            CostPicoUsd = reply.CostPicoUsd,
            Detail = JudgeKey.IsSelf(judge, car) ? $"Judged by the model that wrote it. {outcome.Detail}" : outcome.Detail,
        };
    }

    /// <summary>Reads <c>{"score": 0.8, "pass": true, "reason": "..."}</c>, bare or with words around it; one of the first two is enough.</summary>
    internal static CheckOutcome Read(string text, double? threshold)
    {
        using var document = JudgeJson.Find(text);
        if (document is null)
        {
            return CheckOutcome.Undecided("The judge's reply holds no JSON object.");
        }

        var root = document.RootElement;
        bool? pass = root.TryGetProperty("pass", out var said) && said.ValueKind is JsonValueKind.True or JsonValueKind.False ? said.GetBoolean() : null;
        var score = JudgeJson.Number(root, "score") ?? (pass is { } verdict ? verdict ? 1 : 0 : null);
        if (score is not (>= 0 and <= 1))
        {
            return CheckOutcome.Undecided("The judge's reply has no score from 0 to 1.");
        }

        var reason = JudgeJson.Text(root, "reason", MaxReason) is { Length: > 0 } given ? given : "The judge gave no reason.";
        return threshold is { } least
            ? CheckOutcome.Graded(score.Value, least, reason)
            : new CheckOutcome(pass ?? score >= 0.5, score, reason);
    }
}
