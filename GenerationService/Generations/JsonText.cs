using System.Buffers;
using System.Text.Unicode;

namespace Podium.GenerationService.Generations;

/// <summary>Writes text as the inside of a JSON string in UTF-8, without allocating.</summary>
internal static class JsonText
{
    /// <summary>The most bytes one UTF-16 code unit can become: <c>\u001f</c>.</summary>
    public const int MaxBytesPerChar = 6;

    // What a JSON string cannot hold as it is; lone surrogates are found by the UTF-8 transcoder.
    private static readonly SearchValues<char> _escaped = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c)) + "\"\\\u007f\u2028\u2029");

    /// <param name="destination">At least <see cref="MaxBytesPerChar"/> times as long as <paramref name="text"/>.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Write(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(_escaped);
            var run = plain < 0 ? text : text[..plain];
            Utf8.FromUtf16(run, destination[written..], out var read, out var bytes, replaceInvalidSequences: false, isFinalBlock: true);
            written += bytes;
            text = text[read..];
            if (read < run.Length || (plain >= 0 && !text.IsEmpty))
            {
                // Half of a surrogate pair stays an escape: the other half may be the first unit of the next delta, and a
                // client that joins the strings gets the character back.
                written += WriteEscape(text[0], destination[written..]);
                text = text[1..];
            }
        }

        return written;
    }

    private static int WriteEscape(char c, Span<byte> destination)
    {
        var shortForm = c switch { '"' => '"', '\\' => '\\', '\n' => 'n', '\r' => 'r', '\t' => 't', '\b' => 'b', '\f' => 'f', _ => '\0' };
        destination[0] = (byte)'\\';
        if (shortForm != '\0')
        {
            destination[1] = (byte)shortForm;
            return 2;
        }

        destination[1] = (byte)'u';
        const string Hex = "0123456789abcdef";
        for (var i = 0; i < 4; i++)
        {
            destination[2 + i] = (byte)Hex[(c >> (12 - (4 * i))) & 0xF];
        }

        return 6;
    }
}
