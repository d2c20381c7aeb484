using System.Text.Json;

namespace Podium.EvalService.Checks.JsonPath;

/// <param name="Descends">Two dots: the selectors are asked of the node and of everything below it.</param>
internal sealed record PathSegment(IReadOnlyList<PathSelector> Selectors, bool Descends)
{
    /// <summary>Whether it can find one node at most.</summary>
    public bool IsSingular => !Descends && Selectors is [NameSelector or IndexSelector];
}

internal abstract record PathSelector
{
    public abstract void Select(PathEvaluation run, JsonElement node, List<JsonElement> into);
}

internal sealed record NameSelector(string Name) : PathSelector
{
    public override void Select(PathEvaluation run, JsonElement node, List<JsonElement> into)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        run.SpendOnScan(node);
        if (node.TryGetProperty(Name, out var member))
        {
            into.Add(member);
        }
    }
}

internal sealed record WildcardSelector : PathSelector
{
    public override void Select(PathEvaluation run, JsonElement node, List<JsonElement> into) => into.AddRange(run.ChildrenOf(node));
}

internal sealed record IndexSelector(long Index) : PathSelector
{
    public override void Select(PathEvaluation run, JsonElement node, List<JsonElement> into)
    {
        if (node.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        run.SpendOnScan(node);
        var length = node.GetArrayLength();
        var index = Index < 0 ? length + Index : Index;
        if (index >= 0 && index < length)
        {
            into.Add(node[(int)index]);
        }
    }
}

/// <summary><c>start:end:step</c> with the meaning it has in Python; a step of 0 finds nothing.</summary>
internal sealed record SliceSelector(long? Start, long? End, long Step) : PathSelector
{
    public override void Select(PathEvaluation run, JsonElement node, List<JsonElement> into)
    {
        if (node.ValueKind != JsonValueKind.Array || Step == 0)
        {
            return;
        }

        run.SpendOnScan(node);
        var items = node.EnumerateArray().ToArray();
        var length = items.Length;
        if (Step > 0)
        {
            var end = Math.Clamp(FromEnd(End ?? length, length), 0, length);
            for (var i = Math.Clamp(FromEnd(Start ?? 0, length), 0, length); i < end; i += Step)
            {
                run.Spend();
                into.Add(items[i]);
            }
        }
        else
        {
            var end = End is { } given ? Math.Clamp(FromEnd(given, length), -1, length - 1) : -1;
            for (var i = Math.Clamp(FromEnd(Start ?? length - 1, length), -1, length - 1); i > end; i += Step)
            {
                run.Spend();
                into.Add(items[i]);
            }
        }
    }

    private static long FromEnd(long index, int length) => index < 0 ? length + index : index;
}

internal sealed record FilterSelector(FilterExpression Filter) : PathSelector
{
    public override void Select(PathEvaluation run, JsonElement node, List<JsonElement> into) =>
        into.AddRange(run.ChildrenOf(node).Where(child => Filter.Holds(run, child)));
}
