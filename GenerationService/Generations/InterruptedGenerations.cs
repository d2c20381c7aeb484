using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Podium.GenerationService.Artifacts;
using Podium.ServiceDefaults.Data;

namespace Podium.GenerationService.Generations;

/// <summary>
/// Ends generations whose worker died: from the stored events, with what had arrived as a truncated page. Any number of replicas may look at
/// once; the row's lock and its new worker let one of them act, and saving the page is idempotent per generation.
/// </summary>
internal sealed partial class InterruptedGenerations(
    RunningGenerations running,
    GenerationStore store,
    EventStore events,
    ArtifactStore artifacts,
    IOptions<GenerationOptions> options,
    TimeProvider time,
    ILogger<InterruptedGenerations> logger) : BackgroundService
{
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
    private readonly DatabaseContact _contact = new(TimeSpan.FromSeconds(options.Value.LeaseSeconds), time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_lease / 3, time);
        do
        {
            try
            {
                await RecoverAllAsync(stoppingToken);
            }
            catch (Exception e) when (DatabaseRetry.MayPass(e))
            {
                _contact.Break();
                LogUnavailable(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Ends all whose lease has run out while the database was there to renew it; returns how many.</summary>
    public async Task<int> RecoverAllAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        if (_contact.Seen(await store.ReadClockAsync(cancellationToken)) is not { } before)
        {
            return count;
        }

        while (await store.TakeExpiredAsync(running.WorkerId, [.. running.All.Select(j => j.Id)], _lease, before, cancellationToken) is { } generation)
        {
            try
            {
                await RecoverAsync(generation, cancellationToken);
                count++;
            }
            catch (Exception e) when (e is not OperationCanceledException && !DatabaseRetry.MayPass(e))
            {
                // A defect in one must not keep the others waiting, nor end the process at every start. It is tried again when its lease is over.
                LogFailed(logger, e, generation.Id);
            }
        }

        return count;
    }

    private async Task RecoverAsync(Generation generation, CancellationToken cancellationToken)
    {
        await events.FenceAsync(generation.Id, cancellationToken);
        var arrived = await ArrivedEvents.ReadAsync(events, generation.Id, cancellationToken);
        var page = GenerationPage.From(arrived.Answer, StopReason.Shutdown, new AttemptSeries([], null));
        var end = InterruptedEnd.Of(generation, arrived, page);
        if (page.Html is not null)
        {
            var saved = await artifacts.SaveAsync(InterruptedEnd.ToArtifact(generation, end, page), cancellationToken);
            end = end with { ArtifactId = saved.Id };
        }

        var result = new GenerationResult(generation.ModelId, generation.Label, generation.Provider, generation.Vendor, page.Html);
        var frames = LastFrames(LastEvents.For(generation.Id, result, end), arrived.LastSequence);
        if (await events.FinishAsync(generation.Id, running.WorkerId, end, frames, cancellationToken))
        {
            LogRecovered(logger, generation.Id, arrived.LastSequence, end.ArtifactId);
        }
    }

    private static StoredFrames LastFrames(IReadOnlyList<(string Name, byte[] Data)> last, long after)
    {
        var log = new EventLog(after + 1);
        var segment = log.TakeLast(last);
        return new StoredFrames { FirstSequence = segment.FirstSequence, LastSequence = segment.LastSequence, Frames = segment.Frames.ToArray() };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {Id} was interrupted after event {Sequence}; kept as artifact {Artifact}")]
    private static partial void LogRecovered(ILogger logger, Guid id, long sequence, Guid? artifact);

    [LoggerMessage(Level = LogLevel.Error, Message = "Interrupted generation {Id} could not be ended")]
    private static partial void LogFailed(ILogger logger, Exception exception, Guid id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Interrupted generations cannot be looked for now")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);
}
