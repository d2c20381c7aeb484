using System.Text;
using System.Text.Json;

namespace Podium.GenerationService.Providers.Streaming;

/// <summary>
/// Reads JSON strings and numbers as models and proxies really write them. <see cref="Utf8JsonReader.CopyString(Span{char})"/> throws on invalid
/// UTF-8 and on half a surrogate pair, and both occur: an emoji escaped as <c>\ud83d\ude00</c> is sometimes cut between two deltas.
/// </summary>
internal static class JsonText
{
    /// <summary>Decodes the current string token into <paramref name="buffer"/>, which grows as needed. Returns the number of chars.</summary>
    public static int Decode(ref Utf8JsonReader reader, ref char[] buffer)
    {
        var utf8 = reader.ValueSpan;
        EnsureRoom(ref buffer, utf8.Length + 1);
        return reader.ValueIsEscaped ? Unescape(utf8, buffer) : Encoding.UTF8.GetChars(utf8, buffer);
    }

    public static int Decode(ReadOnlySpan<byte> utf8, ref char[] buffer)
    {
        EnsureRoom(ref buffer, utf8.Length + 1);
        return Encoding.UTF8.GetChars(utf8, buffer);
    }

    /// <summary>The current token as a string; null unless it is one.</summary>
    public static string? GetString(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        var buffer = new char[reader.ValueSpan.Length + 1];
        return new string(buffer, 0, Unescape(reader.ValueSpan, buffer));
    }

    /// <summary>The current token as a count; null unless it is a number that is not negative.</summary>
    public static long? GetCount(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return null;
        }

        if (reader.TryGetInt64(out var whole))
        {
            return whole >= 0 ? whole : null;
        }

        return reader.TryGetDouble(out var real) && real is >= 0 and < 1e15 ? (long)real : null;
    }

    /// <summary>Moves to the value and takes it as a count.</summary>
    public static long? NextCount(ref Utf8JsonReader reader)
    {
        reader.Read();
        return GetCount(ref reader);
    }

    public static int? GetInt(ref Utf8JsonReader reader) =>
        GetCount(ref reader) is { } count && count <= int.MaxValue ? (int)count : null;

    /// <summary>Moves to the value; true when it is an object, whose properties follow. Any other value is skipped.</summary>
    public static bool EnterObject(ref Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartObject);

    /// <summary>Moves to the value; true when it is an array, whose elements follow. Any other value is skipped.</summary>
    public static bool EnterArray(ref Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartArray);

    public static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    public static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>The JSON of the current value as written; the reader then stands at its end.</summary>
    /// <param name="json">What the reader was made of.</param>
    public static ReadOnlySpan<byte> Raw(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType == start)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    private static void EnsureRoom(ref char[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new char[Math.Max(length, buffer.Length * 2)];
        }
    }

    // The reader has already checked that each escape is complete and its digits are hexadecimal.
    private static int Unescape(ReadOnlySpan<byte> utf8, Span<char> target)
    {
        var written = 0;
        while (true)
        {
            var slash = utf8.IndexOf((byte)'\\');
            if (slash < 0)
            {
                return written + Encoding.UTF8.GetChars(utf8, target[written..]);
            }

            written += Encoding.UTF8.GetChars(utf8[..slash], target[written..]);
            var code = utf8[slash + 1];
            target[written++] = code switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'u' => (char)Hex(utf8.Slice(slash + 2, 4)),
                _ => (char)code,
            };
            utf8 = utf8[(slash + (code == 'u' ? 6 : 2))..];
        }
    }

    private static int Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return value;
    }
}
