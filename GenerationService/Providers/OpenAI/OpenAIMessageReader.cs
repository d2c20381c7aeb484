using System.Text.Json;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.OpenAI;

/// <summary>
/// A <c>delta</c> or a <c>message</c>. Reasoning has three names (<c>reasoning_content</c>, <c>reasoning</c>, <c>reasoning_details</c>), and a server
/// in transition sends two of them with the same text: only one of them counts.
/// </summary>
internal readonly ref struct OpenAIMessageReader(CompletionRecorder recorder)
{
    /// <param name="reader">Stands on the property name of the object.</param>
    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return;
        }

        var reasoned = false;
        var details = default(Utf8JsonReader);
        var hasDetails = false;
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                ReadContent(ref reader);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                reader.Read();
                if (reasoned)
                {
                    reader.Skip();
                }
                else
                {
                    reasoned = recorder.Delta(DeltaChannel.Reasoning, ref reader);
                }
            }
            else if (reader.ValueTextEquals("reasoning_details"u8))
            {
                details = reader;
                hasDetails = true;
                JsonText.SkipValue(ref reader);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                new OpenAIToolCallReader(recorder).Read(ref reader);
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                recorder.RefusalDelta(JsonText.GetString(ref reader));
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        if (hasDetails && !reasoned && JsonText.EnterArray(ref details))
        {
            ReadParts(ref details, DeltaChannel.Reasoning);
        }
    }

    private void ReadContent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadParts(ref reader, DeltaChannel.Answer);
        }
        else
        {
            recorder.Delta(DeltaChannel.Answer, ref reader);
        }
    }

    // Mistral: "content":[{"type":"thinking","thinking":[{"type":"text","text":"..."}]},{"type":"text","text":"..."}]
    private void ReadParts(ref Utf8JsonReader reader, DeltaChannel channel)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (JsonText.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("summary"u8))
                {
                    reader.Read();
                    recorder.Delta(channel, ref reader);
                }
                else if (reader.ValueTextEquals("thinking"u8))
                {
                    if (JsonText.EnterArray(ref reader))
                    {
                        ReadParts(ref reader, DeltaChannel.Reasoning);
                    }
                }
                else
                {
                    JsonText.SkipValue(ref reader);
                }
            }
        }
    }
}
