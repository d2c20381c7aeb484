using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Podium.GenerationService.Generations;

/// <summary>
/// The process's one listening connection. A signal only wakes; what happened is read from the tables, so a missed signal costs a poll interval.
/// </summary>
internal sealed class GenerationNotifications(
    [FromKeyedServices(GenerationModule.Name)] NpgsqlDataSource dataSource,
    RunningGenerations running,
    GenerationTail tail,
    ILogger<GenerationNotifications> logger) : BackgroundService
{
    public const string EventChannel = "podium_generation_events";
    public const string CancelChannel = "podium_generation_cancel";

    private static readonly TimeSpan _reconnectDelay = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                logger.LogWarning(e, "The listening connection was lost; followers poll until it is back");
                await Task.Delay(_reconnectDelay, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => OnNotification(notification);
        await using (var listen = new NpgsqlCommand($"listen {EventChannel}; listen {CancelChannel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // Something may have been said while nobody listened.
        tail.Wake();
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void OnNotification(NpgsqlNotificationEventArgs notification)
    {
        if (notification.Channel == EventChannel)
        {
            tail.Wake();
        }
        else if (Guid.TryParse(notification.Payload, out var id))
        {
            running.Find(id)?.Cancel();
        }
    }
}
