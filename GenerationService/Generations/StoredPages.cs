using Podium.GenerationService.Artifacts;

namespace Podium.GenerationService.Generations;

/// <summary>The page of an artifact as text.</summary>
internal sealed class StoredPages(ArtifactStore artifacts)
{
    /// <returns>Null when the artifact was deleted.</returns>
    public async Task<string?> FindHtmlAsync(Guid artifact, CancellationToken cancellationToken) =>
        await artifacts.ReadPageAsync(artifact, cancellationToken) is { } page ? await PageBlob.ReadTextAsync(page.Gzip, cancellationToken) : null;
}
