namespace Podium.GenerationService.Generations;

/// <summary>One follower's place in a log.</summary>
internal struct EventLogReader
{
    private readonly EventLog _log;
    private int _block;
    private int _offset;
    private long _skipTo;

    /// <param name="after">The number of the last event the follower has.</param>
    public EventLogReader(EventLog log, long after)
    {
        _log = log;
        _skipTo = after;
        var blocks = log.Blocks;
        while (_block + 1 < blocks.Length && blocks[_block + 1].FirstSequence <= after)
        {
            _block++;
        }
    }

    /// <summary>All frames that became visible and lie together.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> frames)
    {
        var blocks = _log.Blocks;
        while (true)
        {
            var block = blocks[_block];
            var published = block.Published;
            if (_offset < published)
            {
                frames = block.Bytes.AsMemory(_offset, published - _offset);
                _offset = published;
                frames = EventFrames.After(frames, ref _skipTo);
                if (!frames.IsEmpty)
                {
                    return true;
                }
            }
            else if (_block + 1 < blocks.Length && blocks[_block + 1].Published > 0)
            {
                // Segments are published in order, so this block will not grow any more; but it may have grown since it was looked at.
                if (block.Published > _offset)
                {
                    continue;
                }

                _block++;
                _offset = 0;
            }
            else
            {
                frames = default;
                return false;
            }
        }
    }
}
