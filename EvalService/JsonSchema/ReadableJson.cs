using System.Text.Json;

namespace Podium.EvalService.JsonSchema;

/// <summary>JSON may hold half of an escaped surrogate pair and still be JSON; it is no text, and neither a database nor a model takes it.</summary>
internal static class ReadableJson
{
    /// <returns>Null for a text that is none.</returns>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool Is(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value) is not null,
        JsonValueKind.Array => value.EnumerateArray().All(Is),
        JsonValueKind.Object => value.EnumerateObject().All(member => HasName(member) && Is(member.Value)),
        _ => true,
    };

    private static bool HasName(JsonProperty member)
    {
        try
        {
            return member.Name is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
