using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Suites.Importing;

/// <summary>JSON of files that others wrote.</summary>
internal static class ImportJson
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions _unambiguous = new() { AllowDuplicateProperties = false };

    /// <summary>Refuses what could not be read later without surprises: a name that stands twice, and text that is none.</summary>
    /// <exception cref="JsonException">It is no such JSON.</exception>
    public static JsonNode? Parse(string json)
    {
        using var document = Read(json);
        return ReadableJson.Is(document.RootElement)
            ? document.RootElement.Deserialize<JsonNode>()
            : throw new JsonException("It holds half of an escaped surrogate pair.");
    }

    /// <summary>What a person would read: a text as it is, anything else as JSON.</summary>
    public static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(Options),
    };

    public static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static JsonDocument Read(string json)
    {
        try
        {
            return JsonDocument.Parse(json, _unambiguous);
        }
        catch (InvalidOperationException e)
        {
            // Names have to be unescaped to be compared, which half of a surrogate pair cannot be.
            throw new JsonException("A name in it is no text.", e);
        }
    }
}
