using System.Buffers;
using System.Text.Json;
using Podium.GenerationService.Providers.Parameters;
using static Podium.GenerationService.Providers.Errors.RefusedParameter;

namespace Podium.GenerationService.Providers.OpenAI;

internal static class OpenAIRequestWriter
{
    public static byte[] Write(ChatRequest request, ParameterPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", request.Model);
            WriteMessages(json, request.Messages);
            WriteParameters(json, request, plan);
            json.WriteFunctionTools(request.Tools);
            WriteStream(json, request.Stream, plan);
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
            WriteContent(json, message);
            if (message.ToolCallId is { } id)
            {
                json.WriteString("tool_call_id", id);
            }

            WriteToolCalls(json, message.ToolCalls);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A plain string wherever possible: many servers do not understand the array form.
    private static void WriteContent(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.Images.Count == 0)
        {
            json.WriteString("content", message.Text);
            return;
        }

        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", message.Text);
        json.WriteEndObject();
        foreach (var image in message.Images)
        {
            json.WriteStartObject();
            json.WriteString("type", "image_url");
            json.WriteStartObject("image_url");
            json.WriteString("url", $"data:{image.MediaType};base64,{Convert.ToBase64String(image.Data.Span)}");
            json.WriteEndObject();
            json.WriteEndObject();
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
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.ArgumentsJson);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteParameters(Utf8JsonWriter json, ChatRequest request, ParameterPlan plan)
    {
        if (plan.Cap(request.MaxOutputTokens) is { } cap)
        {
            json.WriteNumber(plan.CapField, cap);
        }

        json.WriteNumber(plan, Names.Temperature, request.Temperature);
        json.WriteNumber(plan, Names.TopP, request.TopP);
        json.WriteInteger(plan, Names.TopK, request.TopK);
        json.WriteNumber(plan, Names.MinP, request.MinP);
        json.WriteNumber(plan, Names.FrequencyPenalty, request.FrequencyPenalty);
        json.WriteNumber(plan, Names.PresencePenalty, request.PresencePenalty);
        json.WriteNumber(plan, plan.RepeatField, Names.RepeatPenalty, request.RepeatPenalty);
        json.WriteInteger(plan, Names.Seed, request.Seed);
        if (request.ReasoningEffort is { } effort && plan.Sends(Names.ReasoningEffort))
        {
            json.WriteString("reasoning_effort", effort);
        }

        json.WriteStops(plan, "stop", request.Stop);
    }

    // stream_options without stream is a 400; obfuscation is padding that would only cost bandwidth.
    private static void WriteStream(Utf8JsonWriter json, bool stream, ParameterPlan plan)
    {
        json.WriteBoolean("stream", stream);
        if (!stream || !plan.Sends(Names.StreamOptions))
        {
            return;
        }

        json.WriteStartObject("stream_options");
        json.WriteBoolean("include_usage", true);
        if (plan.Sends(Names.IncludeObfuscation))
        {
            json.WriteBoolean("include_obfuscation", false);
        }

        json.WriteEndObject();
    }
}
