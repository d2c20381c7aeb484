using System.Text.Json;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Checks.JsonPath;

/// <summary>A query inside a filter, from the node in question (<c>@</c>) or from the root (<c>$</c>).</summary>
internal sealed record FilterQuery(bool FromRoot, IReadOnlyList<PathSegment> Segments)
{
    public bool IsSingular => Segments.All(segment => segment.IsSingular);

    public List<JsonElement> Nodes(PathEvaluation run, JsonElement current) => run.Select(Segments, FromRoot ? run.Root : current);
}

/// <summary>Something to compare: a JSON value, or nothing (null).</summary>
internal abstract record FilterValue
{
    public abstract JsonElement? Of(PathEvaluation run, JsonElement current);
}

internal sealed record LiteralValue(JsonElement Value) : FilterValue
{
    public override JsonElement? Of(PathEvaluation run, JsonElement current) => Value;
}

/// <summary>The node of a singular query, and <c>value(…)</c> of any: the only one there is.</summary>
internal sealed record OnlyNodeValue(FilterQuery Query) : FilterValue
{
    public override JsonElement? Of(PathEvaluation run, JsonElement current) => Query.Nodes(run, current) is [var only] ? only : null;
}

internal sealed record CountValue(FilterQuery Query) : FilterValue
{
    public override JsonElement? Of(PathEvaluation run, JsonElement current) => JsonSerializer.SerializeToElement(Query.Nodes(run, current).Count);
}

/// <summary>Of a text in code points, of an array in items, of an object in members; of anything else nothing.</summary>
internal sealed record LengthValue(FilterValue Inner) : FilterValue
{
    public override JsonElement? Of(PathEvaluation run, JsonElement current)
    {
        int? length = Inner.Of(run, current) switch
        {
            { ValueKind: JsonValueKind.String } text => Runes(run, text),
            { ValueKind: JsonValueKind.Array } array => array.GetArrayLength(),
            { ValueKind: JsonValueKind.Object } members => Members(run, members),
            _ => null,
        };
        return length is { } known ? JsonSerializer.SerializeToElement(known) : null;
    }

    private static int Runes(PathEvaluation run, JsonElement text)
    {
        run.SpendOn(text);
        return JsonText.Of(text).EnumerateRunes().Count();
    }

    private static int Members(PathEvaluation run, JsonElement members)
    {
        run.SpendOnScan(members);
        return members.EnumerateObject().Count();
    }
}
