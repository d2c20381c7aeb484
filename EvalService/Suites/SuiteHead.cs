namespace Podium.EvalService.Suites;

/// <summary>A suite in one of its versions, without the tests.</summary>
internal sealed record SuiteHead
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Category { get; init; }

    public string? Description { get; init; }

    public required bool IsDemo { get; init; }

    public required string OwnerId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required int CurrentVersion { get; init; }

    public required int Version { get; init; }

    public required long VersionId { get; init; }

    public required string Sha256 { get; init; }

    public string? Rubric { get; init; }

    /// <summary>How the version came from a file of another format, as JSON.</summary>
    public string? ImportReport { get; init; }

    public required long TestsTotal { get; init; }
}
