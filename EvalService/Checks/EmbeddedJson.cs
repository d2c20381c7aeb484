using System.Text;
using System.Text.Json;

namespace Podium.EvalService.Checks;

/// <summary>The JSON objects and arrays that stand in a text, in fences or in prose, outermost first and left to right.</summary>
internal static class EmbeddedJson
{
    private const int MostTries = 2_000;

    /// <summary>An opening bracket that nothing closes is read to the end of the text; this is how much of that is allowed in all.</summary>
    private const long MostBytesRead = 16_000_000;

    /// <param name="lookInside">Whether what stands inside this value is wanted too.</param>
    public static IEnumerable<JsonElement> In(string text, Func<JsonElement, bool>? lookInside = null)
    {
        var utf8 = Encoding.UTF8.GetBytes(RepairedJson.Of(text));
        long read = 0;
        var tries = 0;
        for (var at = 0; at < utf8.Length && tries < MostTries && read < MostBytesRead; at++)
        {
            if (utf8[at] is not ((byte)'{' or (byte)'['))
            {
                continue;
            }

            tries++;
            var value = TryRead(utf8.AsSpan(at), out var consumed);
            read += consumed;
            if (value is { } found)
            {
                yield return found;
                at += lookInside?.Invoke(found) == true ? 0 : consumed - 1;
            }
        }
    }

    private static JsonElement? TryRead(ReadOnlySpan<byte> utf8, out int consumed)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            if (JsonElement.TryParseValue(ref reader, out var value))
            {
                consumed = (int)reader.BytesConsumed;
                return value;
            }
        }
        catch (JsonException error)
        {
            // Prose in brackets. What had to be read to know that counts towards the limit.
            consumed = Offset(utf8, error.LineNumber ?? 0) + (int)(error.BytePositionInLine ?? 0) + 1;
            return null;
        }

        consumed = utf8.Length;
        return null;
    }

    private static int Offset(ReadOnlySpan<byte> utf8, long line)
    {
        var offset = 0;
        for (; line > 0 && utf8[offset..].IndexOf((byte)'\n') is var end and >= 0; line--)
        {
            offset += end + 1;
        }

        return offset;
    }
}
