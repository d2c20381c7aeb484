using Podium.GenerationService.Tasks;

namespace Podium.GenerationService.Artifacts;

/// <summary>Keeps the baseline page as an artifact, so that it previews, compares and exports like any other. A changed one becomes a new revision.</summary>
internal sealed class BaselinePublisher(ArtifactStore store) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var html = TaskContent.BaselineHtml;
        if (await store.IsHeadAsync(Baseline.ModelId, html, cancellationToken))
        {
            return;
        }

        // Two replicas that start for the first time at once may both come here: the second supersedes the first with the same page.
        var task = TaskCatalog.Find(GenerationTask.Redesign)!;
        await store.IngestAsync(
            new NewArtifact
            {
                ModelId = Baseline.ModelId,
                Label = "Baseline",
                Provider = Baseline.Provider,
                Vendor = Baseline.Vendor,
                SourceType = SourceTypes.Baseline,
                TaskId = task.Id,
                PromptVersion = task.PromptVersion,
                AuthorId = Baseline.AuthorId,
                AuthorName = "Podium",
                Html = html,
            },
            cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
