using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Podium.GenerationService.Providers.Parameters;
using Podium.GenerationService.Providers.Streaming;
using static Podium.GenerationService.Providers.Errors.RefusedParameter;

namespace Podium.GenerationService.Providers.Gemini;

internal static partial class GeminiRequestWriter
{
    public static byte[] Write(ChatRequest request, ParameterPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteSystem(json, request.Messages);
            WriteContents(json, request.Messages);
            WriteConfig(json, request, plan);
            WriteTools(json, request.Tools);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSystem(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages)
    {
        var system = string.Join("\n\n", messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text));
        if (system.Length > 0)
        {
            json.WriteStartObject("systemInstruction");
            json.WriteStartArray("parts");
            WriteText(json, system);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void WriteContents(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages)
    {
        json.WriteStartArray("contents");
        foreach (var turn in ChatTurns.Of(messages))
        {
            json.WriteStartObject();
            json.WriteString("role", turn[0].Role == ChatRole.Assistant ? "model" : "user");
            json.WriteStartArray("parts");
            foreach (var message in turn)
            {
                if (message.Role == ChatRole.Tool)
                {
                    WriteFunctionResponse(json, message, messages);
                }
                else
                {
                    WriteParts(json, message);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.Text.Length > 0 || (message.Images.Count == 0 && message.ToolCalls.Count == 0))
        {
            WriteText(json, message.Text);
        }

        foreach (var image in message.Images)
        {
            json.WriteStartObject();
            json.WriteStartObject("inlineData");
            json.WriteString("mimeType", image.MediaType);
            json.WriteBase64String("data", image.Data.Span);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        foreach (var call in message.ToolCalls)
        {
            json.WriteStartObject();
            json.WriteStartObject("functionCall");
            WriteId(json, call.Id);
            json.WriteString("name", call.Name);
            json.WritePropertyName("args");
            json.WriteRawValue(JsonObjects.OrEmpty(call.ArgumentsJson));
            json.WriteEndObject();
            if (call.Signature is { } signature)
            {
                // From Gemini 3 on, a call that comes back without its signature is a 400.
                json.WriteString("thoughtSignature", signature);
            }

            json.WriteEndObject();
        }
    }

    // The answer names the function, and the call only where the model gave it an id.
    private static void WriteFunctionResponse(Utf8JsonWriter json, ChatMessage message, IReadOnlyList<ChatMessage> messages)
    {
        var name = message.ToolName ?? messages.SelectMany(m => m.ToolCalls).FirstOrDefault(c => c.Id == message.ToolCallId)?.Name;
        json.WriteStartObject();
        json.WriteStartObject("functionResponse");
        WriteId(json, message.ToolCallId);
        json.WriteString("name", name ?? message.ToolCallId);
        json.WriteStartObject("response");
        json.WriteString("output", message.Text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string? id)
    {
        if (id is not null && !ToolCallCollector.IsOwnId(id))
        {
            json.WriteString("id", id);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteConfig(Utf8JsonWriter json, ChatRequest request, ParameterPlan plan)
    {
        json.WriteStartObject("generationConfig");
        if (plan.Cap(request.MaxOutputTokens) is { } cap)
        {
            json.WriteNumber("maxOutputTokens", cap);
        }

        json.WriteNumber(plan, "temperature", Names.Temperature, request.Temperature);
        json.WriteNumber(plan, "topP", Names.TopP, request.TopP);
        json.WriteInteger(plan, "topK", Names.TopK, request.TopK);
        json.WriteNumber(plan, "frequencyPenalty", Names.FrequencyPenalty, request.FrequencyPenalty);
        json.WriteNumber(plan, "presencePenalty", Names.PresencePenalty, request.PresencePenalty);
        json.WriteInteger(plan, "seed", Names.Seed, request.Seed);
        json.WriteStops(plan, "stopSequences", request.Stop);

        WriteThinking(json, request, plan);
        json.WriteEndObject();
    }

    // The 2.5 series takes a budget, later ones a level; both at once are refused.
    private static void WriteThinking(Utf8JsonWriter json, ChatRequest request, ParameterPlan plan)
    {
        if (request.ReasoningEffort is not { } effort || !plan.Sends(Names.ReasoningEffort))
        {
            return;
        }

        json.WriteStartObject("thinkingConfig");
        if (TakesBudget().IsMatch(request.Model))
        {
            json.WriteNumber("thinkingBudget", effort switch { "none" => 0, "minimal" => 512, "low" => 1024, "medium" => 8192, _ => 24_576 });
        }
        else
        {
            var lowest = request.Model.Contains("gemini-4", StringComparison.Ordinal) ? "low" : "minimal";
            json.WriteString("thinkingLevel", effort switch { "none" or "minimal" => lowest, "low" or "medium" => effort, _ => "high" });
        }

        json.WriteBoolean("includeThoughts", effort != "none");
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, IReadOnlyList<ToolDefinition>? tools)
    {
        if (tools is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartArray("tools");
        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations");
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteDeclaration(tool, BeyondOpenApi().IsMatch(tool.ParametersJson) ? "parametersJsonSchema" : "parameters");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // "parameters" takes OpenAPI's part of JSON Schema, and answers 400 to any other word.
    [GeneratedRegex(
        """
        "(\$\w+|additionalProperties|patternProperties|oneOf|allOf|not|const|definitions|if|exclusiveM\w+)"\s*:|"type"\s*:\s*\[
        """,
        RegexOptions.NonBacktracking)]
    private static partial Regex BeyondOpenApi();

    [GeneratedRegex(@"gemini-(1|2)[.-]")]
    private static partial Regex TakesBudget();
}
