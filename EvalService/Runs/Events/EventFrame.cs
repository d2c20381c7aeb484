using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// One event on the wire. Numbers have no gaps and JSON holds no raw line break, so frames can be counted without reading them:
/// <code>id: 7\nevent: item.completed\ndata: {"timestamp":"…","run_id":3,"run_item_id":12,"status":"COMPLETED"}\n\n</code>
/// </summary>
internal static class EventFrame
{
    private static ReadOnlySpan<byte> End => "\n\n"u8;

    /// <returns>Where the payload begins.</returns>
    public static int Write(ArrayBufferWriter<byte> frames, long sequence, string type, ReadOnlySpan<byte> payload)
    {
        frames.Write("id: "u8);
        Utf8Formatter.TryFormat(sequence, frames.GetSpan(20), out var digits);
        frames.Advance(digits);
        frames.Write("\nevent: "u8);
        frames.Advance(Encoding.ASCII.GetBytes(type, frames.GetSpan(type.Length)));
        frames.Write("\ndata: "u8);
        var start = frames.WrittenCount;
        frames.Write(payload);
        frames.Write(End);
        return start;
    }

    /// <summary>What remains behind the first <paramref name="count"/> frames.</summary>
    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> frames, long count)
    {
        for (; count > 0; count--)
        {
            frames = frames[(frames.Span.IndexOf(End) + End.Length)..];
        }

        return frames;
    }
}

/// <summary>Events that follow one another, as the bytes of an event stream. Never changed once made: everybody reads the same ones.</summary>
internal sealed record EventSegment(long First, long Last, ReadOnlyMemory<byte> Frames)
{
    /// <summary>The frames behind the event numbered <paramref name="after"/>, which is not before this segment.</summary>
    public ReadOnlyMemory<byte> After(long after) => EventFrame.Skip(Frames, after + 1 - First);
}
