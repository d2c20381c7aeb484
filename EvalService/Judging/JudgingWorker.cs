using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Judging;

/// <summary>
/// Drives judgings: those that were asked for here at once, those whose process died after their lease ran out. Each is held by a lease that is renewed
/// while it is driven, and given back when the host stops.
/// </summary>
internal sealed class JudgingWorker(
    JudgingStore store,
    JudgingDriver driver,
    JudgingSignal signal,
    EvalTelemetry telemetry,
    IOptions<EvalOptions> evalOptions,
    IOptions<JudgingOptions> options,
    TimeProvider time,
    ILogger<JudgingWorker> logger) : BackgroundService
{
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(evalOptions.Value.LeaseSeconds);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var driven = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            driven.RemoveAll(drive => drive.IsCompletedSuccessfully);
            try
            {
                await store.GiveUpAsync(stoppingToken);
                while (driven.Count < options.Value.MaxConcurrent && await store.TakeAsync(_id, _lease, stoppingToken) is { } job)
                {
                    driven.Add(DriveAsync(job, stoppingToken));
                }
            }
            catch (Exception e) when (DatabaseRetry.MayPass(e))
            {
                logger.LogWarning(e, "The database does not answer; judgings wait");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await signal.WaitAsync(_lease / 3, stoppingToken);
            await Task.WhenAll(driven.Where(drive => drive.IsFaulted));
        }

        await Task.WhenAll(driven);
    }

    private async Task DriveAsync(JudgingJob job, CancellationToken stopping)
    {
        await Task.Yield();
        using var span = telemetry.StartJudging(job.RunId);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewing = RenewAsync(job, lost);
        try
        {
            await driver.DriveAsync(job, lost.Token);
        }
        catch (Exception e)
        {
            await EndAsync(job, e, lost.IsCancellationRequested, stopping);
        }
        finally
        {
            await lost.CancelAsync();
            await renewing;
            signal.Raise();
        }
    }

    /// <summary>Whatever went wrong ends here: a judging that fails must not take the process with it, nor be asked for ever.</summary>
    private async Task EndAsync(JudgingJob job, Exception failure, bool cancelled, CancellationToken stopping)
    {
        try
        {
            switch (failure)
            {
                case JudgingLostException:
                    logger.LogWarning("Judging {JudgingId} of run {RunId} was cancelled or taken over", job.Id, job.RunId);
                    break;
                case RunMovedOnException:
                    await store.AbandonAsync(job, CancellationToken.None);
                    break;
                case JudgeOutOfReachException:
                    await store.FailAsync(job, failure.Message, CancellationToken.None);
                    break;
                case OperationCanceledException when stopping.IsCancellationRequested:
                    await store.ReleaseAsync(job, CancellationToken.None);
                    break;
                case OperationCanceledException when cancelled:
                    break;
                case var e when DatabaseRetry.MayPass(e):
                    logger.LogWarning(e, "Judging {JudgingId} lost the database; it goes on when its lease has run out", job.Id);
                    break;
                default:
                    logger.LogError(failure, "Judging {JudgingId} of run {RunId} failed", job.Id, job.RunId);
                    await store.FailAsync(job, "The judging failed for a reason of its own; the server's log says more.", CancellationToken.None);
                    break;
            }
        }
        catch (Exception e) when (e is JudgingLostException or RunMovedOnException || DatabaseRetry.MayPass(e))
        {
            logger.LogWarning(e, "Judging {JudgingId} could not be closed; it goes on when its lease has run out", job.Id);
        }
    }

    private async Task RenewAsync(JudgingJob job, CancellationTokenSource lost)
    {
        var renewed = time.GetTimestamp();
        while (!lost.IsCancellationRequested)
        {
            await Task.Delay(_lease / 3, time, lost.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (lost.IsCancellationRequested)
                {
                    return;
                }

                if (!await store.RenewAsync(job, _lease, lost.Token))
                {
                    await lost.CancelAsync();
                    return;
                }

                renewed = time.GetTimestamp();
            }
            catch (OperationCanceledException) when (lost.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (DatabaseRetry.MayPass(e))
            {
                // Beyond this another worker may have begun to ask the same questions.
                if (time.GetElapsedTime(renewed) > _lease)
                {
                    await lost.CancelAsync();
                }
            }
        }
    }
}
