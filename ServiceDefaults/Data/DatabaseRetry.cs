using Microsoft.Extensions.Logging;
using Podium.ServiceDefaults.Errors;

namespace Podium.ServiceDefaults.Data;

/// <summary>Repeats a database operation until the database is back: what a worker holds in memory is worth waiting for.</summary>
public sealed class DatabaseRetry(TimeProvider time, ILogger<DatabaseRetry> logger)
{
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    /// <param name="operation">May run more than once although it succeeded: it must be idempotent.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        for (var delay = _first; ; delay = delay * 2 < _longest ? delay * 2 : _longest)
        {
            try
            {
                return await operation(cancellationToken);
            }
            catch (Exception e) when (MayPass(e))
            {
                logger.LogWarning(e, "The database does not answer; next try in {Delay}", delay);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    /// <summary>Away for a while, as the driver says it or as the connection does.</summary>
    public static bool MayPass(Exception e) => DatabaseErrors.IsAway(e) || e is TimeoutException or IOException;
}
