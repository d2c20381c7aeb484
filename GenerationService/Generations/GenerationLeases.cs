using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Data;

namespace Podium.GenerationService.Generations;

/// <summary>Shows signs of life for what this process runs, and hears by the way who asked to cancel.</summary>
internal sealed class GenerationLeases(
    RunningGenerations running, GenerationStore store, IOptions<GenerationOptions> options, TimeProvider time, ILogger<GenerationLeases> logger)
    : BackgroundService
{
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    // Stops after GenerationRunner, so the leases of generations that use their grace period are still renewed.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_lease / 3, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // A connection that hangs must not cost more than one of the three tries that a lease has.
            using var patience = new CancellationTokenSource(_lease / 3, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
            try
            {
                await RenewAsync(either.Token);
            }
            catch (Exception e) when (DatabaseRetry.MayPass(e) || (e is OperationCanceledException && !stoppingToken.IsCancellationRequested))
            {
                logger.LogWarning(e, "Leases could not be renewed");
            }
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var jobs = running.All;
        if (jobs.Count == 0)
        {
            return;
        }

        var renewed = await store.RenewLeasesAsync(running.WorkerId, [.. jobs.Select(j => j.Id)], _lease, cancellationToken);
        foreach (var job in jobs)
        {
            if (!renewed.TryGetValue(job.Id, out var cancelRequested))
            {
                // Ended in the meantime, or taken over.
                if (running.Find(job.Id) is not null && !job.Log.IsCompleted)
                {
                    job.Stop(StopReason.LeaseLost);
                }
            }
            else if (cancelRequested)
            {
                job.Cancel();
            }
        }
    }
}
