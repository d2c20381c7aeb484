using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// The newest events of a run that somebody here follows, shared by all its followers. Bounded: whoever is further back reads from the table. Fed by
/// the journal where the run is driven, and from the table anywhere else.
/// </summary>
internal sealed class RunFeed(long runId)
{
    private const int MaxSegments = 256;
    private const int MaxBytes = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly LinkedList<EventSegment> _segments = new();
    private AsyncSignal[] _followers = [];
    private int _bytes;
    private FeedState? _state;
    private long _known = -1;
    private Return _return = new(0, long.MaxValue);

    public long RunId => runId;

    /// <summary>The newest event known to exist; -1 before anything is known.</summary>
    public long Known => Volatile.Read(ref _known);

    public FeedState? State => Volatile.Read(ref _state);

    /// <summary>Where the log last went back to, for followers who have read further.</summary>
    public Return LastReturn => Volatile.Read(ref _return);

    public void Append(EventSegment segment)
    {
        lock (_gate)
        {
            var newest = _segments.Last?.Value.Last ?? segment.First - 1;
            if (segment.Last <= newest)
            {
                return;
            }

            if (segment.First > newest + 1)
            {
                _segments.Clear();
                _bytes = 0;
            }
            else if (segment.First <= newest)
            {
                segment = new EventSegment(newest + 1, segment.Last, segment.After(newest));
            }

            _segments.AddLast(segment);
            _bytes += segment.Frames.Length;
            while (_segments.Count > 1 && (_segments.Count > MaxSegments || _bytes > MaxBytes))
            {
                _bytes -= _segments.First!.Value.Frames.Length;
                _segments.RemoveFirst();
            }

            Volatile.Write(ref _known, Math.Max(_known, segment.Last));
        }

        Wake();
    }

    public void SetState(FeedState state)
    {
        lock (_gate)
        {
            Volatile.Write(ref _known, Math.Max(_known, state.Last));
            Volatile.Write(ref _state, state);
        }

        Wake();
    }

    /// <summary>
    /// Events behind this one were shown and then lost with the database's machine, and their numbers are given out again. For a caller who knows that
    /// everything known here had been committed before it looked.
    /// </summary>
    /// <param name="since">The last return of which the caller knew: another one since then has done it already.</param>
    public void GoBackTo(long last, Return since)
    {
        lock (_gate)
        {
            if (_known <= last || _return != since)
            {
                return;
            }

            _segments.Clear();
            _bytes = 0;
            Volatile.Write(ref _known, last);
            Volatile.Write(ref _state, null);
            Volatile.Write(ref _return, new Return(_return.Number + 1, last));
        }

        Wake();
    }

    /// <summary>
    /// A worker here goes on behind this event, and has stored nothing yet: no follower is further, unless it has read what the database lost since.
    /// </summary>
    public void Begin(long last)
    {
        lock (_gate)
        {
            if (_known > last)
            {
                GoBackTo(last, _return);
            }
            else
            {
                Volatile.Write(ref _return, new Return(_return.Number + 1, last));
            }
        }

        Wake();
    }

    /// <summary>The next events behind <paramref name="after"/>, when they are still here.</summary>
    public EventSegment? Read(long after)
    {
        lock (_gate)
        {
            for (var node = _segments.Last; node is not null; node = node.Previous)
            {
                var segment = node.Value;
                if (segment.Last <= after)
                {
                    return null;
                }

                if (segment.First <= after + 1)
                {
                    return segment.First == after + 1 ? segment : new EventSegment(after + 1, segment.Last, segment.After(after));
                }
            }

            return null;
        }
    }

    public void Attach(AsyncSignal follower)
    {
        lock (_gate)
        {
            Volatile.Write(ref _followers, [.. _followers, follower]);
        }
    }

    /// <returns>Whether nobody is left.</returns>
    public bool Detach(AsyncSignal follower)
    {
        lock (_gate)
        {
            Volatile.Write(ref _followers, _followers.Where(f => f != follower).ToArray());
            return _followers.Length == 0;
        }
    }

    private void Wake()
    {
        foreach (var follower in Volatile.Read(ref _followers))
        {
            follower.Raise();
        }
    }

    public sealed record Return(int Number, long Last);
}
