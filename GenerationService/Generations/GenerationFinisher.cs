using Microsoft.Extensions.Logging;
using Podium.GenerationService.Artifacts;
using Podium.GenerationService.Extraction;
using Podium.GenerationService.Pricing;
using Podium.GenerationService.Providers;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Generations;

/// <summary>Turns what arrived into a page, an artifact and the last events. Whatever ended the generation, what arrived is kept and priced.</summary>
internal sealed class GenerationFinisher(
    ArtifactStore artifacts, EventStore events, RunningGenerations running, DatabaseRetry retry, ILogger<GenerationFinisher> logger)
{
    public async Task FinishAsync(GenerationJob job, AttemptSeries series, CancellationToken cancellationToken)
    {
        var page = GenerationPage.From(job, series);
        var totals = GenerationTotals.From(series.Outcomes);
        Guid? artifact = null;
        if (page.Html is not null)
        {
            (artifact, page) = await SaveAsync(job, page, totals, cancellationToken);
        }

        var end = totals.ToEnd(page, artifact);
        await job.DrainAsync(cancellationToken);
        if (job.StopReason == StopReason.LeaseLost)
        {
            Abandon(job);
            return;
        }

        var segment = job.Log.TakeLast(LastEvents.For(job, page, end));
        var frames = new StoredFrames
        {
            FirstSequence = segment.FirstSequence,
            LastSequence = segment.LastSequence,
            Frames = segment.Frames.ToArray(),
        };
        if (await retry.RunAsync(token => events.FinishAsync(job.Id, running.WorkerId, end, frames, token), cancellationToken))
        {
            job.Log.Publish(segment, last: true);
        }
        else
        {
            Abandon(job);
        }
    }

    private void Abandon(GenerationJob job)
    {
        logger.LogWarning("Generation {Id} was taken over by another worker before it ended here", job.Id);
        job.Log.Abandon();
    }

    private async Task<(Guid? Id, GenerationPage Page)> SaveAsync(
        GenerationJob job, GenerationPage page, GenerationTotals totals, CancellationToken cancellationToken)
    {
        try
        {
            var saved = await retry.RunAsync(token => artifacts.SaveAsync(totals.ToArtifact(job, page), token), cancellationToken);
            return (saved.Id, page);
        }
        catch (PodiumException e)
        {
            // Larger than a page may be, for example: an answer without a page, not a defect.
            return (null, page with { Html = null, State = GenerationState.Failed, Error = new GenerationError(422, e.Code, e.Message) });
        }
    }
}
