using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Runs.Driving;

/// <summary>
/// Takes runs that nobody drives, keeps the leases of those it drives, and hears what is wanted of them. Any number of replicas do so side by side.
/// </summary>
internal sealed class RunWorker(
    RunQueue queue, RunClaims claims, DrivenRuns driven, RunDriverServices services, IOptions<EvalOptions> options, TimeProvider time, ILogger<RunWorker> logger)
    : BackgroundService
{
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
    private readonly DatabaseContact _contact = new(TimeSpan.FromSeconds(options.Value.LeaseSeconds), time);
    private readonly List<Task> _driving = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A run that waits is heard of by notification; the timer is for leases, and for what was not heard.
        var tick = _lease / 6;
        await using var timer = time.CreateTimer(static queue => ((RunQueue)queue!).Wake(), queue, tick, tick);
        await using var stopping = stoppingToken.UnsafeRegister(static queue => ((RunQueue)queue!).Wake(), queue);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // A connection that hangs must not cost the leases.
                using var patience = new CancellationTokenSource(_lease / 3, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
                await RenewAsync(either.Token);
                await TakeAllAsync(either.Token);
            }
            catch (Exception e) when (DatabaseRetry.MayPass(e) || e is OperationCanceledException)
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    _contact.Break();
                    logger.LogWarning(e, "Runs can neither be taken nor kept now");
                }
            }

            await queue.WaitAsync();
        }

        foreach (var driver in driven.All)
        {
            driver.Stop();
        }

        await Task.WhenAll(_driving);
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var held = driven.All;
        if (held.Count == 0)
        {
            return;
        }

        var wanted = await claims.RenewAsync(driven.WorkerId, [.. held.Select(d => d.Lease)], _lease, cancellationToken);
        foreach (var driver in held)
        {
            if (wanted.TryGetValue(driver.RunId, out var what))
            {
                driver.Want(what);
            }
            else if (driven.Contains(driver.RunId) && !driver.IsReleasing)
            {
                driver.Lose();
            }
        }
    }

    private async Task TakeAllAsync(CancellationToken cancellationToken)
    {
        var expiredBefore = _contact.Seen(await claims.ReadClockAsync(cancellationToken));
        _driving.RemoveAll(t => t.IsCompleted);

        // However many are driven, one that somebody wants to end must not wait for its turn.
        while (await claims.TakeAsync(
            driven.WorkerId, driven.Ids, _lease, expiredBefore, endingOnly: driven.Count >= options.Value.MaxConcurrentRuns, cancellationToken) is { } run)
        {
            if (run.IsTakenOver)
            {
                services.Telemetry.RunTakenOver();
            }

            var driver = new RunDriver(run, services);
            driven.Add(driver);
            _driving.Add(DriveAsync(driver));
        }

        // Whoever has room leaves none waiting.
        services.Telemetry.QueueDepth = driven.Count < options.Value.MaxConcurrentRuns ? 0 : await claims.CountWaitingAsync(cancellationToken);
    }

    private async Task DriveAsync(RunDriver driver)
    {
        // Off this loop at once: it keeps the leases of all.
        await Task.Yield();
        try
        {
            await driver.DriveAsync();
        }
        catch (Exception e)
        {
            // Whoever finds its lease over takes it up again; this process and its other runs go on.
            logger.LogError(e, "Run {RunId} broke its worker", driver.RunId);
        }
        finally
        {
            driven.Remove(driver);
            queue.Wake();
        }
    }
}
