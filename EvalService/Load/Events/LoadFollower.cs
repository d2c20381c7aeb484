using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Load.Events;

/// <summary>
/// Follows a load from any event on, wherever it is driven, until it has ended. A load tells something about once a second, so looking that often is
/// as good as being told.
/// </summary>
internal sealed class LoadFollower(LoadEventStore store, LoadFeeds feeds, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(9);

    /// <summary>Whole frames behind the event numbered <paramref name="after"/>; an empty piece every ten silent seconds.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(long loadId, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var signal = new AsyncSignal();
        await using var left = cancellationToken.UnsafeRegister(static s => ((AsyncSignal)s!).Raise(), signal);
        await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static s => ((AsyncSignal)s!).Raise(), signal);
        await using var timer = time.CreateTimer(static s => ((AsyncSignal)s!).Raise(), signal, _tick, _tick);
        feeds.Attach(loadId, signal);
        try
        {
            var lastSent = time.GetTimestamp();

            // Another replica goes on serving this follower when this one stops: the client comes back with the number it has.
            while (!cancellationToken.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                if (await store.ReadAsync(loadId, after, cancellationToken) is not { } read)
                {
                    yield break;
                }

                after = read.Last;
                if (!read.Frames.IsEmpty)
                {
                    yield return read.Frames;
                    lastSent = time.GetTimestamp();
                }

                if (read.IsEnd)
                {
                    yield break;
                }

                if (!read.Frames.IsEmpty)
                {
                    continue;
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
            feeds.Detach(loadId, signal);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
