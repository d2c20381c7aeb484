using System.Text.Json;
using Podium.EvalService.JsonSchema;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Suites;

/// <summary>Reads members of a suite's JSON and remembers what is wrong with them, up to a bound.</summary>
internal sealed class SuiteFields
{
    private const int MostProblems = 100;

    private readonly List<InvalidField> _problems = [];

    public IReadOnlyList<InvalidField> Problems => _problems;

    public bool IsFull => _problems.Count >= MostProblems;

    public void Refuse(string path, string message, string type = "value_error")
    {
        if (!IsFull)
        {
            _problems.Add(new InvalidField("body", path, message, type));
        }
    }

    public void ThrowIfInvalid()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidFieldsException(_problems);
        }
    }

    /// <returns>Null when it is absent, null or refused.</returns>
    public string? Text(JsonElement from, string name, string path, int longest, bool required = false)
    {
        if (Member(from, name, path, required) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? ReadableJson.Text(value) : null;
        if (text is null)
        {
            Refuse(path, $"{name} is a text.", "string_type");
        }
        else if (text.Length > longest)
        {
            Refuse(path, $"{name} has at most {longest:N0} characters.", "string_too_long");
        }
        else if (text.Contains('\0', StringComparison.Ordinal))
        {
            Refuse(path, $"{name} must not hold a NUL character.");
        }
        else if (required && string.IsNullOrWhiteSpace(text))
        {
            Refuse(path, $"{name} must not be empty.", "string_too_short");
        }
        else
        {
            return text;
        }

        return null;
    }

    public int? Integer(JsonElement from, string name, string path)
    {
        if (Member(from, name, path, required: false) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        Refuse(path, $"{name} is a whole number.", "int_type");
        return null;
    }

    /// <summary>A JSON value as it stands; an empty text is none, as in the seed's exports.</summary>
    public JsonElement? Json(JsonElement from, string name, string path, JsonValueKind[] kinds, int longest)
    {
        if (Member(from, name, path, required: false) is not { } value || (value.ValueKind == JsonValueKind.String && value.ValueEquals("")))
        {
            return null;
        }

        if (!kinds.Contains(value.ValueKind))
        {
            Refuse(path, $"{name} is {string.Join(" or ", kinds.Select(kind => kind == JsonValueKind.Array ? "an array" : "an object"))}.", "type_error");
            return null;
        }

        if (!ReadableJson.Is(value) || value.GetRawText().Length > longest)
        {
            Refuse(path, $"{name} is not readable as text, or has more than {longest:N0} characters.");
            return null;
        }

        return value;
    }

    private JsonElement? Member(JsonElement from, string name, string path, bool required)
    {
        if (from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }

        if (required)
        {
            Refuse(path, $"{name} is required.", "missing");
        }

        return null;
    }
}
