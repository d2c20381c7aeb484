using System.Text.Json;
using Podium.EvalService.Checks.Parsing;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Checks.Kinds;

/// <summary>Each of these tools was called, in any order and any number of times.</summary>
internal sealed class ToolCalledCheck(IReadOnlyList<string> names) : PureCheck
{
    public static ToolCalledCheck? Build(CheckSpec spec) => spec.Texts() is { } names ? new ToolCalledCheck(names) : null;

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        var missing = names.Where(name => input.ToolCalls.All(call => call.Name != name)).ToList();
        return CheckOutcome.Of(missing.Count == 0, $"{CalledTools.Of(input)}{(missing.Count == 0 ? "" : $" Missing: {Excerpt.List(missing)}.")}");
    }
}

/// <summary>
/// Some call of a tool had these arguments: <c>{"name": "calculator", "args": {"expression": "2+2"}}</c>. By default others may stand beside them
/// (<c>"mode": "subset"</c>); <c>"exact"</c> allows none.
/// </summary>
internal sealed class ToolArgumentsCheck(string name, JsonElement arguments, bool exact) : PureCheck
{
    public static ToolArgumentsCheck? Build(CheckSpec spec)
    {
        if (!spec.TryMember("name", out var name) || name.Value.ValueKind != JsonValueKind.String
            || !spec.TryMember("args", out var arguments) || arguments.Value.ValueKind != JsonValueKind.Object)
        {
            spec.Problem("value", "tool-args needs an object with a name and an object args.");
            return null;
        }

        return ToolMode.Read(spec, "subset", "exact") is { } mode
            ? new ToolArgumentsCheck(name.Value.GetString()!, arguments.Value.Clone(), mode == "exact")
            : null;
    }

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        var calls = input.ToolCalls.Where(call => call.Name == name).ToList();
        return CheckOutcome.Of(calls.Exists(Matches), calls.Count == 0 ? CalledTools.Of(input) : $"{name} was called {calls.Count} times.");
    }

    private bool Matches(CheckedToolCall call) => call.Arguments is { ValueKind: JsonValueKind.Object } given
        && (!exact || given.EnumerateObject().Count() == arguments.EnumerateObject().Count())
        && arguments.EnumerateObject().All(wanted =>
            given.TryGetProperty(wanted.Name, out var value) && JsonValueComparer.Instance.Equals(value, wanted.Value));
}

/// <summary>
/// The tools were called in this order, by default exactly these calls (<c>"exact"</c>); with <c>{"names": […], "mode": "in-order"}</c>
/// others may stand between them.
/// </summary>
internal sealed class ToolSequenceCheck(IReadOnlyList<string> names, bool exact) : PureCheck
{
    public static ToolSequenceCheck? Build(CheckSpec spec)
    {
        var list = spec.TryMember("names", out var names)
            ? new CheckSpec(spec.Type, spec.ValueField, names, null, spec.Problems, spec.Counted).Texts()
            : spec.Texts();
        return list is not null && ToolMode.Read(spec, "exact", "in-order") is { } mode ? new ToolSequenceCheck(list, mode == "exact") : null;
    }

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        var matched = 0;
        foreach (var call in input.ToolCalls)
        {
            if (matched < names.Count && call.Name == names[matched])
            {
                matched++;
            }
        }

        var passed = matched == names.Count && (!exact || input.ToolCalls.Count == names.Count);
        return CheckOutcome.Of(passed, CalledTools.Of(input));
    }
}

/// <summary>
/// F1 of the set of tools called against the set wanted: 2PR ÷ (P + R). All of them and no other is 1, which is also the least that passes
/// unless a threshold says otherwise.
/// </summary>
internal sealed class ToolF1Check(HashSet<string> wanted, double threshold) : PureCheck
{
    public static ToolF1Check? Build(CheckSpec spec) =>
        spec.Texts() is { } names && spec.Share(otherwise: 1) is { } threshold ? new ToolF1Check([.. names], threshold) : null;

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        var called = input.ToolCalls.Select(call => call.Name).ToHashSet();
        var both = called.Count(wanted.Contains);
        var f1 = both == 0 ? 0 : 2.0 * both / (called.Count + wanted.Count);
        return CheckOutcome.Graded(f1, threshold, $"F1 {f1:0.###}. {CalledTools.Of(input)}");
    }
}

file static class ToolMode
{
    /// <returns>Null, with a problem noted, for a mode that is neither.</returns>
    public static string? Read(CheckSpec spec, string usual, string other)
    {
        if (!spec.TryMember("mode", out var given))
        {
            return usual;
        }

        var mode = given.Value.ValueKind == JsonValueKind.String ? given.Value.GetString()!.Replace('_', '-') : "";
        if (mode == usual || mode == other)
        {
            return mode;
        }

        spec.Problem("value.mode", $"The mode is {usual} or {other}.");
        return null;
    }
}

file static class CalledTools
{
    public static string Of(CheckInput input) => input.ToolCalls.Count == 0
        ? "No tool was called."
        : $"Called: {string.Join(", ", input.ToolCalls.Take(20).Select(call => call.Name))}.";
}
