namespace Podium.GenerationService.Generations;

/// <summary>A run of frames. Bytes below <see cref="Published"/> never change again.</summary>
/// <param name="firstSequence">The number of the first event that begins in this block.</param>
internal sealed class EventLogBlock(int size, long firstSequence)
{
    private int _published;

    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(size);

    public long FirstSequence { get; } = firstSequence;

    public int Published => Volatile.Read(ref _published);

    public void Publish(int end) => Volatile.Write(ref _published, end);
}

/// <summary>A stretch of whole frames on its way into the table.</summary>
internal readonly record struct EventSegment(EventLogBlock Block, int Start, int End, long FirstSequence, long LastSequence)
{
    public ReadOnlyMemory<byte> Frames => Block.Bytes.AsMemory(Start, End - Start);
}
