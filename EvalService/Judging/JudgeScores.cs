using System.Text.Json;

namespace Podium.EvalService.Judging;

/// <summary>What a judge gave one answer; each from 0 to 10.</summary>
internal sealed record JudgeScores(double Writing, double Coding, double Tool, double Overall, string Rationale)
{
    private const int MaxRationale = 4_000;

    /// <summary>
    /// Reads <c>{"writing_score": 7, "coding_score": 8, "tool_score": 0, "overall": 7.5, "rationale": "..."}</c>, bare, in a fence, or with words around it.
    /// </summary>
    /// <returns>Null with the reason when there is no such object, a score is missing, no number, or outside 0 to 10.</returns>
    public static JudgeScores? Parse(string text, out string reason)
    {
        using var document = JudgeJson.Find(text);
        if (document is null)
        {
            reason = "The judge's answer holds no JSON object.";
            return null;
        }

        var root = document.RootElement;
        foreach (var name in (ReadOnlySpan<string>)["writing_score", "coding_score", "tool_score", "overall"])
        {
            if (JudgeJson.Number(root, name) is not (>= 0 and <= 10))
            {
                reason = $"{name} is not a number from 0 to 10.";
                return null;
            }
        }

        reason = "";
        return new JudgeScores(Score("writing_score"), Score("coding_score"), Score("tool_score"), Score("overall"), JudgeJson.Text(root, "rationale", MaxRationale));

        double Score(string name) => JudgeJson.Number(root, name)!.Value;
    }
}
