using System.Text.Json;

namespace Podium.GenerationService.Providers;

internal static class JsonObjects
{
    /// <summary>The text when it is a JSON object, else <c>{}</c>: a model may write arguments that are not, and a format may need an object.</summary>
    public static string OrEmpty(string text) => IsObject(text) ? text : "{}";

    public static bool IsObject(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
