using System.Buffers;
using System.Text.Json;
using Podium.GenerationService.Providers.Parameters;
using static Podium.GenerationService.Providers.Errors.RefusedParameter;

namespace Podium.GenerationService.Providers.Anthropic;

internal static class AnthropicRequestWriter
{
    /// <summary>The format requires a cap; this one is within what every current model allows.</summary>
    private const int DefaultCap = 8192;

    public static byte[] Write(ChatRequest request, ParameterPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", request.Model);
            json.WriteNumber("max_tokens", plan.Cap(request.MaxOutputTokens) ?? DefaultCap);
            WriteSystem(json, request.Messages);
            WriteMessages(json, request.Messages);
            WriteParameters(json, request, plan);
            WriteTools(json, request.Tools);
            json.WriteBoolean("stream", request.Stream);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // System is a field here, not a role.
    private static void WriteSystem(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages)
    {
        var system = string.Join("\n\n", messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text));
        if (system.Length > 0)
        {
            json.WriteString("system", system);
        }
    }

    private static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages)
    {
        json.WriteStartArray("messages");
        foreach (var turn in ChatTurns.Of(messages))
        {
            json.WriteStartObject();
            json.WriteString("role", turn[0].Role == ChatRole.Assistant ? "assistant" : "user");
            json.WriteStartArray("content");
            foreach (var message in turn)
            {
                if (message.Role == ChatRole.Tool)
                {
                    WriteToolResult(json, message);
                }
                else
                {
                    WriteBlocks(json, message);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBlocks(Utf8JsonWriter json, ChatMessage message)
    {
        foreach (var image in message.Images)
        {
            json.WriteStartObject();
            json.WriteString("type", "image");
            json.WriteStartObject("source");
            json.WriteString("type", "base64");
            json.WriteString("media_type", image.MediaType);
            json.WriteBase64String("data", image.Data.Span);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        // What the model thought before its first call stands before its text.
        if (message.ToolCalls is [{ Signature: { } first }, ..])
        {
            WriteThinking(json, first);
        }

        // An empty text block is a 400.
        if (message.Text.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", message.Text);
            json.WriteEndObject();
        }

        for (var i = 0; i < message.ToolCalls.Count; i++)
        {
            var call = message.ToolCalls[i];
            if (i > 0 && call.Signature is { } signature)
            {
                WriteThinking(json, signature);
            }

            json.WriteStartObject();
            json.WriteString("type", "tool_use");
            json.WriteString("id", call.Id);
            json.WriteString("name", call.Name);
            json.WritePropertyName("input");
            json.WriteRawValue(JsonObjects.OrEmpty(call.ArgumentsJson));
            json.WriteEndObject();
        }
    }

    // A signature of another format, after a change of the model, is none here.
    private static void WriteThinking(Utf8JsonWriter json, string signature)
    {
        if (!signature.StartsWith('[') || !JsonObjects.TryParse(signature, out var blocks))
        {
            return;
        }

        using (blocks)
        {
            foreach (var block in blocks.RootElement.EnumerateArray())
            {
                block.WriteTo(json);
            }
        }
    }

    private static void WriteToolResult(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_result");
        json.WriteString("tool_use_id", message.ToolCallId);
        json.WriteString("content", message.Text);
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, ChatRequest request, ParameterPlan plan)
    {
        if (request.Temperature is { } temperature && plan.Sends(Names.Temperature))
        {
            // The range ends at 1 here, not at 2.
            json.WriteNumber("temperature", Math.Clamp(temperature, 0, 1));
        }

        json.WriteNumber(plan, Names.TopP, request.TopP);
        json.WriteInteger(plan, Names.TopK, request.TopK);
        json.WriteStops(plan, "stop_sequences", request.Stop);
        WriteEffort(json, request.ReasoningEffort, plan);
    }

    private static void WriteEffort(Utf8JsonWriter json, string? effort, ParameterPlan plan)
    {
        if (effort is null || !plan.Sends(Names.ReasoningEffort))
        {
            return;
        }

        if (effort == "none")
        {
            json.WriteStartObject("thinking");
            json.WriteString("type", "disabled");
            json.WriteEndObject();
            return;
        }

        json.WriteStartObject("output_config");
        json.WriteString("effort", effort == "minimal" ? "low" : effort);
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, IReadOnlyList<ToolDefinition>? tools)
    {
        if (tools is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteDeclaration(tool, "input_schema");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
