using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Connections;

/// <summary>
/// Places at the connections: so many completions of one connection at once in this process, the others wait in the order they came. A changed limit
/// counts from the moment it is known; what is already in flight goes on.
/// </summary>
internal sealed class ConnectionGates(IOptions<GarageOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Gate> _gates = [];

    /// <summary>A place at once or in a while; disposing it lets the next one in.</summary>
    /// <param name="limit">The limit as just read: it also is the one for those who wait already.</param>
    /// <exception cref="RateLimitedException">Too many wait already.</exception>
    public ConnectionPlace Enter(long connectionId, string type, int limit)
    {
        lock (_lock)
        {
            if (!_gates.TryGetValue(connectionId, out var gate))
            {
                _gates[connectionId] = gate = new Gate();
            }

            gate.Type = type;
            gate.Limit = limit;
            if (gate.Waiting.Count >= options.Value.MaxWaitingPerConnection)
            {
                throw new RateLimitedException("Too many completions wait for this connection. Try again in a moment.", "connection.queue_full") { RetryAfter = TimeSpan.FromSeconds(5) };
            }

            var place = new ConnectionPlace(this, connectionId);
            gate.Waiting.AddLast(place);
            gate.Admit();
            return place;
        }
    }

    /// <summary>The limit of all connections of a type has changed.</summary>
    public void Change(string type, int limit)
    {
        lock (_lock)
        {
            foreach (var gate in _gates.Values.Where(gate => gate.Type == type))
            {
                gate.Limit = limit;
                gate.Admit();
            }
        }
    }

    public (int InFlight, int Waiting) Load(long connectionId)
    {
        lock (_lock)
        {
            return _gates.TryGetValue(connectionId, out var gate) ? (gate.InFlight, gate.Waiting.Count) : (0, 0);
        }
    }

    internal void Leave(ConnectionPlace place)
    {
        lock (_lock)
        {
            var gate = _gates[place.ConnectionId];
            if (!gate.Waiting.Remove(place))
            {
                gate.InFlight--;
                gate.Admit();
            }

            if (gate is { InFlight: 0, Waiting.Count: 0 })
            {
                _gates.Remove(place.ConnectionId);
            }
        }
    }

    private sealed class Gate
    {
        public string Type { get; set; } = "";

        public int Limit { get; set; }

        public int InFlight { get; set; }

        public LinkedList<ConnectionPlace> Waiting { get; } = [];

        public void Admit()
        {
            while (InFlight < Limit && Waiting.First is { } first)
            {
                Waiting.RemoveFirst();
                InFlight++;
                first.Value.Admit();
            }
        }
    }
}

internal sealed class ConnectionPlace(ConnectionGates gates, long connectionId) : IDisposable
{
    private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    public long ConnectionId => connectionId;

    public Task Admitted => _admitted.Task;

    internal void Admit() => _admitted.SetResult();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            gates.Leave(this);
        }
    }
}
