using System.Text.Json;
using Podium.EvalService.Checks;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Tools;

/// <summary>A call to be answered, however the model made it.</summary>
/// <param name="Style"><c>native</c>, or <c>fallback</c> for one that was written into the text.</param>
internal sealed record DetectedToolCall(string Id, string Name, string ArgumentsJson, string Style)
{
    public const string Native = "native";
    public const string Fallback = "fallback";
}

/// <summary>
/// Models without native tools write calls as text: any JSON object with a text <c>tool</c>, and its <c>args</c> when that is an object:
/// <c>{"tool": "calculator", "args": {"expression": "2+2"}}</c>. Only for tests that declare tools.
/// </summary>
internal static class FallbackCalls
{
    private const int MostCalls = 32;

    public static IReadOnlyList<DetectedToolCall> In(string text)
    {
        var calls = new List<DetectedToolCall>();
        foreach (var json in EmbeddedJson.In(text, lookInside: json => !IsCall(json, out _)))
        {
            if (IsCall(json, out var name) && calls.Count < MostCalls)
            {
                var arguments = json.TryGetProperty("args", out var args) && args.ValueKind == JsonValueKind.Object ? args.GetRawText() : "{}";
                calls.Add(new DetectedToolCall($"fallback_{calls.Count + 1}", name, arguments, DetectedToolCall.Fallback));
            }
        }

        return calls;
    }

    private static bool IsCall(JsonElement json, out string name)
    {
        name = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("tool", out var tool) && tool.ValueKind == JsonValueKind.String
               && (!json.TryGetProperty("args", out var args) || args.ValueKind is JsonValueKind.Object or JsonValueKind.Null)
            ? ReadableJson.Text(tool) ?? ""
            : "";
        return name.Length > 0;
    }
}
