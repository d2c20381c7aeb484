using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Podium.EvalService.Checks.Parsing;

/// <summary>One typed check as written, with readers that name the field at fault.</summary>
/// <param name="type">Lower case, with hyphens.</param>
/// <param name="place">Where it stands: <c>checks[2]</c>.</param>
internal sealed class CheckSpec(string type, string place, JsonElement? value, double? threshold, List<CheckProblem> problems, CheckCount count, int depth = 0)
{
    private const int LongestValue = 1_000_000;

    public string Type { get; } = type;

    public JsonElement? Value { get; } = value is { ValueKind: JsonValueKind.Null } ? null : value;

    public double? Threshold { get; } = threshold;

    /// <summary>How many sets this check stands in.</summary>
    public int Depth { get; } = depth;

    public List<CheckProblem> Problems => problems;

    public CheckCount Counted => count;

    public string ValueField => $"{place}.value";

    public void Problem(string part, string message) => problems.Add(new CheckProblem($"{place}.{part}", message));

    /// <summary>A text, or a number as its text; null, with a problem noted, for anything else.</summary>
    public string? Text()
    {
        var text = Value switch
        {
            { ValueKind: JsonValueKind.String } given => given.GetString(),
            { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } given => given.GetRawText(),
            _ => null,
        };
        if (text is null or { Length: > LongestValue })
        {
            Problem("value", text is null ? $"{Type} needs a text." : $"A value may have {LongestValue} characters at most.");
            return null;
        }

        return text;
    }

    /// <summary>An array of texts, or one text with commas between them, as promptfoo has it.</summary>
    public IReadOnlyList<string>? Texts()
    {
        var texts = Value switch
        {
            { ValueKind: JsonValueKind.Array } array when array.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String) =>
                array.EnumerateArray().Select(entry => entry.GetString()!).ToArray(),
            { ValueKind: JsonValueKind.String } text => text.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            _ => [],
        };
        if (texts.Length == 0)
        {
            Problem("value", $"{Type} needs an array of texts, or one text with commas between them.");
            return null;
        }

        return texts;
    }

    public int? Count()
    {
        if (Value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count) && count >= 0)
        {
            return count;
        }

        Problem("value", $"{Type} needs a whole number of at least 0.");
        return null;
    }

    /// <summary>The limit of a measure: promptfoo writes it as threshold, others as value.</summary>
    public double? Limit()
    {
        var limit = Threshold ?? (Value is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null);
        if (limit is not { } given || !double.IsFinite(given) || given < 0)
        {
            Problem("threshold", $"{Type} needs a threshold of at least 0.");
            return null;
        }

        return given;
    }

    /// <summary>The least score that passes, from 0 to 1.</summary>
    public double? Share(double otherwise)
    {
        if ((Threshold ?? otherwise) is var share and >= 0 and <= 1)
        {
            return share;
        }

        Problem("threshold", $"The threshold of {Type} is from 0 to 1.");
        return null;
    }

    public bool TryMember(string name, [NotNullWhen(true)] out JsonElement? member)
    {
        member = Value is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null
            ? found
            : null;
        return member is not null;
    }
}
