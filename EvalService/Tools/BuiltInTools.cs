using System.Text.Json;
using System.Text.Json.Nodes;
using Podium.EvalService.JsonSchema;

namespace Podium.EvalService.Tools;

/// <param name="Json">What goes back to the model, and into the record of the call.</param>
internal sealed record ToolResult(bool Ok, string Json)
{
    /// <summary>As the seed spells it.</summary>
    public string Status => Ok ? "ok" : "error";
}

/// <summary>
/// The seed's three tools: <c>calculator{expression}</c> → <c>{result}</c>, <c>json_validate{json_string}</c> → <c>{valid, error?}</c>,
/// <c>extract_code_blocks{text}</c> → <c>{blocks[]}</c>. Any other name, and arguments that are none, are an error that the model gets to read.
/// </summary>
internal static class BuiltInTools
{
    public static IReadOnlyList<string> Names { get; } = ["calculator", "json_validate", "extract_code_blocks"];

    /// <param name="argumentsJson">As the model wrote it; an empty text stands for no arguments.</param>
    public static ToolResult Execute(string name, string argumentsJson)
    {
        if (!Names.Contains(name))
        {
            return Error($"There is no tool '{Shortened(name)}'.");
        }

        JsonElement arguments;
        try
        {
            arguments = JsonSerializer.Deserialize<JsonElement>(string.IsNullOrWhiteSpace(argumentsJson) ? "{}" : argumentsJson);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return Error("The arguments are not JSON.");
        }

        if (!ReadableJson.Is(arguments))
        {
            return Error("The arguments hold half of a surrogate pair, which is no text.");
        }

        return name switch
        {
            "calculator" => Calculate(arguments),
            "json_validate" => Validate(arguments),
            _ => Extract(arguments),
        };
    }

    private static ToolResult Calculate(JsonElement arguments)
    {
        if (Text(arguments, "expression") is not { } expression)
        {
            return Error("calculator needs a text named expression.");
        }

        try
        {
            return new ToolResult(true, $"{{\"result\":{Calculator.Evaluate(expression).ToJson()}}}");
        }
        catch (CalculationException error)
        {
            return Error(error.Message);
        }
    }

    private static ToolResult Validate(JsonElement arguments)
    {
        if (Text(arguments, "json_string") is not { } text)
        {
            return Error("json_validate needs a text named json_string.");
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return Ok(new JsonObject { ["valid"] = true });
        }
        catch (JsonException error)
        {
            return Ok(new JsonObject { ["valid"] = false, ["error"] = $"Not JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}." });
        }
    }

    private static ToolResult Extract(JsonElement arguments) => Text(arguments, "text") is { } text
        ? Ok(new JsonObject { ["blocks"] = new JsonArray([.. CodeBlocks.In(text).Select(block => JsonValue.Create(block))]) })
        : Error("extract_code_blocks needs a text named text.");

    private static string? Text(JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => ReadableJson.Text(value),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static string Shortened(string name) => name.Length <= 64 ? name : $"{name[..63]}…";

    private static ToolResult Ok(JsonObject result) => new(true, result.ToJsonString());

    private static ToolResult Error(string message) => new(false, new JsonObject { ["error"] = message }.ToJsonString());
}
