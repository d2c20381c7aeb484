using System.Text.Json;
using Podium.EvalService.Checks.Parsing;

namespace Podium.EvalService.Checks.Kinds;

internal enum TextUnit
{
    /// <summary>Unicode code points.</summary>
    Characters,

    /// <summary>Runs of what is not blank.</summary>
    Words,

    /// <summary>Lines after blank lines at both ends are gone; an empty answer has none.</summary>
    Lines,
}

/// <summary>How long an answer is, bounds included.</summary>
internal sealed class CountCheck(TextUnit unit, int? least, int? most) : PureCheck
{
    public static CountCheck? BuildLeast(CheckSpec spec, TextUnit unit) => spec.Count() is { } least ? new CountCheck(unit, least, null) : null;

    public static CountCheck? BuildMost(CheckSpec spec, TextUnit unit) => spec.Count() is { } most ? new CountCheck(unit, null, most) : null;

    /// <summary>An exact number, or <c>{"min": 2, "max": 5}</c>.</summary>
    public static CountCheck? BuildRange(CheckSpec spec, TextUnit unit)
    {
        if (spec.Value is not { ValueKind: JsonValueKind.Object })
        {
            return spec.Count() is { } exactly ? new CountCheck(unit, exactly, exactly) : null;
        }

        var bounds = new int?[2];
        foreach (var (name, index) in new[] { ("min", 0), ("max", 1) })
        {
            if (spec.TryMember(name, out var given))
            {
                if (given.Value.ValueKind != JsonValueKind.Number || !given.Value.TryGetInt32(out var number) || number < 0)
                {
                    spec.Problem($"value.{name}", $"{name} is a whole number of at least 0.");
                    return null;
                }

                bounds[index] = number;
            }
        }

        if (bounds is [null, null] || bounds[0] > bounds[1])
        {
            spec.Problem("value", $"{spec.Type} needs a number, or min or max or both, min not above max.");
            return null;
        }

        return new CountCheck(unit, bounds[0], bounds[1]);
    }

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        var count = Count(input.Text);
        return CheckOutcome.Of(!(count < least) && !(count > most), $"The answer has {count} {unit.ToString().ToLowerInvariant()}.");
    }

    private int Count(string text) => unit switch
    {
        TextUnit.Characters => text.EnumerateRunes().Count(),
        TextUnit.Words => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
        _ => text.AsSpan().Trim() is { IsEmpty: false } trimmed ? trimmed.Count('\n') + 1 : 0,
    };
}
