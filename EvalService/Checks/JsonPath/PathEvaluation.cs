using System.Runtime.InteropServices;
using System.Text.Json;

namespace Podium.EvalService.Checks.JsonPath;

/// <summary>Too much work for one check.</summary>
internal sealed class PathCostException : Exception;

/// <summary>One path on one value, with how much work is left: filters inside filters over everything below are exponential.</summary>
internal sealed class PathEvaluation(JsonElement root, CheckTime? time = null)
{
    private const int MostSteps = 2_000_000;
    private const int StepsBetweenLooksAtTheClock = 1_000;

    private int _steps;
    private int _stepsAtLastLook;

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

        if (_steps - _stepsAtLastLook >= StepsBetweenLooksAtTheClock)
        {
            LookAtTheClock();
        }
    }

    /// <summary>Work that grows with the size of a value and is quick for each part of it.</summary>
    public void SpendOn(JsonElement value) => Spend(JsonMarshal.GetRawUtf8Value(value).Length / 64);

    /// <summary>Looking at all that stands inside a value.</summary>
    public void SpendOnEach(JsonElement value) =>
        Spend(JsonMarshal.GetRawUtf8Value(value).Length / (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? 16 : 64));

    /// <summary>Going through the items or members of a value, and not into them.</summary>
    public void SpendOnScan(JsonElement value) =>
        Spend((value.ValueKind == JsonValueKind.Object ? value.GetPropertyCount() : value.GetArrayLength()) / 16);

    /// <summary>After a step that may have taken long whatever its size: a pattern.</summary>
    /// <exception cref="CheckTimeException">The time of all checks is up.</exception>
    public void LookAtTheClock()
    {
        _stepsAtLastLook = _steps;
        time?.RefuseIfUp();
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
