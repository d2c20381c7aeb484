using System.Text.Json;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Checks.JsonPath;

/// <summary>What a filter asks of a node.</summary>
internal abstract record FilterExpression
{
    public abstract bool Holds(PathEvaluation run, JsonElement current);
}

internal sealed record OrExpression(FilterExpression Left, FilterExpression Right) : FilterExpression
{
    public override bool Holds(PathEvaluation run, JsonElement current) => Left.Holds(run, current) || Right.Holds(run, current);
}

internal sealed record AndExpression(FilterExpression Left, FilterExpression Right) : FilterExpression
{
    public override bool Holds(PathEvaluation run, JsonElement current) => Left.Holds(run, current) && Right.Holds(run, current);
}

internal sealed record NotExpression(FilterExpression Inner) : FilterExpression
{
    public override bool Holds(PathEvaluation run, JsonElement current) => !Inner.Holds(run, current);
}

/// <summary>The query finds something.</summary>
internal sealed record ExistsExpression(FilterQuery Query) : FilterExpression
{
    public override bool Holds(PathEvaluation run, JsonElement current) => Query.Nodes(run, current).Count > 0;
}

/// <summary><c>match(@.a, "I-Regexp")</c>: the whole text; <c>search</c>: some of it. A pattern that is none matches nothing.</summary>
internal sealed record MatchExpression(FilterValue Text, FilterValue Pattern, bool Whole) : FilterExpression
{
    /// <summary>A pattern that is a literal is read once.</summary>
    private readonly BoundedRegex? _regex = Pattern is LiteralValue { Value: { ValueKind: JsonValueKind.String } literal } ? Compile(literal, Whole) : null;

    public override bool Holds(PathEvaluation run, JsonElement current)
    {
        if (Text.Of(run, current) is not { ValueKind: JsonValueKind.String } text)
        {
            return false;
        }

        var value = JsonText.Of(text);
        run.Spend(10 + value.Length / 64);
        var regex = _regex ?? (Pattern is LiteralValue ? null : Pattern.Of(run, current) is { ValueKind: JsonValueKind.String } given ? Compile(given, Whole) : null);
        var matches = regex is null ? false : regex.IsMatch(value);
        run.LookAtTheClock();
        return matches ?? throw new PathCostException();
    }

    private static BoundedRegex? Compile(JsonElement pattern, bool whole) =>
        IRegexp.TryCreate(JsonText.Of(pattern), whole);
}

internal sealed record ComparisonExpression(string Operator, FilterValue Left, FilterValue Right) : FilterExpression
{
    public override bool Holds(PathEvaluation run, JsonElement current)
    {
        var left = Left.Of(run, current);
        var right = Right.Of(run, current);
        if (left is { } one && right is { } other)
        {
            // Equality may look at all of both.
            run.SpendOnEach(one);
            run.SpendOnEach(other);
        }

        return Operator switch
        {
            "==" => AreEqual(left, right),
            "!=" => !AreEqual(left, right),
            "<" => IsLess(left, right),
            ">" => IsLess(right, left),
            "<=" => IsLess(left, right) || AreEqual(left, right),
            _ => IsLess(right, left) || AreEqual(left, right),
        };
    }

    /// <summary>Nothing equals nothing, and only that.</summary>
    private static bool AreEqual(JsonElement? left, JsonElement? right) =>
        left is { } one && right is { } other ? JsonValueComparer.Instance.Equals(one, other) : left is null && right is null;

    /// <summary>Only numbers and texts have an order; texts by code point.</summary>
    private static bool IsLess(JsonElement? left, JsonElement? right) => (left, right) switch
    {
        ({ ValueKind: JsonValueKind.Number } one, { ValueKind: JsonValueKind.Number } other) =>
            JsonNumber.Parse(one.GetRawText()).CompareTo(JsonNumber.Parse(other.GetRawText())) < 0,
        ({ ValueKind: JsonValueKind.String } one, { ValueKind: JsonValueKind.String } other) => CompareCodePoints(JsonText.Of(one), JsonText.Of(other)) < 0,
        _ => false,
    };

    private static int CompareCodePoints(string left, string right)
    {
        using var one = left.EnumerateRunes().GetEnumerator();
        using var other = right.EnumerateRunes().GetEnumerator();
        while (true)
        {
            var (hasOne, hasOther) = (one.MoveNext(), other.MoveNext());
            if (!hasOne || !hasOther)
            {
                return hasOne.CompareTo(hasOther);
            }

            if (one.Current != other.Current)
            {
                return one.Current.CompareTo(other.Current);
            }
        }
    }
}
