using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Runs.Events;

/// <summary>Follows a run from any event on, wherever it is driven, without gap or repeat, until it has ended and been judged.</summary>
internal sealed class RunFollower(RunFeeds feeds, RunEventStore store, IHostApplicationLifetime lifetime, TimeProvider time)
{
    // Looked at four times in ten seconds, so that silence never lasts longer than that.
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(7.5);

    /// <summary>Whole frames behind the event numbered <paramref name="after"/>; an empty piece every ten silent seconds.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(
        long runId, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var signal = new AsyncSignal();
        await using var left = cancellationToken.UnsafeRegister(static s => ((AsyncSignal)s!).Raise(), signal);
        await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static s => ((AsyncSignal)s!).Raise(), signal);
        await using var timer = time.CreateTimer(static s => ((AsyncSignal)s!).Raise(), signal, _tick, _tick);
        var feed = feeds.Attach(runId, signal);
        try
        {
            // Whoever comes back has seen stored events only: a log that is shorter has lost its end, and gives those numbers to other events.
            var seen = feed.LastReturn.Number;
            after = Math.Min(after, await store.ReadLastAsync(runId, cancellationToken));
            var lastSent = time.GetTimestamp();
            var caughtUp = false;

            // Another replica goes on serving this follower when this one stops: the client comes back with the number it has.
            while (!cancellationToken.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // Asked before reading: what was stored before the end is then certainly read.
                var state = feed.State;
                var segment = feed.Read(after);
                if (segment is null && (!caughtUp || after < feed.Known))
                {
                    segment = await store.ReadAsync(runId, after, cancellationToken);
                    caughtUp = segment is null;
                }

                // Asked after reading: what was read may be events that are given out anew, and these are not the next ones.
                if (feed.LastReturn is var back && back.Number != seen)
                {
                    (seen, after, caughtUp) = (back.Number, Math.Min(after, back.Last), false);
                    continue;
                }

                if (segment is not null)
                {
                    after = segment.Last;
                    yield return segment.Frames;
                    lastSent = time.GetTimestamp();
                    continue;
                }

                if (state is { Over: true } && after >= state.Last)
                {
                    yield break;
                }

                if (time.GetElapsedTime(lastSent) >= _silence)
                {
                    yield return default;
                    lastSent = time.GetTimestamp();
                }

                await signal.WaitAsync();
            }
        }
        finally
        {
            feeds.Detach(feed, signal);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
