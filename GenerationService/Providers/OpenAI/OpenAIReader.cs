using System.Text.Json;
using Podium.GenerationService.Providers.Errors;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.OpenAI;

/// <summary>
/// Chat completions, streamed and whole, in all the dialects that claim to be it.
/// <code>
/// {"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}
/// {"id":"c1","choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}
/// {"id":"c1","choices":[{"index":0,"delta":{"content":"po"},"finish_reason":null}]}
/// {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}
/// {"id":"c1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}
/// [DONE]
/// </code>
/// </summary>
internal sealed class OpenAIReader(CompletionRecorder recorder) : IWireReader
{
    private readonly RepeatedEvent _repeated = new();

    public void ReadEvent(ReadOnlySpan<byte> data)
    {
        if (_repeated.Matches(data, out var text))
        {
            recorder.Delta(_repeated.Channel, text);
        }
        else if (data.SequenceEqual("[DONE]"u8))
        {
            recorder.Terminate();
        }
        else if (data[0] == '{')
        {
            // Anything else ("OK", "ping") is a keep-alive of some proxy.
            ReadObject(data);
            _repeated.Learn(data, recorder.OnlyText);
        }
    }

    public void ReadWhole(ReadOnlySpan<byte> body)
    {
        if (body[0] == '{')
        {
            ReadObject(body);
            if (recorder.Finish is not null)
            {
                recorder.Terminate();
            }
        }
        else
        {
            recorder.Fail(UpstreamErrorReader.Read(body));
        }
    }

    private void ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var known = false;
        var failed = false;
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                known = true;
                ReadChoices(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                failed |= reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("detail"u8))
            {
                // The flat error form, unless choices or usage stand beside it.
                reader.Read();
                failed |= !known && reader.TokenType == JsonTokenType.String;
                reader.Skip();
            }
            else if (!ReadMetadata(ref reader, ref known))
            {
                JsonText.SkipValue(ref reader);
            }
        }

        if (failed && UpstreamErrorReader.ReadEvent(json) is { } error)
        {
            recorder.Fail(error);
        }
    }

    private bool ReadMetadata(ref Utf8JsonReader reader, ref bool known)
    {
        if (reader.ValueTextEquals("usage"u8))
        {
            known = true;
            OpenAIUsage.Read(ref reader, recorder.Usage);
        }
        else if (reader.ValueTextEquals("model"u8) && recorder.ResponseModel is null)
        {
            reader.Read();
            recorder.ResponseModel = JsonText.GetString(ref reader);
        }
        else if (reader.ValueTextEquals("id"u8) && recorder.ResponseId is null)
        {
            reader.Read();
            recorder.ResponseId = JsonText.GetString(ref reader);
        }
        else if (reader.ValueTextEquals("provider"u8) && recorder.ServedBy is null)
        {
            // OpenRouter names who served the call.
            reader.Read();
            recorder.ServedBy = JsonText.GetString(ref reader);
        }
        else if (reader.ValueTextEquals("timings"u8))
        {
            recorder.ServerReported = OpenAIUsage.ReadLlamaTimings(ref reader) ?? recorder.ServerReported;
        }
        else if (reader.ValueTextEquals("x_groq"u8))
        {
            ReadGroq(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadGroq(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return;
        }

        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("usage"u8))
            {
                OpenAIUsage.Read(ref reader, recorder.Usage);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }
    }

    private void ReadChoices(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadChoice(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadChoice(ref Utf8JsonReader reader)
    {
        var index = 0;
        var body = default(Utf8JsonReader);
        var hasBody = false;
        string? finish = null;
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
            {
                // Read after the index is known, wherever it stands in the object.
                body = reader;
                hasBody = true;
                JsonText.SkipValue(ref reader);
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = JsonText.GetInt(ref reader) ?? 0;
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                finish = JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                // Moonshot counts inside the choice.
                OpenAIUsage.Read(ref reader, recorder.Usage);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        if (index != 0)
        {
            return;
        }

        if (hasBody)
        {
            new OpenAIMessageReader(recorder).Read(ref body);
        }

        if (!string.IsNullOrEmpty(finish))
        {
            recorder.End(MapFinish(finish), finish);
        }
    }

    private static FinishReason MapFinish(string finish) => finish switch
    {
        "length" or "max_tokens" => FinishReason.Length,
        "tool_calls" or "function_call" => FinishReason.ToolCalls,
        "content_filter" => FinishReason.ContentFilter,
        "error" => FinishReason.Failed,
        _ => FinishReason.Stop,
    };
}
