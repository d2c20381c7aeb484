using Podium.GenerationService.Extraction;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Pricing;

namespace Podium.GenerationService.Artifacts;

/// <summary>One kept page, as the API shows it. Null is unknown.</summary>
internal sealed record Artifact
{
    public required Guid Id { get; init; }

    public required string ModelId { get; init; }

    public required string Label { get; init; }

    public required string Provider { get; init; }

    public required string Vendor { get; init; }

    public string? UsedProvider { get; init; }

    public required string SourceType { get; init; }

    public string? SourceRef { get; init; }

    public string? TaskId { get; init; }

    public required string PromptVersion { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ArtifactAuthor Author { get; init; }

    public required bool Demo { get; init; }

    public required bool Truncated { get; init; }

    /// <summary>A newer ingestion of the same model id by the same author has taken its place in lists.</summary>
    public required bool Superseded { get; init; }

    public required int Bytes { get; init; }

    /// <summary>Of the HTML, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What the model sent is kept and can be read at <c>/raw</c>.</summary>
    public required bool HasRaw { get; init; }

    public Guid? ParentId { get; init; }

    public Guid? GenerationId { get; init; }

    public Guid? SessionId { get; init; }

    public ArtifactUsage? Usage { get; init; }

    public CompletionCostResponse? Cost { get; init; }

    /// <summary>Without arrivals: those are the generation's.</summary>
    public TimingsView? Timings { get; init; }

    public PageFacts? Checks { get; init; }

    public string PreviewUrl => $"/preview/{Id}";

    /// <summary>Null until there is a picture: asking for one that is not there puts an error on the browser's console.</summary>
    public string? ThumbnailUrl { get; init; }

    /// <summary>The site's page of this artifact.</summary>
    public string Permalink => $"/a/{Id}";
}

internal sealed record ArtifactAuthor(string Id, string Name);

/// <summary>Billed tokens: input includes cached, output includes reasoning.</summary>
internal sealed record ArtifactUsage(
    long? InputTokens,
    long? OutputTokens,
    long? CachedInputTokens,
    long? CacheWriteTokens,
    long? ReasoningTokens,
    long? TotalTokens);
