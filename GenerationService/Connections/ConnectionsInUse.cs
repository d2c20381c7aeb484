using System.Collections.Concurrent;

namespace Podium.GenerationService.Connections;

/// <summary>
/// Connections and what they bear, for completions, of which there may be thousands a second: two queries for each would cost as much as the rest of it.
/// What this process changes counts from the next completion on, what another replica changes a quarter of a second later.
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
        var (change, readAt) = (changes.Count, time.GetTimestamp());
        if (_known.TryGetValue(id, out var known) && known.Change == change && time.GetElapsedTime(known.ReadAt, readAt) < _fresh)
        {
            return (known.Connection, known.Setting);
        }

        var connection = await connections.GetAsync(id, cancellationToken);
        var setting = await settings.GetAsync(connection.Type, cancellationToken);
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        _known[id] = new Known(connection, setting, change, readAt);
        return (connection, setting);
    }

    private sealed record Known(Connection Connection, ProviderSetting Setting, int Change, long ReadAt);
}

/// <summary>How often this process has changed a connection or what connections bear.</summary>
internal sealed class ConnectionChanges
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Right after it was committed.</summary>
    public void Raise() => Interlocked.Increment(ref _count);
}
