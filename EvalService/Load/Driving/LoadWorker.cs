using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Measuring;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Load.Driving;

/// <summary>Takes loads that wait, and closes those whose process died with what they had measured.</summary>
internal sealed class LoadWorker(
    LoadQueue queue,
    LoadClaims claims,
    LoadEventStore store,
    LoadDriverServices services,
    IOptions<EvalOptions> evalOptions,
    TimeProvider time,
    ILogger<LoadWorker> logger) : BackgroundService
{
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(evalOptions.Value.LeaseSeconds);
    private readonly DatabaseContact _contact = new(TimeSpan.FromSeconds(evalOptions.Value.LeaseSeconds), time);
    private readonly List<Task> _driving = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tick = _lease / 6;
        await using var timer = time.CreateTimer(static queue => ((LoadQueue)queue!).Wake(), queue, tick, tick);
        await using var stopping = stoppingToken.UnsafeRegister(static queue => ((LoadQueue)queue!).Wake(), queue);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception e) when (DatabaseRetry.MayPass(e) || e is OperationCanceledException)
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    _contact.Break();
                    logger.LogWarning(e, "Loads can neither be taken nor closed now");
                }
            }

            await queue.WaitAsync();
        }

        queue.StopAll();
        await Task.WhenAll(_driving);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (_contact.Seen(await claims.ReadClockAsync(cancellationToken)) is { } expiredBefore)
        {
            while (await claims.TakeAbandonedAsync(_id, _lease, expiredBefore, cancellationToken) is { } abandoned)
            {
                await CloseAsync(abandoned, cancellationToken);
            }
        }

        _driving.RemoveAll(t => t.IsCompleted);
        while (queue.Count < services.Options.MaxConcurrent && await claims.TakeAsync(_id, _lease, cancellationToken) is { } load)
        {
            var driver = new LoadDriver(load, services);
            queue.Add(driver);
            _driving.Add(DriveAsync(driver));
        }
    }

    private async Task DriveAsync(LoadDriver driver)
    {
        await Task.Yield();
        try
        {
            await driver.DriveAsync();
            await claims.TrimAsync(services.Options.MaxKeptRequests, CancellationToken.None);
        }
        catch (Exception e)
        {
            // Whoever finds its lease over closes it; this process goes on.
            logger.LogError(e, "Load {LoadId} broke its worker", driver.LoadId);
        }
        finally
        {
            queue.Remove(driver);
        }
    }

    /// <summary>A load is not gone on with: what is measured after a pause is not the same load. What it had measured counts.</summary>
    private async Task CloseAsync(AbandonedLoad load, CancellationToken cancellationToken)
    {
        const string Because = "Podium ended while the load went on. Requests in flight at that moment are missing.";
        var events = new List<LoadEvent>();
        var stages = new List<StageRow>();
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var mark in load.Open)
        {
            var samples = await claims.ReadSamplesAsync(load.Lease.LoadId, mark.Ordinal, cancellationToken);
            var result = StageSummary.Of(mark, load.Plan, samples);
            stages.Add(new StageRow(mark, result));
            events.Add(LoadEvent.Of(LoadEventTypes.StageCompleted, load.Lease.LoadId, now, new StageCompletedBody(result)));
        }

        var end = new LoadEnd(LoadStatus.Interrupted, Because);
        events.Add(LoadEvent.Of(LoadEventTypes.Completed, load.Lease.LoadId, now, new LoadCompletedBody(end.Status, end.Because, null)));
        await store.WriteAsync(load.Lease, new LoadBatch(load.LastSequence, events, [], stages, end), cancellationToken);
    }
}
