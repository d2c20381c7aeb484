using System.Text.Json.Serialization;

namespace Podium.GenerationService.Artifacts;

/// <summary>The newest artifact of a model id, as the list and the detail of <c>GET /api/artifacts</c> show it.</summary>
internal sealed record ArtifactHead(
    Guid Id,
    string ModelId,
    string Label,
    string ArtifactPath,
    string PromptVersion,
    DateTimeOffset CreatedAt,
    string SourceType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SourceRef,
    string Provider,
    string Vendor);
