using System.Text.Json;
using System.Text.RegularExpressions;

namespace Podium.ServiceDefaults.Errors;

/// <summary>The field a <see cref="JsonException"/> is about.</summary>
internal static partial class JsonField
{
    // Path:    $.models[0].id          -> models[0].id
    // Message: JSON deserialization for type 'X' was missing required properties including: 'prompt'.
    public static string? Of(JsonException e)
    {
        var missing = Missing().Match(e.Message);
        var path = e.Path?.TrimStart('$').TrimStart('.');
        var name = missing.Success ? missing.Groups[1].Value : null;
        return (string.IsNullOrEmpty(path), name) switch
        {
            (true, _) => name,
            (false, null) => path,
            (false, _) => $"{path}.{name}",
        };
    }

    [GeneratedRegex("missing required properties including: '([^']+)'")]
    private static partial Regex Missing();
}
