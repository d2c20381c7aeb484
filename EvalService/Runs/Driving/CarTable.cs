using Grpc.Core;
using Microsoft.Extensions.Logging;
using Podium.EvalService.Runs.Items;

namespace Podium.EvalService.Runs.Driving;

/// <summary>
/// The cars of a run. What they are stays as it was at the start; how much their connections bear (in flight, timeout, retries) follows the settings
/// while the run goes on.
/// </summary>
internal sealed partial class CarTable(RunToDrive run, Completions completions)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    // Of each connection: its settings are those of all its cars. More than one, since a car may be deleted meanwhile.
    private const int AskedCars = 4;

    private readonly Dictionary<long, CarSnapshot> _cars = run.Cars.ToDictionary(c => c.Id);
    private readonly ILookup<long, long> _byConnection = run.Cars.ToLookup(c => c.Connection.Id, c => c.Id);
    private volatile bool _refresh = true;

    public CarSnapshot Find(long carId) => _cars[carId];

    public (long Id, int Limit) ConnectionOf(long carId)
    {
        var connection = _cars[carId].Connection;
        return (connection.Id, Math.Max(1, connection.MaxInFlight));
    }

    public void RefreshSoon() => _refresh = true;

    /// <summary>Asks for the settings once more when it is time to. The ones known go on when there is no answer.</summary>
    public async ValueTask RefreshAsync(ILogger logger, CancellationToken cancellationToken)
    {
        if (!_refresh)
        {
            return;
        }

        _refresh = false;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(_patience);
            var now = await completions.GetCarsAsync(_byConnection.SelectMany(cars => cars.Take(AskedCars)), run.Owner, patience.Token);
            foreach (var connection in now.Values.Select(c => c.Connection).DistinctBy(c => c.Id))
            {
                Apply(connection);
            }
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LogUnanswered(logger, e, run.Id);
        }
    }

    private void Apply(ConnectionSnapshot now)
    {
        foreach (var id in _byConnection[now.Id])
        {
            var known = _cars[id];
            if (IsSame(known.Connection, now))
            {
                return;
            }

            _cars[id] = known with
            {
                Connection = known.Connection with
                {
                    MaxInFlight = now.MaxInFlight,
                    TimeoutMs = now.TimeoutMs,
                    RetryCount = now.RetryCount,
                    RetryBackoffMs = now.RetryBackoffMs,
                },
            };
        }
    }

    private static bool IsSame(ConnectionSnapshot a, ConnectionSnapshot b) =>
        (a.MaxInFlight, a.TimeoutMs, a.RetryCount, a.RetryBackoffMs) == (b.MaxInFlight, b.TimeoutMs, b.RetryCount, b.RetryBackoffMs);

    [LoggerMessage(Level = LogLevel.Information, Message = "The settings of run {RunId}'s connections cannot be asked for now; those known go on")]
    private static partial void LogUnanswered(ILogger logger, Exception exception, long runId);
}
