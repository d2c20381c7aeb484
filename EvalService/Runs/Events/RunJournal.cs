using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// Stores a run's log: all that gathered while the last batch was written makes the next one, without a timer. Only what is stored is shown, so
/// nobody ever sees an event that a killed process takes back. While the database is away it tries the same batch again.
/// </summary>
internal sealed class RunJournal(
    RunLease lease, RunLog log, RunEventStore store, RunFeeds feeds, RunAnnouncer announcer, DatabaseRetry retry, EvalTelemetry telemetry, ILogger logger)
{
    // Beyond this the driver starts nothing new until the database has caught up.
    private const int MaxWaitingBytes = 16 * 1024 * 1024;

    private readonly AsyncSignal _appended = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly DrivingTime _driving = new();

    /// <summary>A batch was stored: there is room again.</summary>
    public event Action? Stored;

    /// <summary>Cancelled as soon as it is known that the run belongs to somebody else.</summary>
    public CancellationToken Lost => _lost.Token;

    public bool IsFull => log.WaitingBytes > MaxWaitingBytes;

    /// <summary>The run was taken away, or its lease could not be renewed in time.</summary>
    public void Lose()
    {
        _lost.Cancel();
        _appended.Raise();
    }

    /// <summary>Writes until a batch releases the run, or it is lost.</summary>
    public async Task WriteAsync()
    {
        log.Appended += _appended.Raise;

        // Something may have been appended before anybody listened.
        _appended.Raise();
        try
        {
            while (!_lost.IsCancellationRequested)
            {
                await _appended.WaitAsync();
                while (log.Take() is { } batch)
                {
                    if (!await StoreAsync(batch) || batch.Run is { Release: true })
                    {
                        return;
                    }
                }
            }
        }
        finally
        {
            log.Appended -= _appended.Raise;
            feeds.Touch(lease.RunId);
        }
    }

    // What is stored has happened, and once: an item that a lost worker had ended is counted by the one that ends it again.
    private void Count(RunBatch batch)
    {
        telemetry.EventsStored(batch.Events.Count);
        foreach (var result in batch.Results)
        {
            telemetry.ItemEnded(result.Status, result.ErrorCode, result.Metrics.TotalUs);
        }
    }

    private async Task<bool> StoreAsync(RunBatch batch)
    {
        var active = _driving.Next(Stopwatch.GetElapsedTime(_began));
        try
        {
            if (await retry.RunAsync(token => store.WriteAsync(lease, batch, active, token), _lost.Token))
            {
                if (batch.Events.Count > 0)
                {
                    feeds.Publish(lease.RunId, batch.Segment);
                }

                announcer.Announce(lease.RunId, released: batch.Run is { Release: true });
                Count(batch);
                Stored?.Invoke();
                return true;
            }
        }
        catch (OperationCanceledException) when (_lost.IsCancellationRequested)
        {
            return false;
        }
        catch
        {
            // A statement that is wrong stays wrong: whoever takes the run over goes on from what is stored.
            await _lost.CancelAsync();
            throw;
        }

        logger.LogWarning("Run {RunId} was taken over by another worker; {Events} events of this one are dropped", lease.RunId, batch.Events.Count);
        await _lost.CancelAsync();
        return false;
    }
}
