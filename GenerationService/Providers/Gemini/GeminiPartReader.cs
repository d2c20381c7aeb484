using System.Text.Json;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Gemini;

/// <summary>
/// The parts of a content: text, thoughts, and function calls, which come whole.
/// <code>
/// {"text":"hm","thought":true}
/// {"functionCall":{"name":"f","args":{"q":1}},"thoughtSignature":"c2ln"}
/// </code>
/// </summary>
internal sealed class GeminiPartReader(CompletionRecorder recorder)
{
    private int _calls;

    /// <param name="reader">Stands on the property name of the content.</param>
    /// <param name="json">What the reader was made of.</param>
    public void ReadContent(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return;
        }

        while (JsonText.NextProperty(ref reader))
        {
            // Parts may be missing altogether in the last event.
            if (!reader.ValueTextEquals("parts"u8))
            {
                JsonText.SkipValue(ref reader);
            }
            else if (JsonText.EnterArray(ref reader))
            {
                ReadParts(ref reader, json);
            }
        }
    }

    private void ReadParts(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadPart(ref reader, json);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var text = default(Utf8JsonReader);
        var hasText = false;
        var thought = false;
        string? signature = null;
        var call = -1;
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("text"u8))
            {
                // Answer or thought: the flag may come after it.
                reader.Read();
                text = reader;
                hasText = true;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("thought"u8))
            {
                reader.Read();
                thought = reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("thoughtSignature"u8))
            {
                reader.Read();
                signature = JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("functionCall"u8))
            {
                call = ReadCall(ref reader, json);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        if (hasText)
        {
            recorder.Delta(thought ? DeltaChannel.Reasoning : DeltaChannel.Answer, ref text);
        }

        if (call >= 0 && signature is not null)
        {
            recorder.Tools.Describe(call, null, null, signature);
        }
    }

    private int ReadCall(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!JsonText.EnterObject(ref reader))
        {
            return -1;
        }

        var index = _calls++;
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                recorder.Tools.Describe(index, null, JsonText.GetString(ref reader));
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                recorder.Tools.Describe(index, JsonText.GetString(ref reader), null);
            }
            else if (reader.ValueTextEquals("args"u8) && reader.Read())
            {
                recorder.ToolDelta(index, JsonText.Raw(ref reader, json));
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        return index;
    }
}
