using System.Text.Json;
using Podium.GenerationService.Extraction;
using Podium.GenerationService.Tasks;

namespace Podium.GenerationService.Artifacts;

/// <summary>The facts of an artifact's page, read once when it is saved; a redesign is also held against what the baseline says.</summary>
internal static class ArtifactChecks
{
    public static string Json(NewArtifact artifact)
    {
        var redesign = artifact.TaskId == GenerationTask.Redesign && artifact.SourceType != SourceTypes.Baseline;
        return JsonSerializer.Serialize(PageFacts.Read(artifact.Html, redesign ? TaskContent.BaselineTexts : null), JsonSerializerOptions.Web);
    }

    public static PageFacts? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<PageFacts>(json, JsonSerializerOptions.Web);
}
