using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Data;

namespace Podium.GenerationService.Generations;

/// <summary>Removes the events of generations that ended long ago, a few at a time.</summary>
internal sealed class EventRetention(EventStore events, IOptions<GenerationOptions> options, TimeProvider time, ILogger<EventRetention> logger)
    : BackgroundService
{
    private const int PerRound = 200;
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var age = TimeSpan.FromHours(options.Value.EventRetentionHours);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await events.RemoveOlderThanAsync(age, PerRound, stoppingToken) == PerRound)
                {
                    // More are waiting.
                }
            }
            catch (Exception e) when (DatabaseRetry.MayPass(e))
            {
                logger.LogWarning(e, "Old events could not be removed; next try in {Interval}", _interval);
            }

            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
