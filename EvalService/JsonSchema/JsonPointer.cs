using System.Text.Json;

namespace Podium.EvalService.JsonSchema;

/// <summary>RFC 6901: <c>/a~1b/0</c>.</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static string Append(string pointer, int index) => $"{pointer}/{index}";

    public static string[] Split(string pointer) => pointer.Length == 0
        ? []
        : [.. pointer[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    public static JsonElement? Step(JsonElement from, string part) => from.ValueKind switch
    {
        JsonValueKind.Object => from.TryGetProperty(part, out var member) ? member : null,
        JsonValueKind.Array => int.TryParse(part, System.Globalization.NumberStyles.None, null, out var index) && index < from.GetArrayLength()
            ? from[index]
            : null,
        _ => null,
    };
}
