using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Runs.Sweeping;

/// <summary>Removes what people deleted. A run is hidden at once; all of it is gone a little later.</summary>
internal sealed class RunSweeper(RunSweep sweep, TimeProvider time, ILogger<RunSweeper> logger) : BackgroundService
{
    // Until then its worker has ended it, and whoever watched it has heard so.
    private static readonly TimeSpan _age = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    // Between two steps, since runs that are measured share the database with it.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await sweep.StepAsync(_age, stoppingToken))
                {
                    await Task.Delay(_pause, time, stoppingToken);
                }
            }
            catch (Exception e) when (DatabaseRetry.MayPass(e))
            {
                logger.LogWarning(e, "Deleted runs could not be removed; next try in {Interval}", _interval);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // What cannot be removed stays hidden, and nothing else of the process depends on it.
                logger.LogError(e, "A deleted run cannot be removed");
            }

            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
