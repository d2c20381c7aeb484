using System.Text.Json;

namespace Podium.EvalService.Judging;

/// <summary>One game: how much better the answer that stood as A is.</summary>
/// <param name="Preference">2 much better, 1 better, 0 equal, -1, -2.</param>
internal sealed record PairVerdict(int Preference, string Rationale)
{
    /// <summary>Reads <c>{"verdict": "A>B", "rationale": "..."}</c> wherever it stands.</summary>
    public static PairVerdict? Parse(string text, out string reason)
    {
        using var document = JudgeJson.Find(text);
        if (document is null)
        {
            reason = "The judge's answer holds no JSON object.";
            return null;
        }

        var verdict = JudgeJson.Text(document.RootElement, "verdict", 16).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        int? preference = verdict switch
        {
            "A>>B" or "B<<A" => 2,
            "A>B" or "B<A" or "A" => 1,
            "A=B" or "B=A" or "TIE" => 0,
            "B>A" or "A<B" or "B" => -1,
            "B>>A" or "A<<B" => -2,
            _ => null,
        };
        reason = preference is null ? "verdict is none of A>>B, A>B, A=B, B>A, B>>A." : "";
        return preference is { } known ? new PairVerdict(known, JudgeJson.Text(document.RootElement, "rationale", 2_000)) : null;
    }
}
