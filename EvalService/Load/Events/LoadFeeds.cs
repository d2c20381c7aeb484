using System.Collections.Concurrent;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Load.Events;

/// <summary>Wakes the followers of loads that are driven in this process; those of other processes look by themselves.</summary>
internal sealed class LoadFeeds
{
    private readonly ConcurrentDictionary<(long LoadId, AsyncSignal Signal), bool> _followers = new();

    public void Attach(long loadId, AsyncSignal signal) => _followers[(loadId, signal)] = true;

    public void Detach(long loadId, AsyncSignal signal) => _followers.TryRemove((loadId, signal), out _);

    public void Raise(long loadId)
    {
        foreach (var (follower, _) in _followers)
        {
            if (follower.LoadId == loadId)
            {
                follower.Signal.Raise();
            }
        }
    }
}
