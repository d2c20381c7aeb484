using Podium.EvalService.Checks.Parsing;

namespace Podium.EvalService.Checks.Kinds;

/// <summary>Each of the texts, or any of them, stands somewhere in the answer. The empty text stands everywhere.</summary>
internal sealed class ContainsCheck(IReadOnlyList<string> texts, bool all, bool ignoreCase) : PureCheck
{
    private readonly IReadOnlyList<string> _texts = ignoreCase ? [.. texts.Select(text => text.ToLowerInvariant())] : texts;

    public static ContainsCheck? BuildOne(CheckSpec spec, bool ignoreCase) => spec.Text() is { } text ? new ContainsCheck([text], true, ignoreCase) : null;

    public static ContainsCheck? BuildMany(CheckSpec spec, bool all, bool ignoreCase) =>
        spec.Texts() is { } texts ? new ContainsCheck(texts, all, ignoreCase) : null;

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        var answer = ignoreCase ? input.Text.ToLowerInvariant() : input.Text;
        var missing = _texts.Where(text => IsMissing(text, answer, input.Time)).ToList();
        var passed = all ? missing.Count == 0 : missing.Count < _texts.Count;
        return CheckOutcome.Of(passed, missing.Count == 0
            ? "The answer contains it."
            : passed ? $"The answer contains {_texts.Count - missing.Count} of {_texts.Count}." : $"Missing: {Excerpt.List(missing)}.");
    }

    private static bool IsMissing(string text, string answer, CheckTime time)
    {
        time.RefuseIfUp();
        return !answer.Contains(text, StringComparison.Ordinal);
    }
}

internal sealed class StartsWithCheck(string start) : PureCheck
{
    protected override CheckOutcome Evaluate(CheckInput input) => CheckOutcome.Of(
        input.Text.StartsWith(start, StringComparison.Ordinal),
        $"The answer starts with {Excerpt.Of(input.Text)}.");
}

internal sealed class EndsWithCheck(string end) : PureCheck
{
    protected override CheckOutcome Evaluate(CheckInput input) => CheckOutcome.Of(
        input.Text.EndsWith(end, StringComparison.Ordinal),
        $"The answer ends with {Excerpt.Of(input.Text.Length > Excerpt.Longest ? input.Text[^Excerpt.Longest..] : input.Text)}.");
}

/// <summary>A pattern matches somewhere.</summary>
internal sealed class RegexCheck(BoundedRegex regex) : PureCheck
{
    public static RegexCheck? Build(CheckSpec spec)
    {
        if (spec.Text() is not { } pattern)
        {
            return null;
        }

        if (TypedPattern.TryCreate(pattern, out var error) is { } regex)
        {
            return new RegexCheck(regex);
        }

        spec.Problem("value", $"Not a regular expression: {error}");
        return null;
    }

    protected override CheckOutcome Evaluate(CheckInput input) => regex.IsMatch(input.Text) switch
    {
        true => CheckOutcome.Of(true, "The pattern matches."),
        false => CheckOutcome.Failed("The pattern does not match."),
        null => CheckOutcome.CannotTell("The pattern took too long on this answer."),
    };
}

/// <summary>What the seed counts as a failed check: a type that nobody knows, or a value that means nothing to it.</summary>
internal sealed class UnsupportedCheck(string reason) : PureCheck
{
    protected override CheckOutcome Evaluate(CheckInput input) => CheckOutcome.Failed($"Unsupported: {reason}");
}

/// <summary>For the seed's types that are named after what they exclude.</summary>
internal sealed class Negation(PureCheck check) : ICheck
{
    public async ValueTask<CheckOutcome> EvaluateAsync(CheckInput input, OutsideChecks outside, CancellationToken cancellationToken) =>
        (await check.EvaluateAsync(input, outside, cancellationToken)).Negate();
}
