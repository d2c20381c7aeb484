using System.Text.Json;
using Podium.GenerationService.Providers.Errors;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Anthropic;

/// <summary>
/// Messages, streamed and whole. The <c>type</c> inside the data is what counts; the name of the SSE event only repeats it.
/// <code>
/// {"type":"message_start","message":{"id":"msg_1","model":"claude-x","usage":{"input_tokens":20,"cache_read_input_tokens":900,"output_tokens":1}}}
/// {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
/// {"type":"ping"}
/// {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"po"}}
/// {"type":"content_block_stop","index":0}
/// {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":57}}
/// {"type":"message_stop"}
/// {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
/// </code>
/// </summary>
/// <param name="thinking">Where thinking is kept to be sent back; null when no tools were offered, so that nothing will be.</param>
internal sealed class AnthropicReader(CompletionRecorder recorder, AnthropicThinking? thinking = null) : IWireReader
{
    private readonly AnthropicBlockReader _blocks = new(recorder, thinking);

    public void ReadEvent(ReadOnlySpan<byte> data)
    {
        if (data[0] == '{')
        {
            Read(data);
        }
    }

    public void ReadWhole(ReadOnlySpan<byte> body)
    {
        if (body[0] != '{')
        {
            recorder.Fail(UpstreamErrorReader.Read(body));
            return;
        }

        Read(body);
        if (recorder.Finish is not null)
        {
            recorder.Terminate();
        }
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var kind = EventKind.Other;
        var index = 0;
        var part = default(Utf8JsonReader);
        var usage = default(Utf8JsonReader);
        bool hasPart = false, hasUsage = false;
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                kind = Kind(ref reader);
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = JsonText.GetInt(ref reader) ?? 0;
            }
            else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("content_block"u8) || reader.ValueTextEquals("message"u8))
            {
                // Understood once the type is known, wherever it stands in the object.
                part = reader;
                hasPart = true;
                JsonText.SkipValue(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                usage = reader;
                hasUsage = true;
                JsonText.SkipValue(ref reader);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        Dispatch(kind, index, json, ref part, hasPart);
        if (hasUsage && kind == EventKind.MessageDelta)
        {
            AnthropicUsage.Read(ref usage, recorder.Usage, final: true);
        }
    }

    private void Dispatch(EventKind kind, int index, ReadOnlySpan<byte> json, ref Utf8JsonReader part, bool hasPart)
    {
        switch (kind)
        {
            case EventKind.BlockDelta when hasPart:
                _blocks.ReadBlock(ref part, index, json);
                break;
            case EventKind.BlockStart when hasPart:
                _blocks.ReadBlock(ref part, index, json);
                break;
            case EventKind.MessageStart when hasPart && JsonText.EnterObject(ref part):
                ReadMessage(ref part, json, final: false);
                break;
            case EventKind.MessageDelta when hasPart && JsonText.EnterObject(ref part):
                ReadMessage(ref part, json, final: true);
                break;
            case EventKind.MessageStop:
                recorder.Terminate();
                break;
            case EventKind.Message:
                var whole = new Utf8JsonReader(json);
                whole.Read();
                ReadMessage(ref whole, json, final: true);
                break;
            case EventKind.Error:
                recorder.Fail(UpstreamErrorReader.Read(json));
                break;
            case EventKind.Other when UpstreamErrorReader.ReadEvent(json) is { } error:
                // Proxies in front of it use other error forms. Unknown event types have neither "error" nor a flat message.
                recorder.Fail(error);
                break;
        }
    }

    /// <summary>The properties of a message, or of the delta that ends it.</summary>
    private void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, bool final)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                recorder.ResponseId ??= JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                recorder.ResponseModel ??= JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                _blocks.ReadAll(ref reader, json);
            }
            else if (reader.ValueTextEquals("stop_reason"u8))
            {
                reader.Read();
                End(JsonText.GetString(ref reader));
            }
            else if (reader.ValueTextEquals("stop_details"u8))
            {
                ReadStopDetails(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                AnthropicUsage.Read(ref reader, recorder.Usage, final);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }
    }

    private void ReadStopDetails(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return;
        }

        while (JsonText.NextProperty(ref reader))
        {
            var isExplanation = reader.ValueTextEquals("explanation"u8);
            reader.Read();
            if (isExplanation)
            {
                recorder.RefusalDelta(JsonText.GetString(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void End(string? reason)
    {
        if (reason is not null)
        {
            thinking?.Complete();
            recorder.End(
                reason switch
                {
                    "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
                    "tool_use" => FinishReason.ToolCalls,
                    "refusal" => FinishReason.Refusal,
                    _ => FinishReason.Stop,
                },
                reason);
        }
    }

    private static EventKind Kind(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return EventKind.Other;
        }

        return reader.ValueTextEquals("content_block_delta"u8) ? EventKind.BlockDelta
            : reader.ValueTextEquals("content_block_start"u8) ? EventKind.BlockStart
            : reader.ValueTextEquals("content_block_stop"u8) || reader.ValueTextEquals("ping"u8) ? EventKind.Silent
            : reader.ValueTextEquals("message_start"u8) ? EventKind.MessageStart
            : reader.ValueTextEquals("message_delta"u8) ? EventKind.MessageDelta
            : reader.ValueTextEquals("message_stop"u8) ? EventKind.MessageStop
            : reader.ValueTextEquals("message"u8) ? EventKind.Message
            : reader.ValueTextEquals("error"u8) ? EventKind.Error
            : EventKind.Other;
    }

    private enum EventKind
    {
        Other,
        Silent,
        MessageStart,
        BlockStart,
        BlockDelta,
        MessageDelta,
        MessageStop,
        Message,
        Error,
    }
}
