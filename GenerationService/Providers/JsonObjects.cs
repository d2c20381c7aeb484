using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Podium.GenerationService.Providers;

internal static class JsonObjects
{
    /// <summary>The text when it is a JSON object, else <c>{}</c>: a model may write arguments that are not, and a format may need an object.</summary>
    public static string OrEmpty(string text) => IsObject(text) ? text : "{}";

    public static bool IsObject(string text)
    {
        if (!TryParse(text, out var json))
        {
            return false;
        }

        using (json)
        {
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out JsonDocument? json)
    {
        try
        {
            json = JsonDocument.Parse(text);
            return true;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // The latter for half a surrogate pair in the text itself.
            json = null;
            return false;
        }
    }
}
