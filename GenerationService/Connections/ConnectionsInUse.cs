using System.Collections.Concurrent;

namespace Podium.GenerationService.Connections;

/// <summary>
/// Connections and what they bear, for completions, of which there may be thousands a second: two queries for each would cost as much as the rest of it.
/// Those that come together read together. What this process changes counts from the next completion on, what another replica changes a quarter of a
/// second later.
/// </summary>
internal sealed class ConnectionsInUse(ConnectionStore connections, ProviderSettingStore settings, ConnectionChanges changes, TimeProvider time)
{
    private const int MostKnown = 4_096;
    private static readonly TimeSpan _fresh = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<long, Known> _known = new();

    /// <exception cref="ServiceDefaults.Errors.NotFoundException">There is no such connection.</exception>
    public async ValueTask<(Connection Connection, ProviderSetting Setting)> GetAsync(long id, CancellationToken cancellationToken)
    {
        // Before it is read: a change meanwhile makes what was read old.
        var (change, now) = (changes.Count, time.GetTimestamp());
        var known = _known.TryGetValue(id, out var last) && IsFresh(last, change, now) ? last : Renew(id, change, now);
        var reading = known.Reading.Value;
        try
        {
            return await reading.WaitAsync(cancellationToken);
        }
        catch when (reading.IsFaulted)
        {
            _known.TryRemove(KeyValuePair.Create(id, known));
            throw;
        }
    }

    private Known Renew(long id, int change, long now)
    {
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        var next = new Known(new(() => ReadAsync(id)), change, now);
        return _known.AddOrUpdate(id, next, (_, last) => IsFresh(last, change, now) ? last : next);
    }

    private bool IsFresh(Known known, int change, long now) => known.Change >= change && time.GetElapsedTime(known.ReadAt, now) < _fresh;

    // For all who wait for it: none of them ends it by leaving.
    private async Task<(Connection Connection, ProviderSetting Setting)> ReadAsync(long id)
    {
        var connection = await connections.GetAsync(id, CancellationToken.None);
        return (connection, await settings.GetAsync(connection.Type, CancellationToken.None));
    }

    /// <param name="ReadAt">When reading began.</param>
    private sealed record Known(Lazy<Task<(Connection Connection, ProviderSetting Setting)>> Reading, int Change, long ReadAt);
}

/// <summary>How often this process has changed a connection or what connections bear.</summary>
internal sealed class ConnectionChanges
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Right after it was committed.</summary>
    public void Raise() => Interlocked.Increment(ref _count);
}
