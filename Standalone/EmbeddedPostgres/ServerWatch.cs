namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>
/// Notices when PostgreSQL dies under Podium. It restarts its own crashed parts by itself; when the whole of it is gone (out of memory, a
/// killed process) Podium ends too and says so, and the next start recovers.
/// </summary>
internal sealed partial class ServerWatch(EmbeddedServer server, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ServerWatch> logger) : BackgroundService
{
    private const int LooksPerTrim = 60;
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        for (var look = 1; await timer.WaitForNextTickAsync(stoppingToken); look++)
        {
            if (!server.IsAlive)
            {
                var end = server.Log.Tail();
                LogDied(logger, server.Major, end);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }

            if (look % LooksPerTrim == 0)
            {
                server.Log.Trim();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "postgres: PostgreSQL {Major} ended while Podium was using it, so Podium ends too. Start it again to recover. The end of its log:\n{Log}")]
    private static partial void LogDied(ILogger logger, int major, string log);
}
