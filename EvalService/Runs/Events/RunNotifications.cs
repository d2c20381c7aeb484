using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Podium.EvalService.Runs.Driving;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// The process's one listening connection. A signal only wakes; what happened is read from the tables, so a missed signal costs a poll interval.
/// </summary>
internal sealed class RunNotifications(
    [FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database, RunFeeds feeds, RunQueue queue, ILogger<RunNotifications> logger) : BackgroundService
{
    /// <summary>Events or the end of a run were stored.</summary>
    public const string EventChannel = "podium_eval_events";

    /// <summary>A run waits for a worker, or somebody wants something else of it.</summary>
    public const string WorkChannel = "podium_eval_work";

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
                logger.LogWarning(e, "The listening connection was lost; runs are polled until it is back");
                await Task.Delay(_reconnectDelay, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => OnNotification(notification);
        await using (var listen = new NpgsqlCommand($"listen {EventChannel}; listen {WorkChannel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // Something may have been said while nobody listened.
        queue.Wake();
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void OnNotification(NpgsqlNotificationEventArgs notification)
    {
        if (!long.TryParse(notification.Payload, NumberStyles.None, CultureInfo.InvariantCulture, out var runId))
        {
            return;
        }

        if (notification.Channel == EventChannel)
        {
            feeds.Hear(runId);
        }
        else
        {
            queue.Wake();
        }
    }
}
