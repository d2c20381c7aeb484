using System.Buffers.Text;

namespace Podium.GenerationService.Generations;

/// <summary>Reads the frames that <see cref="EventLog"/> writes: <c>id: 7\nevent: token\ndata: {...}\n\n</c>.</summary>
internal static class EventFrames
{
    public static ReadOnlySpan<byte> Separator => "\n\n"u8;

    /// <summary>What remains of whole frames behind the one numbered <paramref name="sequence"/>; 0 once nothing is left to skip.</summary>
    public static ReadOnlyMemory<byte> After(ReadOnlyMemory<byte> frames, ref long sequence)
    {
        while (sequence > 0 && !frames.IsEmpty)
        {
            var number = SequenceOf(frames.Span);
            if (number > sequence)
            {
                sequence = 0;
                break;
            }

            frames = frames[FrameLength(frames.Span)..];
            if (number == sequence)
            {
                sequence = 0;
            }
        }

        return frames;
    }

    public static long SequenceOf(ReadOnlySpan<byte> frame) =>
        Utf8Parser.TryParse(frame["id: ".Length..], out long number, out _) ? number : throw new FormatException("A stored event has no number.");

    /// <summary>The number of the last of whole frames. JSON holds no raw line break, so a blank line always ends a frame.</summary>
    public static long LastSequenceOf(ReadOnlySpan<byte> frames)
    {
        var before = frames[..^Separator.Length].LastIndexOf(Separator);
        return SequenceOf(before < 0 ? frames : frames[(before + Separator.Length)..]);
    }

    /// <summary>The first frame's name and JSON, and the rest.</summary>
    public static EventFrame Split(ReadOnlyMemory<byte> frames, out ReadOnlyMemory<byte> rest)
    {
        var length = FrameLength(frames.Span);
        var frame = frames[..length];
        rest = frames[length..];
        var nameStart = frame.Span.IndexOf("\nevent: "u8) + "\nevent: ".Length;
        var nameLength = frame.Span[nameStart..].IndexOf((byte)'\n');
        var dataStart = nameStart + nameLength + "\ndata: ".Length;
        return new EventFrame(
            SequenceOf(frame.Span),
            System.Text.Encoding.ASCII.GetString(frame.Span.Slice(nameStart, nameLength)),
            frame[dataStart..^Separator.Length]);
    }

    private static int FrameLength(ReadOnlySpan<byte> frames) => frames.IndexOf(Separator) + Separator.Length;
}

internal readonly record struct EventFrame(long Sequence, string Name, ReadOnlyMemory<byte> Data);
