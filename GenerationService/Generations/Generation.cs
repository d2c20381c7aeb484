using System.Text.Json.Serialization;
using Podium.GenerationService.Pricing;

namespace Podium.GenerationService.Generations;

/// <summary>One generation as its owner sees it. Holds no key: none is ever stored.</summary>
internal sealed record Generation
{
    public required Guid Id { get; init; }

    public Guid? SessionId { get; init; }

    public required GenerationState State { get; init; }

    public required string Provider { get; init; }

    public required string ModelId { get; init; }

    public required string Label { get; init; }

    public required string Vendor { get; init; }

    public required string TaskId { get; init; }

    public required string PromptVersion { get; init; }

    public required bool Demo { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    public Guid? ArtifactId { get; init; }

    public string? UsedModel { get; init; }

    public string? UsedProvider { get; init; }

    public string? FinishReason { get; init; }

    public bool Truncated { get; init; }

    public GenerationError? Error { get; init; }

    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    public UsageView? Usage { get; init; }

    public CompletionCostResponse? Cost { get; init; }

    public TimingsView? Timings { get; init; }

    [JsonIgnore]
    public string OwnerId { get; init; } = "";

    [JsonIgnore]
    public string OwnerName { get; init; } = "";

    [JsonIgnore]
    public int PlannedAttempts { get; init; }

    [JsonIgnore]
    public Guid? ParentArtifactId { get; init; }

    /// <summary>The number of the last event; null while it runs.</summary>
    [JsonIgnore]
    public long? LastSequence { get; init; }

    [JsonIgnore]
    public bool EventsRemoved { get; init; }

    [JsonIgnore]
    public byte[]? RequestSha256 { get; init; }

    /// <summary>For lists: the clock's arrivals are for one generation at a time.</summary>
    public Generation Brief() => this with
    {
        Timings = Timings?.WithoutArrivals(),
        Attempts = [.. Attempts.Select(a => a.Brief())],
    };

    public GenerationEnd ToEnd() => new()
    {
        State = State,
        ArtifactId = ArtifactId,
        UsedModel = UsedModel,
        UsedProvider = UsedProvider,
        FinishReason = FinishReason,
        Truncated = Truncated,
        Error = Error,
        Attempts = Attempts,
        Usage = Usage,
        Cost = Cost,
        Timings = Timings,
    };
}

/// <summary>How a generation ended.</summary>
internal sealed record GenerationEnd
{
    public required GenerationState State { get; init; }

    public Guid? ArtifactId { get; init; }

    public string? UsedModel { get; init; }

    public string? UsedProvider { get; init; }

    public string? FinishReason { get; init; }

    public bool Truncated { get; init; }

    public GenerationError? Error { get; init; }

    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    public UsageView? Usage { get; init; }

    public CompletionCostResponse? Cost { get; init; }

    public TimingsView? Timings { get; init; }
}
