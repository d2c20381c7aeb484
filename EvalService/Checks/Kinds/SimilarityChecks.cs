using Podium.EvalService.Checks.Parsing;
using Podium.EvalService.Checks.Similarity;

namespace Podium.EvalService.Checks.Kinds;

/// <summary>
/// At most so many single-character edits (the threshold, 5 unless given) turn the answer into the value or the reference. The score is
/// 1 − distance ÷ the longer length.
/// </summary>
internal sealed class LevenshteinCheck(string? value, double threshold) : PureCheck
{
    private const double UsualThreshold = 5;

    public static LevenshteinCheck? Build(CheckSpec spec)
    {
        var text = spec.Value is null ? null : spec.Text();
        return spec.Value is not null && text is null ? null : new LevenshteinCheck(text, spec.Threshold ?? UsualThreshold);
    }

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        if ((value ?? input.Reference) is not { } wanted)
        {
            return CheckOutcome.CannotTell("There is nothing to compare with: neither a value nor a reference.");
        }

        if (Levenshtein.Distance(input.Text, wanted) is not { } distance)
        {
            return CheckOutcome.CannotTell("The texts are too long to compare.");
        }

        var longer = Math.Max(input.Text.Length, wanted.Length);
        return new CheckOutcome(distance <= threshold, longer == 0 ? 1 : 1 - (double)distance / longer, $"The distance is {distance}.");
    }
}

internal enum Overlap
{
    RougeL,
    Bleu,
}

/// <summary>How much of the words, in their order, the answer shares with the value (one text, or several) or with the reference.</summary>
internal sealed class OverlapCheck(Overlap overlap, IReadOnlyList<string>? values, double threshold) : PureCheck
{
    public static OverlapCheck? Build(CheckSpec spec, Overlap overlap)
    {
        IReadOnlyList<string>? texts = null;
        if (spec.Value is { } value)
        {
            texts = value.ValueKind == System.Text.Json.JsonValueKind.Array ? spec.Texts() : spec.Text() is { } one ? [one] : null;
            if (texts is null)
            {
                return null;
            }
        }

        // promptfoo's own.
        return spec.Share(otherwise: overlap == Overlap.RougeL ? 0.75 : 0.5) is { } threshold ? new OverlapCheck(overlap, texts, threshold) : null;
    }

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        if ((values ?? (input.Reference is { } reference ? [reference] : null)) is not { } wanted)
        {
            return CheckOutcome.CannotTell("There is nothing to compare with: neither a value nor a reference.");
        }

        var answer = Words.Of(input.Text);
        var references = wanted.Select(Words.Of).ToList();
        if (answer.Count > Words.Most || references.Exists(words => words.Count > Words.Most))
        {
            return CheckOutcome.CannotTell($"Texts are compared up to {Words.Most} words.");
        }

        var score = overlap == Overlap.RougeL ? references.Max(words => RougeL.Score(answer, words)) : Bleu.Score(answer, references);
        return CheckOutcome.Graded(score, threshold, $"{(overlap == Overlap.RougeL ? "ROUGE-L" : "BLEU")} is {score:0.####}.");
    }
}
