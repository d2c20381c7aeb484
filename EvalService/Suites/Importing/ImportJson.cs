using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podium.EvalService.Suites.Importing;

/// <summary>JSON of files that others wrote.</summary>
internal static class ImportJson
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a person would read: a text as it is, anything else as JSON.</summary>
    public static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(Options),
    };

    public static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;
}
