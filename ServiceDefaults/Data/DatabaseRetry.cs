using Microsoft.Extensions.Logging;
using Npgsql;

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

    /// <summary>A lost connection, a server that starts, stops or hands over to its standby, a deadlock. A statement that is wrong stays wrong.</summary>
    public static bool MayPass(Exception e) => e is NpgsqlException { IsTransient: true } or TimeoutException or IOException
        or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.ReadOnlySqlTransaction };
}
