using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Podium.ServiceDefaults.Streaming;

namespace Podium.GenerationService.Generations;

/// <summary>
/// Follows a generation from any event on: from memory where it runs, from the table anywhere else, and from its row once its events are gone.
/// Neither a gap nor a repeat, whichever of these it is and even when it changes on the way.
/// </summary>
internal sealed class GenerationFollower(
    RunningGenerations running,
    GenerationStore store,
    EventStore events,
    GenerationTail tail,
    ReplayedEvents replay,
    IHostApplicationLifetime lifetime,
    TimeProvider time)
{
    // Behind every event.
    private const long EndOnly = long.MaxValue;

    /// <summary>Whole frames behind the event numbered <paramref name="after"/>; an empty piece every ten silent seconds.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(
        Guid id, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (running.Find(id) is { } job)
        {
            var last = ReadOnlyMemory<byte>.Empty;
            await foreach (var frames in FollowLogAsync(job.Log, after, cancellationToken))
            {
                last = frames.IsEmpty ? last : frames;
                yield return frames;
            }

            after = last.IsEmpty ? after : EventFrames.LastSequenceOf(last.Span);
            if (!job.Log.IsAbandoned && after <= job.Log.VisibleSequence)
            {
                yield break;
            }
        }

        await foreach (var frames in FollowTableAsync(id, after, cancellationToken))
        {
            yield return frames;
        }
    }

    /// <summary>Waits until the generation has ended, wherever it runs, at most <paramref name="limit"/>.</summary>
    public async Task<Generation?> WaitForEndAsync(Guid id, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            if (running.Find(id) is { } job)
            {
                await job.Ended.WaitAsync(both.Token);
            }

            await foreach (var _ in FollowTableAsync(id, EndOnly, both.Token))
            {
                // Only the end matters.
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The row tells how far it is.
        }

        return await store.FindAsync(id, cancellationToken);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowLogAsync(
        EventLog log, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var signal = new AsyncSignal();
        var reader = new EventLogReader(log, after);
        log.Attach(signal);
        try
        {
            await using var aborted = cancellationToken.UnsafeRegister(s => ((AsyncSignal)s!).Raise(), signal);
            await using var timer = time.CreateTimer(s => ((AsyncSignal)s!).Raise(), signal, Heartbeat.Interval, Heartbeat.Interval);
            var heartbeat = new Heartbeat(time);
            while (!cancellationToken.IsCancellationRequested)
            {
                // Asked before reading: what was published before the end is then certainly read.
                var over = log.IsCompleted || log.IsAbandoned;
                while (reader.TryRead(out var frames))
                {
                    yield return frames;
                    heartbeat.Beat();
                }

                if (over)
                {
                    yield break;
                }

                if (heartbeat.IsDue())
                {
                    yield return default;
                }

                await signal.WaitAsync();
            }
        }
        finally
        {
            log.Detach(signal);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowTableAsync(
        Guid id, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heartbeat = new Heartbeat(time);
        while (await NextAsync(id, after, cancellationToken) is { State: { } state } read)
        {
            var until = state.LastSequence ?? long.MaxValue;
            for (var rows = state.EventsRemoved ? [] : read.Rows; rows.Count > 0; rows = await MoreAsync(id, after, rows, cancellationToken))
            {
                foreach (var row in rows)
                {
                    // A row that does not follow on belongs to a worker that had lost the generation, or is not committed yet before it.
                    if (row.FirstSequence > after + 1 || row.FirstSequence > until)
                    {
                        break;
                    }

                    var skip = after;
                    var frames = EventFrames.After(row.Frames, ref skip);
                    after = row.LastSequence;
                    yield return frames;
                    heartbeat.Beat();
                }
            }

            if (state.Ended)
            {
                // Short of the end when events were removed or lost; beyond it when the number came from somewhere else. Everybody gets the end.
                if (after != until && after != EndOnly && await store.FindAsync(id, cancellationToken) is { } generation)
                {
                    yield return await replay.BuildAsync(generation, after, cancellationToken);
                }

                yield break;
            }

            if (heartbeat.IsDue())
            {
                yield return default;
            }
        }
    }

    // Another replica goes on serving this follower when this one stops: the client comes back with the number it has.
    private async Task<TailRead?> NextAsync(Guid id, long after, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            return await tail.ReadAsync(id, after, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // A long history comes page by page without waiting for the tail's turn.
    private async Task<IReadOnlyList<StoredFrames>> MoreAsync(Guid id, long after, IReadOnlyList<StoredFrames> rows, CancellationToken cancellationToken) =>
        rows.Count < EventStore.RowsPerRead || rows[^1].LastSequence != after ? [] : await events.ReadAsync(id, after, cancellationToken);
}
