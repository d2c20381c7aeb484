namespace Podium.GenerationService.Artifacts;

/// <summary>What a gallery page asks for; null does not filter.</summary>
internal sealed record ArtifactFilter
{
    /// <summary>Word beginnings, all of which must occur in names: see <see cref="ArtifactWords.Query"/>.</summary>
    public string? WordQuery { get; init; }

    public string? Model { get; init; }

    public string? Vendor { get; init; }

    public string? Provider { get; init; }

    public string? Task { get; init; }

    public string? Source { get; init; }

    public string? AuthorId { get; init; }

    public Guid? Session { get; init; }

    public Guid? Parent { get; init; }

    public long? MinCostPicoUsd { get; init; }

    public long? MaxCostPicoUsd { get; init; }

    /// <summary>Created at or after.</summary>
    public DateTime? From { get; init; }

    /// <summary>Created before.</summary>
    public DateTime? To { get; init; }

    public bool? Demo { get; init; }

    public ArtifactSort Sort { get; init; } = ArtifactSort.Newest;

    public ArtifactCursor? After { get; init; }

    public int Limit { get; init; } = 24;
}

internal sealed record ArtifactPage(IReadOnlyList<Artifact> Items, string? NextCursor);

/// <param name="Value">As it is filtered by.</param>
internal sealed record FacetValue(string Value, long Count);

internal sealed record ArtifactFacets(
    IReadOnlyList<FacetValue> Vendors, IReadOnlyList<FacetValue> Models, IReadOnlyList<FacetValue> Providers, IReadOnlyList<FacetValue> Tasks);
