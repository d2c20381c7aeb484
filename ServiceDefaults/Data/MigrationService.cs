using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Podium.ServiceDefaults.Data;

/// <summary>Migrates one module before any worker or listener starts, and waits for a database that is still starting.</summary>
internal sealed partial class MigrationService(
    string module, Assembly assembly, IServiceProvider services, IOptions<DatabaseOptions> options, ILogger<MigrationService> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan _retryDelay = TimeSpan.FromMilliseconds(500);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var migrator = new Migrator(module, services.GetRequiredKeyedService<NpgsqlDataSource>(module), logger);
        var migrations = Migration.ReadAll(assembly);
        var deadline = TimeProvider.System.GetTimestamp() + (options.Value.StartupTimeoutSeconds * TimeProvider.System.TimestampFrequency);
        while (true)
        {
            try
            {
                await migrator.MigrateAsync(migrations, cancellationToken);
                return;
            }
            catch (NpgsqlException e) when (IsNotReady(e) && TimeProvider.System.GetTimestamp() < deadline)
            {
                LogWaiting(logger, module, e.Message);
                await Task.Delay(_retryDelay, cancellationToken);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A wrong password or a failing script is not going to heal.
    private static bool IsNotReady(NpgsqlException e)
        => e is PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections }
            or { InnerException: SocketException or TimeoutException or IOException };

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for the database of {Module}: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string module, string reason);
}
