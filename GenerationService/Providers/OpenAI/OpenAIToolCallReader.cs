using System.Text.Json;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.OpenAI;

/// <summary>
/// Tool-call fragments, merged by index; where a server leaves the index out, by id.
/// <code>[{"index":0,"id":"call_7","type":"function","function":{"name":"f","arguments":"{\"q\":"}}]</code>
/// </summary>
internal readonly ref struct OpenAIToolCallReader(CompletionRecorder recorder)
{
    /// <param name="reader">Stands on the property name of the array.</param>
    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonText.EnterArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadCall(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadCall(ref Utf8JsonReader reader)
    {
        int? index = null;
        string? id = null;
        var function = default(Utf8JsonReader);
        var hasFunction = false;
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = JsonText.GetInt(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = JsonText.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                function = reader;
                hasFunction = true;
                JsonText.SkipValue(ref reader);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }

        var call = index ?? recorder.Tools.IndexOf(string.IsNullOrEmpty(id) ? null : id);
        recorder.Tools.Describe(call, string.IsNullOrEmpty(id) ? null : id, null);
        if (hasFunction && JsonText.EnterObject(ref function))
        {
            ReadFunction(ref function, call);
        }
    }

    private void ReadFunction(ref Utf8JsonReader reader, int call)
    {
        while (JsonText.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                recorder.Tools.Describe(call, null, JsonText.GetString(ref reader) is { Length: > 0 } name ? name : null);
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                recorder.ToolDelta(call, ref reader);
            }
            else
            {
                JsonText.SkipValue(ref reader);
            }
        }
    }
}
