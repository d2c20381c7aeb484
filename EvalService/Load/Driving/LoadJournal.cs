using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Measuring;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Load.Driving;

/// <summary>
/// Collects what happens in a load and stores it about once a second, off the timed path. A database that is away costs nothing but memory, of which
/// a load has no more than its requests.
/// </summary>
internal sealed class LoadJournal(LoadLease lease, LoadEventStore store, LoadFeeds feeds, DatabaseRetry retry, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, StageRow> _stages = [];
    private readonly HashSet<int> _ended = [];
    private List<LoadEvent> _events = [];
    private List<LoadSample> _samples = [];
    private long _last;

    public void Tell<T>(string type, T body)
    {
        var told = LoadEvent.Of(type, lease.LoadId, time.GetUtcNow().UtcDateTime, body);
        lock (_gate)
        {
            _events.Add(told);
        }
    }

    public void Add(LoadSample sample)
    {
        lock (_gate)
        {
            _samples.Add(sample);
        }
    }

    /// <summary>How a stage stands. Once its result is known, what is still told of how it went on comes too late.</summary>
    public void Set(StageMark mark, StageResult? result = null)
    {
        lock (_gate)
        {
            if (result is not null || !_ended.Contains(mark.Ordinal))
            {
                _stages[mark.Ordinal] = new StageRow(mark, result);
            }

            if (result is not null)
            {
                _ended.Add(mark.Ordinal);
            }
        }
    }

    /// <summary>Stores what has gathered, and prolongs the lease. Not to be called twice at once.</summary>
    /// <returns>What is wanted of the load; null when it belongs to another worker.</returns>
    public async Task<string?> FlushAsync(LoadEnd? end, CancellationToken cancellationToken)
    {
        var batch = Take(end);
        var wanted = await retry.RunAsync(token => store.WriteAsync(lease, batch, token), cancellationToken);
        if (wanted is not null)
        {
            _last = batch.Last;
            feeds.Raise(lease.LoadId);
        }

        return wanted;
    }

    private LoadBatch Take(LoadEnd? end)
    {
        lock (_gate)
        {
            var batch = new LoadBatch(_last, _events, _samples, [.. _stages.Values], end);
            (_events, _samples) = ([], []);
            _stages.Clear();
            return batch;
        }
    }
}
