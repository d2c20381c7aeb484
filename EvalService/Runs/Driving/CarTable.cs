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

    private readonly Dictionary<long, CarSnapshot> _cars = run.Cars.ToDictionary(c => c.Id);
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
            var now = await completions.GetCarsAsync(_cars.Keys.ToArray(), run.Owner, patience.Token);
            foreach (var (id, car) in now.Where(c => _cars.ContainsKey(c.Key)))
            {
                var known = _cars[id];
                if (known.Connection.Id == car.Connection.Id)
                {
                    _cars[id] = known with
                    {
                        Connection = known.Connection with
                        {
                            MaxInFlight = car.Connection.MaxInFlight,
                            TimeoutMs = car.Connection.TimeoutMs,
                            RetryCount = car.Connection.RetryCount,
                            RetryBackoffMs = car.Connection.RetryBackoffMs,
                        },
                    };
                }
            }
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LogUnanswered(logger, e, run.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The settings of run {RunId}'s connections cannot be asked for now; those known go on")]
    private static partial void LogUnanswered(ILogger logger, Exception exception, long runId);
}
