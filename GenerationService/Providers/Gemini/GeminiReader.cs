using System.Text.Json;
using Podium.GenerationService.Providers.Errors;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Gemini;

/// <summary>
/// <c>GenerateContentResponse</c>, one per event or one for all. There is no terminal marker: after the finish reason the connection just closes.
/// <code>
/// {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"po"}]}}],"usageMetadata":{"promptTokenCount":4},"modelVersion":"gemini-x"}
/// {"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":2,"thoughtsTokenCount":56}}
/// {"promptFeedback":{"blockReason":"SAFETY"}}
/// </code>
/// </summary>
internal sealed class GeminiReader(CompletionRecorder recorder) : IWireReader
{
    private readonly GeminiPartReader _parts = new(recorder);

    public void ReadEvent(ReadOnlySpan<byte> data)
    {
        if (data[0] == '{')
        {
            var reader = new Utf8JsonReader(data);
            reader.Read();
            ReadResponse(ref reader, data);
        }
    }

    /// <summary>One response, or an array: of responses when a proxy dropped <c>alt=sse</c>, or around an error.</summary>
    public void ReadWhole(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadResponse(ref reader, body);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadEvent(JsonText.Raw(ref reader, body));
            }
        }
        else
        {
            recorder.Fail(UpstreamErrorReader.Read(body));
        }
    }

    private void ReadResponse(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var failed = false;
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("candidates"u8))
            {
                ReadCandidates(ref reader, json);
            }
            else if (reader.ValueTextEquals("usageMetadata"u8))
            {
                GeminiUsage.Read(ref reader, recorder.Usage);
            }
            else if (reader.ValueTextEquals("promptFeedback"u8))
            {
                ReadPromptFeedback(ref reader);
            }
            else if (reader.ValueTextEquals("modelVersion"u8))
            {
                reader.Read();
                recorder.ResponseModel ??= JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("responseId"u8))
            {
                reader.Read();
                recorder.ResponseId ??= JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("message"u8))
            {
                failed = true;
                JsonText.SkipValue(ref reader);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        if (failed && UpstreamErrorReader.ReadEvent(json) is { } error)
        {
            recorder.Fail(error);
        }
    }

    private void ReadCandidates(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!JsonText.EnterArray(ref reader))
        {
            return;
        }

        for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
        {
            if (first && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadCandidate(ref reader, json);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadCandidate(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                _parts.ReadContent(ref reader, json);
            }
            else if (reader.ValueTextEquals("finishReason"u8))
            {
                reader.Read();
                End(JsonText.GetString(ref reader));
            }
            else if (reader.ValueTextEquals("finishMessage"u8))
            {
                reader.Read();
                if (JsonText.GetString(ref reader) is { } words && recorder.Finish is FinishReason.ContentFilter)
                {
                    recorder.RefusalDelta(words);
                }
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }
    }

    // The prompt itself was blocked: status 200, no candidates, no further event.
    private void ReadPromptFeedback(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return;
        }

        while (JsonText.NextProperty(ref reader))
        {
            var isReason = reader.ValueTextEquals("blockReason"u8);
            reader.Read();
            if (isReason && JsonText.GetString(ref reader) is { } reason && reason != "BLOCK_REASON_UNSPECIFIED")
            {
                recorder.End(FinishReason.ContentFilter, reason);
                recorder.RefusalDelta($"The prompt was blocked ({reason}).");
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void End(string? reason)
    {
        if (reason is not (null or "" or "FINISH_REASON_UNSPECIFIED"))
        {
            recorder.End(
                reason switch
                {
                    "MAX_TOKENS" => FinishReason.Length,
                    "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" => FinishReason.Failed,
                    "SAFETY" or "RECITATION" or "LANGUAGE" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" => FinishReason.ContentFilter,
                    _ when reason.StartsWith("IMAGE_", StringComparison.Ordinal) || reason == "NO_IMAGE" => FinishReason.ContentFilter,
                    _ => FinishReason.Stop,
                },
                reason);
        }
    }
}
