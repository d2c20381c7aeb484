namespace Podium.GenerationService.Artifacts;

/// <summary>A page to be kept, with everything that is known about how it came to be.</summary>
internal sealed record NewArtifact
{
    /// <summary>Given when the caller must know the id before it is stored; else a new UUIDv7.</summary>
    public Guid? Id { get; init; }

    public required string ModelId { get; init; }

    public required string Label { get; init; }

    public required string Provider { get; init; }

    public required string Vendor { get; init; }

    /// <summary>Who really served a routed call; null when not told.</summary>
    public string? UsedProvider { get; init; }

    /// <summary>One of <see cref="SourceTypes"/>.</summary>
    public string SourceType { get; init; } = SourceTypes.Model;

    public string? SourceRef { get; init; }

    public string? TaskId { get; init; }

    public required string PromptVersion { get; init; }

    /// <summary>Null for now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public required string AuthorId { get; init; }

    public required string AuthorName { get; init; }

    public bool Demo { get; init; }

    /// <summary>The answer was cut: the page is kept, and is not whole.</summary>
    public bool Truncated { get; init; }

    public required string Html { get; init; }

    /// <summary>What the model sent, before the page was taken out of it.</summary>
    public string? RawAnswer { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>Saving twice for the same generation stores one artifact.</summary>
    public Guid? GenerationId { get; init; }

    public Guid? SessionId { get; init; }

    public ArtifactUsage? Usage { get; init; }

    /// <summary>Pico-dollars (1e-12 USD); null is unknown.</summary>
    public long? CostPicoUsd { get; init; }

    /// <summary>The public cost object as JSON, with the prices it was computed from.</summary>
    public string? CostJson { get; init; }

    public double? TtftMs { get; init; }

    /// <summary>From the request sent to the last token; what "fastest" sorts by.</summary>
    public double? TotalMs { get; init; }

    public double? OutputTokensPerSecond { get; init; }

    /// <summary>The public timings object as JSON.</summary>
    public string? TimingsJson { get; init; }
}

/// <param name="Id">The stored artifact's id: of an earlier save when the generation had already been saved.</param>
internal sealed record SavedArtifact(Guid Id, string ModelId, DateTimeOffset CreatedAt)
{
    public string ArtifactPath => ArtifactPaths.Of(ModelId);
}
