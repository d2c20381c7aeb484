using System.Buffers;
using System.Text.Json;
using Podium.GenerationService.Providers.Parameters;
using static Podium.GenerationService.Providers.Errors.RefusedParameter;

namespace Podium.GenerationService.Providers.Ollama;

internal static class OllamaRequestWriter
{
    public static byte[] Write(ChatRequest request, ParameterPlan plan, int maxContextTokens)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", request.Model);
            WriteMessages(json, request.Messages);
            json.WriteBoolean("stream", request.Stream);
            WriteThink(json, request, plan);
            json.WriteFunctionTools(request.Tools);
            WriteOptions(json, request, plan, maxContextTokens);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages)
    {
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role.ToString().ToLowerInvariant());
            json.WriteString("content", message.Text);
            WriteAnsweredCall(json, message, messages);
            WriteImages(json, message.Images);
            WriteToolCalls(json, message.ToolCalls);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Older versions match a result by the tool's name, newer ones also by the call.
    private static void WriteAnsweredCall(Utf8JsonWriter json, ChatMessage message, IReadOnlyList<ChatMessage> messages)
    {
        if (message.Role != ChatRole.Tool)
        {
            return;
        }

        if (message.ToolCallId is { } id)
        {
            json.WriteString("tool_call_id", id);
        }

        if ((message.ToolName ?? messages.SelectMany(m => m.ToolCalls).FirstOrDefault(c => c.Id == message.ToolCallId)?.Name) is { } name)
        {
            json.WriteString("tool_name", name);
        }
    }

    private static void WriteImages(Utf8JsonWriter json, IReadOnlyList<ChatImage> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        json.WriteStartArray("images");
        foreach (var image in images)
        {
            json.WriteBase64StringValue(image.Data.Span);
        }

        json.WriteEndArray();
    }

    private static void WriteToolCalls(Utf8JsonWriter json, IReadOnlyList<ToolCall> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id", call.Id);
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WritePropertyName("arguments");
            json.WriteRawValue(JsonObjects.OrEmpty(call.ArgumentsJson));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Only gpt-oss knows levels; the others know yes and no.
    private static void WriteThink(Utf8JsonWriter json, ChatRequest request, ParameterPlan plan)
    {
        if (request.ReasoningEffort is not { } effort || !plan.Sends(Names.ReasoningEffort))
        {
            return;
        }

        if (request.Model.Contains("gpt-oss", StringComparison.OrdinalIgnoreCase) && effort is "low" or "medium" or "high" or "xhigh")
        {
            json.WriteString("think", effort == "xhigh" ? "high" : effort);
        }
        else
        {
            json.WriteBoolean("think", effort != "none");
        }
    }

    private static void WriteOptions(Utf8JsonWriter json, ChatRequest request, ParameterPlan plan, int maxContextTokens)
    {
        json.WriteStartObject("options");
        json.WriteNumber("num_ctx", request.ContextTokens is { } context && plan.Sends(Names.ContextTokens) ? context : OllamaContext.Tokens(request, maxContextTokens));
        if (plan.Cap(request.MaxOutputTokens) is { } cap)
        {
            json.WriteNumber("num_predict", cap);
        }

        json.WriteNumber(plan, Names.Temperature, request.Temperature);
        json.WriteNumber(plan, Names.TopP, request.TopP);
        json.WriteInteger(plan, Names.TopK, request.TopK);
        json.WriteNumber(plan, Names.MinP, request.MinP);
        json.WriteNumber(plan, Names.FrequencyPenalty, request.FrequencyPenalty);
        json.WriteNumber(plan, Names.PresencePenalty, request.PresencePenalty);
        json.WriteNumber(plan, Names.RepeatPenalty, request.RepeatPenalty);
        json.WriteInteger(plan, Names.Seed, request.Seed);
        json.WriteStops(plan, "stop", request.Stop);

        json.WriteEndObject();
    }
}
