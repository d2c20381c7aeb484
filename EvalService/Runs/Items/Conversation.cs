using System.Text.Json;
using Podium.EvalService.Tools;
using Podium.Generation.V1;

namespace Podium.EvalService.Runs.Items;

/// <summary>The messages of one attempt, as they grow by tool loops, and what came back.</summary>
internal sealed class Conversation
{
    private readonly System.Text.StringBuilder _text = new();
    private readonly System.Text.StringBuilder _reasoning = new();
    private int _loopStart;

    public Conversation(TestCase test) => Messages = [.. test.Messages()];

    public List<Message> Messages { get; }

    public List<ToolCallRecord> ToolCalls { get; } = [];

    public List<DetectedToolCall> Detected { get; } = [];

    /// <summary>All answers of all loops, one after the other.</summary>
    public string Text => _text.ToString();

    public string? Reasoning => _reasoning.Length == 0 ? null : _reasoning.ToString();

    public bool IsEmpty => _text.Length == 0;

    /// <summary>The answer of the loop under way.</summary>
    public string LoopText => _text.ToString(_loopStart, _text.Length - _loopStart);

    public void BeginLoop() => _loopStart = _text.Length;

    public void Hear(string text) => _text.Append(text);

    public void HearReasoning(string text) => _reasoning.Append(text);

    /// <summary>
    /// The assistant's message with its calls, and their results: a provider that is strict about the order refuses one without the other. A model that
    /// wrote its call as text reads the result as text too.
    /// </summary>
    public void Answer(Finished finished, IReadOnlyList<DetectedToolCall> calls, IReadOnlyList<ToolResult> results)
    {
        var assistant = new Message { Role = "assistant", Text = LoopText };
        assistant.ToolCalls.AddRange(finished.ToolCalls);
        Messages.Add(assistant);
        for (var i = 0; i < calls.Count; i++)
        {
            Messages.Add(calls[i].Style == DetectedToolCall.Native
                ? new Message { Role = "tool", Text = results[i].Json, ToolCallId = calls[i].Id, ToolName = calls[i].Name }
                : new Message { Role = "user", Text = $"Result of {calls[i].Name}: {results[i].Json}" });
        }
    }

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, RunJson.Writer))
        {
            json.WriteStartArray();
            foreach (var message in Messages)
            {
                Write(json, message);
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, message.Role);
        json.WriteString("content"u8, message.Text);
        if (message.ToolCalls.Count > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in message.ToolCalls)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, call.Id);
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, call.Name);
                json.WriteString("arguments"u8, call.ArgumentsJson);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (message.Role == "tool")
        {
            json.WriteString("tool_call_id"u8, message.ToolCallId);
            json.WriteString("name"u8, message.ToolName);
        }

        json.WriteEndObject();
    }
}
