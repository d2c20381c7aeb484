using System.Buffers.Text;
using System.Text;
using Podium.GenerationService.Providers;
using Podium.ServiceDefaults.Streaming;

namespace Podium.GenerationService.Generations;

/// <summary>
/// The events of one generation as the bytes of an event stream, numbered from 1 without a gap:
/// <code>id: 7\nevent: token\ndata: {"text":"&lt;h1>","t":412.118}\n\n</code>
/// Written by the provider's reader, taken in segments by the journal, and shown to followers only once a segment is stored. Bytes are written
/// once, into blocks that every follower reads in place.
/// </summary>
internal sealed class EventLog
{
    private const int BlockSize = 16 * 1024;

    // One token event takes the deltas that arrive until the journal picks it up, but no more than a screenful: a late reader's first paint.
    private const int MaxOpenBytes = 8 * 1024;
    private const int FrameOverhead = 80;

    private readonly Lock _gate = new();
    private EventLogBlock[] _blocks;
    private AsyncSignal[] _followers = [];
    private EventLogBlock _block;
    private int _pendingStart;
    private int _end;
    private long _pendingFirst;
    private DeltaChannel? _openChannel;
    private int _openStart;
    private TimeSpan _openSince;
    private volatile bool _completed;
    private long _visible;

    /// <param name="first">The number of the first event: greater than 1 to go on where a lost worker stopped.</param>
    public EventLog(long first = 1)
    {
        _block = new EventLogBlock(BlockSize, first);
        _blocks = [_block];
        _pendingFirst = first;
        LastSequence = first - 1;
    }

    /// <summary>The number of the newest event, stored or not.</summary>
    public long LastSequence { get; private set; }

    /// <summary>The number of the newest event that followers may see.</summary>
    public long VisibleSequence => Volatile.Read(ref _visible);

    /// <summary>The last event is visible; nothing follows it.</summary>
    public bool IsCompleted => _completed;

    internal EventLogBlock[] Blocks => Volatile.Read(ref _blocks);

    public void AppendDelta(DeltaChannel channel, ReadOnlySpan<char> text, TimeSpan sinceSent)
    {
        lock (_gate)
        {
            if (_openChannel != channel || _end - _openStart > MaxOpenBytes)
            {
                CloseOpen();
                Open(channel, sinceSent);
            }

            Reserve((text.Length * JsonText.MaxBytesPerChar) + FrameOverhead);
            _end += JsonText.Write(text, _block.Bytes.AsSpan(_end));
        }
    }

    /// <param name="data">One line of JSON.</param>
    public void Append(string name, ReadOnlySpan<byte> data)
    {
        lock (_gate)
        {
            CloseOpen();
            Reserve(data.Length + name.Length + FrameOverhead);
            BeginFrame();
            _end += Encoding.ASCII.GetBytes(name, _block.Bytes.AsSpan(_end));
            Put("\ndata: "u8);
            Put(data);
            Put("\n\n"u8);
        }
    }

    /// <summary>Ends the open event and hands over all that is not stored yet. One segment may be out at a time.</summary>
    public EventSegment? Take()
    {
        lock (_gate)
        {
            CloseOpen();
            if (_end == _pendingStart)
            {
                return null;
            }

            var segment = new EventSegment(_block, _pendingStart, _end, _pendingFirst, LastSequence);
            _pendingStart = _end;
            _pendingFirst = LastSequence + 1;
            return segment;
        }
    }

    /// <summary>Appends the last events and takes them in one step, so that the journal's writer cannot take them instead.</summary>
    public EventSegment TakeLast(IEnumerable<(string Name, byte[] Data)> events)
    {
        lock (_gate)
        {
            foreach (var (name, data) in events)
            {
                Append(name, data);
            }

            return Take() ?? throw new InvalidOperationException("A generation ends with at least one event.");
        }
    }

    /// <summary>The segment is stored: followers may see it.</summary>
    public void Publish(in EventSegment segment, bool last = false)
    {
        segment.Block.Publish(segment.End);
        Volatile.Write(ref _visible, segment.LastSequence);
        if (last)
        {
            _completed = true;
        }

        WakeFollowers();
    }

    /// <summary>This process no longer owns the generation: whoever follows here goes on from the table.</summary>
    public void Abandon()
    {
        IsAbandoned = true;
        WakeFollowers();
    }

    public bool IsAbandoned { get; private set; }

    public void Attach(AsyncSignal follower)
    {
        lock (_gate)
        {
            Volatile.Write(ref _followers, [.. _followers, follower]);
        }
    }

    public void Detach(AsyncSignal follower)
    {
        lock (_gate)
        {
            Volatile.Write(ref _followers, _followers.Where(f => f != follower).ToArray());
        }
    }

    private void WakeFollowers()
    {
        foreach (var follower in Volatile.Read(ref _followers))
        {
            follower.Raise();
        }
    }

    private void Open(DeltaChannel channel, TimeSpan sinceSent)
    {
        Reserve(FrameOverhead);
        _openStart = _end;
        BeginFrame();
        Put(channel == DeltaChannel.Reasoning ? "reasoning\ndata: {\"text\":\""u8 : "token\ndata: {\"text\":\""u8);
        _openChannel = channel;
        _openSince = sinceSent;
    }

    private void CloseOpen()
    {
        if (_openChannel is null)
        {
            return;
        }

        _openChannel = null;
        Reserve(FrameOverhead);
        Put("\",\"t\":"u8);
        Utf8Formatter.TryFormat(_openSince.TotalMilliseconds, _block.Bytes.AsSpan(_end), out var length, new('F', 3));
        _end += length;
        Put("}\n\n"u8);
    }

    private void BeginFrame()
    {
        Put("id: "u8);
        Utf8Formatter.TryFormat(++LastSequence, _block.Bytes.AsSpan(_end), out var length);
        _end += length;
        Put("\nevent: "u8);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_block.Bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    // A full block is left to its readers; what nobody has taken yet moves to the next one.
    private void Reserve(int bytes)
    {
        if (_block.Bytes.Length - _end >= bytes)
        {
            return;
        }

        var pending = _block.Bytes.AsSpan(_pendingStart, _end - _pendingStart);
        var next = new EventLogBlock(Math.Max(BlockSize, (pending.Length * 2) + bytes), _pendingFirst);
        pending.CopyTo(next.Bytes);
        // A block of which nothing was taken has no readers: it is replaced, since they wait for every block to be published.
        var kept = _pendingStart == 0 ? _blocks[..^1] : _blocks;
        _openStart -= _pendingStart;
        _end = pending.Length;
        _pendingStart = 0;
        _block = next;
        Volatile.Write(ref _blocks, [.. kept, next]);
    }
}
