using System.Globalization;

namespace Podium.ServiceDefaults.Errors;

/// <summary>
/// 422: fields that are well-formed JSON and yet cannot be meant so, all of them at once. <c>detail</c> is the array that clients of FastAPI read:
/// <c>[{"loc": ["body", "car_ids"], "msg": "…", "type": "value_error"}]</c>.
/// </summary>
public sealed class InvalidFieldsException : PodiumException
{
    public InvalidFieldsException(InvalidField field)
        : this([field])
    {
    }

    /// <param name="fields">At least one.</param>
    public InvalidFieldsException(IReadOnlyList<InvalidField> fields)
        : base(422, "invalid_input", fields[0].Message, fields[0].Name)
        => Extensions = new Dictionary<string, object?> { ["detail"] = fields.Select(f => f.ToDetail()).ToArray() };
}

/// <param name="Place"><c>body</c>, <c>query</c> or <c>path</c>.</param>
/// <param name="Name">In its JSON spelling: <c>limits.max_seconds</c>, <c>tests[3].name</c>.</param>
/// <param name="Type">FastAPI's word for what is wrong: <c>missing</c>, <c>int_type</c>, <c>value_error</c>.</param>
public sealed record InvalidField(string Place, string Name, string Message, string Type = "value_error")
{
    private static readonly char[] _separators = ['.', '[', ']'];

    internal Dictionary<string, object?> ToDetail() => new()
    {
        ["loc"] = Location().ToArray(),
        ["msg"] = Message,
        ["type"] = Type,
    };

    /// <summary><c>tests[3].name</c> → <c>["body", "tests", 3, "name"]</c>.</summary>
    private IEnumerable<object> Location() => Name.Split(_separators, StringSplitOptions.RemoveEmptyEntries)
        .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (object)index : part)
        .Prepend(Place);
}
