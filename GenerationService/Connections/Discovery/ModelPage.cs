using System.Text.Json;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Connections.Discovery;

/// <summary>One page of a list of models.</summary>
/// <param name="Next">What the next page is asked for by; null on the last.</param>
internal sealed record ModelPage(IReadOnlyList<string> Models, string? Next)
{
    private const int LongestId = 200;

    private static readonly string[] _lists = ["data", "models"];
    private static readonly string[] _ids = ["id", "name", "model"];

    /// <summary>
    /// Null for what is no list of models. Names are taken as the server spells them, in its order.
    /// <code>
    /// {"object":"list","data":[{"id":"gpt-6-luna","object":"model"}]}
    /// {"data":[{"type":"model","id":"claude-x"}],"has_more":true,"last_id":"claude-x"}
    /// {"models":[{"name":"models/gemini-x","supportedGenerationMethods":["generateContent"]}],"nextPageToken":"t"}
    /// {"models":[{"name":"gemma4:latest","model":"gemma4:latest"}]}
    /// </code>
    /// </summary>
    public static ModelPage? Read(WireFormat wire, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return List(json.RootElement) is { } list ? new ModelPage([.. Ids(wire, list)], NextOf(wire, json.RootElement)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Some proxies answer the bare array.
    private static JsonElement? List(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root,
        JsonValueKind.Object => _lists.Select(name => Member(root, name)).FirstOrDefault(list => list is { ValueKind: JsonValueKind.Array }),
        _ => null,
    };

    private static IEnumerable<string> Ids(WireFormat wire, JsonElement list)
    {
        foreach (var entry in list.EnumerateArray())
        {
            if (IdOf(entry) is not { Length: > 0 and <= LongestId } id || id.Any(char.IsControl) || (wire == WireFormat.Gemini && !Generates(entry)))
            {
                continue;
            }

            yield return wire == WireFormat.Gemini && id.StartsWith("models/", StringComparison.Ordinal) ? id["models/".Length..] : id;
        }
    }

    private static string? IdOf(JsonElement entry) => entry.ValueKind == JsonValueKind.Object
        ? _ids.Select(name => Text(Member(entry, name))).FirstOrDefault(id => id is not null)
        : Text(entry);

    // Google lists embeddings and the like besides.
    private static bool Generates(JsonElement entry) =>
        Member(entry, "supportedGenerationMethods") is not { ValueKind: JsonValueKind.Array } methods
        || methods.EnumerateArray().Any(method => Text(method) == "generateContent");

    private static string? NextOf(WireFormat wire, JsonElement root) => wire switch
    {
        WireFormat.Gemini => Text(Member(root, "nextPageToken")) is { Length: > 0 } token ? token : null,
        WireFormat.Anthropic when Member(root, "has_more") is { ValueKind: JsonValueKind.True } => Text(Member(root, "last_id")),
        _ => null,
    };

    private static JsonElement? Member(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) ? value : null;

    // "\ud800" is JSON, and no text.
    private static string? Text(JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
