using System.Globalization;
using System.Text.Json;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Runs;

/// <summary>Reads the members of a JSON object or a query and remembers all that is wrong with them.</summary>
internal sealed class FieldReader(string place)
{
    private readonly List<InvalidField> _problems = [];

    public void Refuse(string name, string message, string type = "value_error") => _problems.Add(new InvalidField(place, name, message, type));

    public void ThrowIfInvalid()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidFieldsException(_problems);
        }
    }

    /// <returns>Null when it is absent, null, or refused.</returns>
    public long? Integer(JsonElement from, string name, string path, long least, long most, bool required = false)
    {
        if (Member(from, name, path, required) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && (value.TryGetInt64(out var number) || (value.TryGetDecimal(out var whole) && IsWhole(whole, out number)))
            && number >= least && number <= most)
        {
            return number;
        }

        Refuse(path, $"{path} is a whole number from {least} to {most}.", "int_type");
        return null;
    }

    public decimal? Amount(JsonElement from, string name, string path, decimal most)
    {
        if (Member(from, name, path, required: false) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number > 0 && number <= most)
        {
            return number;
        }

        Refuse(path, string.Create(CultureInfo.InvariantCulture, $"{path} is a number above 0, at most {most}."), "float_type");
        return null;
    }

    public string? Text(JsonElement from, string name, string path, int longest)
    {
        if (Member(from, name, path, required: false) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= longest)
        {
            return StorableText.Of(text);
        }

        Refuse(path, $"{path} is a text of at most {longest} characters.", "string_type");
        return null;
    }

    /// <summary>A number of the query string.</summary>
    public long? Number(string? text, string name, long least, long most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"{name} is a whole number from {least} to {most}.", "int_parsing");
        return null;
    }

    public string? OneOf(string? text, string name, IReadOnlyCollection<string> allowed)
    {
        if (string.IsNullOrEmpty(text) || allowed.Contains(text))
        {
            return string.IsNullOrEmpty(text) ? null : text;
        }

        Refuse(name, $"{name} is one of {string.Join(", ", allowed)}.", "enum");
        return null;
    }

    public JsonElement? Member(JsonElement from, string name, string path, bool required)
    {
        if (from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }

        if (required)
        {
            Refuse(path, $"{path} is required.", "missing");
        }

        return null;
    }

    private static bool IsWhole(decimal value, out long number)
    {
        var whole = decimal.Truncate(value) == value && value is >= long.MinValue and <= long.MaxValue;
        number = whole ? (long)value : 0;
        return whole;
    }
}
