using System.Text.Encodings.Web;
using System.Text.Json;

namespace Podium.EvalService.Runs.Items;

/// <summary>JSON that may be none, made into JSON that certainly is one, on one line.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What does not read as JSON becomes a JSON text of it; nothing becomes <c>{}</c>.</summary>
    public static string Of(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return "{}";
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonSerializer.Serialize(document.RootElement, _compact);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Half a surrogate pair in an escape is syntactically fine and yet no text.
            return JsonSerializer.Serialize(json, _compact);
        }
    }
}
