using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Podium.EvalService.Runs.Driving;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// The runs that somebody follows in this process. What other processes write is read from the table once for all followers: when something was said
/// to have happened, at most fifty times a second, and now and then in case nothing was heard.
/// </summary>
internal sealed class RunFeeds(RunEventStore store, DrivenRuns driven, TimeProvider time, ILogger<RunFeeds> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _retryDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, RunFeed> _feeds = [];
    private readonly ConcurrentDictionary<long, bool> _touched = new();
    private readonly AsyncSignal _signal = new();

    public RunFeed Attach(long runId, AsyncSignal follower)
    {
        RunFeed? feed;
        lock (_gate)
        {
            if (!_feeds.TryGetValue(runId, out feed))
            {
                _feeds[runId] = feed = new RunFeed(runId);
            }

            feed.Attach(follower);
        }

        Touch(runId);
        return feed;
    }

    public void Detach(RunFeed feed, AsyncSignal follower)
    {
        lock (_gate)
        {
            if (feed.Detach(follower))
            {
                _feeds.Remove(feed.RunId);
            }
        }
    }

    /// <summary>Shows events of a run that is driven here. They are stored.</summary>
    public void Publish(long runId, EventSegment segment) => Find(runId)?.Append(segment);

    /// <summary>A worker of this process took the run, and goes on behind <paramref name="last"/>: whatever is known beyond it is no more.</summary>
    public void Begin(long runId, long last) => Find(runId)?.Begin(last);

    /// <summary>Something about the run was stored, somewhere.</summary>
    public void Touch(long runId)
    {
        if (Find(runId) is not null)
        {
            _touched[runId] = true;
            _signal.Raise();
        }
    }

    /// <summary>Another process stored something. What this process stores it shows by itself.</summary>
    public void Hear(long runId)
    {
        if (!driven.Contains(runId))
        {
            Touch(runId);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stopping = stoppingToken.UnsafeRegister(static signal => ((AsyncSignal)signal!).Raise(), _signal);
        await using var timer = time.CreateTimer(static feeds => ((RunFeeds)feeds!).TouchAll(), this, _poll, _poll);
        while (!stoppingToken.IsCancellationRequested)
        {
            await _signal.WaitAsync();
            var pause = _interval;
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (Exception e) when (DatabaseRetry.MayPass(e))
            {
                logger.LogWarning(e, "Runs of other processes cannot be followed now");
                pause = _retryDelay;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private RunFeed? Find(long runId)
    {
        lock (_gate)
        {
            return _feeds.GetValueOrDefault(runId);
        }
    }

    private void TouchAll()
    {
        lock (_gate)
        {
            foreach (var id in _feeds.Keys.Where(id => !driven.Contains(id)))
            {
                _touched[id] = true;
            }
        }

        if (!_touched.IsEmpty)
        {
            _signal.Raise();
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var ids = _touched.Keys.ToArray();
        foreach (var id in ids)
        {
            _touched.TryRemove(id, out _);
        }

        if (ids.Length == 0)
        {
            return;
        }

        // What is known was committed: a log that is shorter although it is read later has lost its end.
        var feeds = ids.Select(Find).OfType<RunFeed>().Select(feed => (Feed: feed, feed.LastReturn, feed.Known)).ToList();
        var states = await store.ReadStatesAsync(ids, cancellationToken);
        foreach (var (feed, since, known) in feeds)
        {
            if (states.TryGetValue(feed.RunId, out var found) && found.Last < known)
            {
                feed.GoBackTo(found.Last, since);
            }

            var state = found ?? new FeedState(0, Over: true);

            // Whoever is further back reads the table by itself: what is kept here is for those who are up to date.
            if (feed.Known >= 0 && state.Last > feed.Known && state.Last - feed.Known <= RunEventStore.EventsPerRead
                && await store.ReadAsync(feed.RunId, feed.Known, cancellationToken) is { } segment)
            {
                feed.Append(segment);
            }

            feed.SetState(state);
        }
    }
}
