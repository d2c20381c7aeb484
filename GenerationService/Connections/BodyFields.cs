using System.Globalization;
using System.Text.Json;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Connections;

/// <summary>Reads the members of a JSON body and remembers all that is wrong with them. What is absent or null is read as null.</summary>
internal sealed class BodyFields
{
    private const string Place = "body";

    private readonly JsonElement _body;
    private readonly string _prefix;
    private readonly List<InvalidField> _problems;

    public BodyFields(JsonElement body)
        : this(body, "", [])
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidFieldsException([new InvalidField(Place, Place, "The body is a JSON object.", "dict_type")]);
        }
    }

    private BodyFields(JsonElement body, string prefix, List<InvalidField> problems)
    {
        _body = body;
        _prefix = prefix;
        _problems = problems;
    }

    /// <summary>The member is there, be it null.</summary>
    public bool Has(string name) => _body.TryGetProperty(name, out _);

    /// <summary>The member is there as an explicit null.</summary>
    public bool IsNull(string name) => _body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    public void Refuse(string name, string message, string type = "value_error") => _problems.Add(new InvalidField(Place, _prefix + name, message, type));

    public void ThrowIfInvalid()
    {
        if (_problems.Count > 0)
        {
            throw new InvalidFieldsException(_problems);
        }
    }

    public string? Text(string name, int longest, bool required = false)
    {
        if (Member(name, required) is not { } value)
        {
            return null;
        }

        var text = StringOf(value)?.Trim();
        if (text is null || text.Length > longest || text.Any(char.IsControl))
        {
            Refuse(name, $"{name} is a text of at most {longest} characters without control characters.", "string_type");
            return null;
        }

        if (required && text.Length == 0)
        {
            Refuse(name, $"{name} must not be empty.", "string_too_short");
            return null;
        }

        return text;
    }

    public string? OneOf(string name, IReadOnlyList<string> allowed, bool required = false)
    {
        if (Member(name, required) is not { } value)
        {
            return null;
        }

        if (StringOf(value) is { } text && allowed.Contains(text))
        {
            return text;
        }

        Refuse(name, $"{name} is one of {string.Join(", ", allowed)}.", "enum");
        return null;
    }

    public double? Number(string name, double least, double most)
    {
        if (Member(name, required: false) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"{name} is a number from {least} to {most}."), "float_type");
        return null;
    }

    public long? Integer(string name, long least, long most, bool required = false)
    {
        if (Member(name, required) is not { } value)
        {
            return null;
        }

        // 1.0 is as whole as 1.
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.Truncate(number) == number && number >= least && number <= most)
        {
            return (long)number;
        }

        Refuse(name, $"{name} is a whole number from {least} to {most}.", "int_type");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Member(name, required: false) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse(name, $"{name} is true or false.", "bool_type");
        return null;
    }

    /// <summary>Texts as they are, blanks and line breaks included.</summary>
    public string[]? Texts(string name, int most, int longest)
    {
        if (Member(name, required: false) is not { } value)
        {
            return null;
        }

        var texts = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most ? value.EnumerateArray().Select(StringOf).ToArray() : [null];
        if (texts.All(text => text is { Length: > 0 } && text.Length <= longest && !text.Contains('\0')))
        {
            return texts!;
        }

        Refuse(name, $"{name} is a list of at most {most} texts of 1 to {longest} characters.", "list_type");
        return null;
    }

    /// <summary>The objects of a required list; their problems are told together with those of this body.</summary>
    public IReadOnlyList<BodyFields> Items(string name, int most)
    {
        if (Member(name, required: true) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
        {
            return [.. value.EnumerateArray().Select((item, index) => new BodyFields(item, $"{_prefix}{name}.{index}.", _problems))];
        }

        Refuse(name, $"{name} is a list of at most {most} objects.", "list_type");
        return [];
    }

    private JsonElement? Member(string name, bool required)
    {
        if (_body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }

        if (required)
        {
            Refuse(name, $"{name} is required.", "missing");
        }

        return null;
    }

    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // "\ud800" is JSON, and no text.
            return null;
        }
    }
}
