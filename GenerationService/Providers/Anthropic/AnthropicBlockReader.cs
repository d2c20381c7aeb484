using System.Text.Json;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Anthropic;

/// <summary>
/// Content blocks and their deltas: text, thinking and tool input.
/// <code>
/// {"type":"tool_use","id":"toolu_1","name":"f","input":{}}
/// {"type":"input_json_delta","partial_json":"{\"q\":"}
/// {"type":"thinking_delta","thinking":"hm"}
/// {"type":"signature_delta","signature":"EqQB"}
/// {"type":"redacted_thinking","data":"Emwk"}
/// </code>
/// </summary>
/// <param name="thinking">Where thinking is kept to be sent back; null when no tools were offered, so that nothing will be.</param>
internal sealed class AnthropicBlockReader(CompletionRecorder recorder, AnthropicThinking? thinking)
{
    /// <summary>The whole content of a message that was not streamed.</summary>
    /// <param name="reader">Stands on the property name of the array.</param>
    /// <param name="json">What the reader was made of.</param>
    public void ReadAll(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!JsonText.EnterArray(ref reader))
        {
            return;
        }

        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadProperties(ref reader, index, json);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>A block at its start, or a delta of it: each property says by its name what it is.</summary>
    /// <param name="reader">Stands on the property name of the object.</param>
    /// <param name="json">What the reader was made of.</param>
    public void ReadBlock(ref Utf8JsonReader reader, int index, ReadOnlySpan<byte> json)
    {
        if (JsonText.EnterObject(ref reader))
        {
            ReadProperties(ref reader, index, json);
        }
    }

    private void ReadProperties(ref Utf8JsonReader reader, int index, ReadOnlySpan<byte> json)
    {
        string? id = null;
        string? name = null;
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                recorder.Delta(DeltaChannel.Answer, ref reader);
            }
            else if (reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                thinking?.Continue(index);
                recorder.Delta(DeltaChannel.Reasoning, ref reader);
            }
            else if (thinking is not null && reader.ValueTextEquals("signature"u8))
            {
                reader.Read();
                thinking.Sign(index, JsonText.GetString(ref reader));
            }
            else if (thinking is not null && reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                thinking.Redacted(index, JsonText.GetString(ref reader));
            }
            else if (reader.ValueTextEquals("partial_json"u8))
            {
                reader.Read();
                recorder.ToolDelta(index, ref reader);
            }
            else if (reader.ValueTextEquals("input"u8))
            {
                reader.Read();
                ReadInput(ref reader, index, json);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = JsonText.GetString(ref reader);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        if (id is not null || name is not null)
        {
            recorder.Tools.Describe(index, id, name);
        }
    }

    // "{}" at the start of a streamed block only holds the place of what follows in pieces.
    private void ReadInput(ref Utf8JsonReader reader, int index, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        if (JsonText.Raw(ref reader, json) is { Length: > 2 } input)
        {
            recorder.ToolDelta(index, input);
        }
    }
}
