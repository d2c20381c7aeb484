using System.Text.Json;
using Podium.GenerationService.Providers.Errors;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Ollama;

/// <summary>
/// One JSON object per line; the last one has <c>done</c> and the metrics, of which each may be missing. Durations are nanoseconds.
/// <code>
/// {"model":"gemma4","message":{"role":"assistant","content":"he","thinking":"hm"},"done":false}
/// {"model":"gemma4","message":{"role":"assistant","content":"","tool_calls":[{"function":{"index":0,"name":"f","arguments":{"q":1}}}]},"done":false}
/// {"model":"gemma4","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","load_duration":400000000,
///  "prompt_eval_count":26,"prompt_eval_duration":90000000,"eval_count":40,"eval_duration":400000000}
/// {"error":"model runner has stopped"}
/// </code>
/// </summary>
internal sealed class OllamaReader(CompletionRecorder recorder) : IWireReader
{
    private int _calls;

    public void ReadEvent(ReadOnlySpan<byte> data)
    {
        if (data[0] != '{')
        {
            throw new JsonException("A line of the stream is no JSON object.");
        }

        var reader = new Utf8JsonReader(data);
        reader.Read();
        var done = false;
        var failed = false;
        string? reason = null;
        var metrics = new OllamaMetrics();
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("message"u8))
            {
                failed |= !ReadMessage(ref reader, data);
            }
            else if (reader.ValueTextEquals("model"u8) && recorder.ResponseModel is null)
            {
                reader.Read();
                recorder.ResponseModel = JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("done"u8))
            {
                reader.Read();
                done = reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("done_reason"u8))
            {
                reader.Read();
                reason = JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                failed = true;
                JsonText.SkipValue(ref reader);
            }
            else if (!metrics.TryRead(ref reader))
            {
                JsonText.SkipValue(ref reader);
            }
        }

        if (failed && UpstreamErrorReader.ReadEvent(data) is { } error)
        {
            recorder.Fail(error);
        }
        else if (done)
        {
            End(reason, metrics);
        }
    }

    public void ReadWhole(ReadOnlySpan<byte> body) => ReadEvent(body);

    private void End(string? reason, OllamaMetrics metrics)
    {
        recorder.Usage.Prompt = metrics.PromptCount;
        recorder.Usage.Completion = metrics.AnswerCount;
        recorder.ServerReported = metrics.ToTimings();
        recorder.End(reason == "length" ? FinishReason.Length : FinishReason.Stop, reason);
        recorder.Terminate();
    }

    /// <summary>False when the message is a string: the flat error form of a proxy.</summary>
    private bool ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var isText = reader.TokenType == JsonTokenType.String;
            reader.Skip();
            return !isText;
        }

        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                recorder.Delta(DeltaChannel.Answer, ref reader);
            }
            else if (reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                recorder.Delta(DeltaChannel.Reasoning, ref reader);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                ReadToolCalls(ref reader, json);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        return true;
    }

    private void ReadToolCalls(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!JsonText.EnterArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadCall(ref reader, _calls++, json);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    // Also enters "function": its properties are told by their names alone.
    private void ReadCall(ref Utf8JsonReader reader, int index, ReadOnlySpan<byte> json)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("function"u8))
            {
                if (JsonText.EnterObject(ref reader))
                {
                    ReadCall(ref reader, index, json);
                }
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                recorder.Tools.Describe(index, JsonText.GetString(ref reader), null);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                recorder.Tools.Describe(index, null, JsonText.GetString(ref reader));
            }
            else if (reader.ValueTextEquals("arguments"u8) && reader.Read())
            {
                recorder.ToolDelta(index, JsonText.Raw(ref reader, json));
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }
    }
}
