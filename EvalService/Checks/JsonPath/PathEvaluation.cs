using System.Text.Json;

namespace Podium.EvalService.Checks.JsonPath;

/// <summary>Too much work for one check.</summary>
internal sealed class PathCostException : Exception;

/// <summary>One path on one value, with how much work is left: filters inside filters over everything below are exponential.</summary>
internal sealed class PathEvaluation(JsonElement root)
{
    private const int MostSteps = 2_000_000;

    private int _steps;

    public JsonElement Root { get; } = root;

    public List<JsonElement> Select(IReadOnlyList<PathSegment> segments, JsonElement from)
    {
        List<JsonElement> nodes = [from];
        foreach (var segment in segments)
        {
            var found = new List<JsonElement>();
            foreach (var node in segment.Descends ? nodes.SelectMany(WithDescendants) : nodes)
            {
                Spend();
                foreach (var selector in segment.Selectors)
                {
                    selector.Select(this, node, found);
                }
            }

            nodes = found;
        }

        return nodes;
    }

    public IEnumerable<JsonElement> ChildrenOf(JsonElement node)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in node.EnumerateArray())
                {
                    Spend();
                    yield return item;
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in node.EnumerateObject())
                {
                    Spend();
                    yield return member.Value;
                }

                break;
        }
    }

    /// <exception cref="PathCostException">Nothing is left.</exception>
    public void Spend(int steps = 1)
    {
        if ((_steps += steps) > MostSteps)
        {
            throw new PathCostException();
        }
    }

    /// <summary>The node before what is below it, children in their order.</summary>
    private IEnumerable<JsonElement> WithDescendants(JsonElement node)
    {
        var open = new Stack<JsonElement>([node]);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var child in ChildrenOf(next).Reverse())
            {
                open.Push(child);
            }
        }
    }
}
