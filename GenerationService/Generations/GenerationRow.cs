using Podium.GenerationService.Pricing;

namespace Podium.GenerationService.Generations;

/// <summary>A row as Dapper fills it.</summary>
internal sealed class GenerationRow
{
    public Guid Id { get; set; }

    public string OwnerId { get; set; } = "";

    public string OwnerName { get; set; } = "";

    public Guid? SessionId { get; set; }

    public byte[]? RequestSha256 { get; set; }

    public string State { get; set; } = "";

    public string Provider { get; set; } = "";

    public string ModelId { get; set; } = "";

    public string Label { get; set; } = "";

    public string Vendor { get; set; } = "";

    public string TaskId { get; set; } = "";

    public string PromptVersion { get; set; } = "";

    public bool Demo { get; set; }

    public int PlannedAttempts { get; set; }

    public Guid? ParentArtifactId { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? FinishedAt { get; set; }

    public Guid? ArtifactId { get; set; }

    public string? UsedModel { get; set; }

    public string? UsedProvider { get; set; }

    public string? FinishReason { get; set; }

    public bool Truncated { get; set; }

    public string? Error { get; set; }

    public string Attempts { get; set; } = "[]";

    public string? Usage { get; set; }

    public string? Cost { get; set; }

    public string? Timings { get; set; }

    public long? LastSequence { get; set; }

    public bool EventsRemoved { get; set; }

    public Generation ToGeneration() => new()
    {
        Id = Id,
        OwnerId = OwnerId,
        OwnerName = OwnerName,
        SessionId = SessionId,
        RequestSha256 = RequestSha256,
        State = GenerationStates.Parse(State),
        Provider = Provider,
        ModelId = ModelId,
        Label = Label,
        Vendor = Vendor,
        TaskId = TaskId,
        PromptVersion = PromptVersion,
        Demo = Demo,
        PlannedAttempts = PlannedAttempts,
        ParentArtifactId = ParentArtifactId,
        CreatedAt = CreatedAt,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        ArtifactId = ArtifactId,
        UsedModel = UsedModel,
        UsedProvider = UsedProvider,
        FinishReason = FinishReason,
        Truncated = Truncated,
        Error = GenerationJson.Parse<GenerationError>(Error),
        Attempts = GenerationJson.Parse<List<AttemptRecord>>(Attempts) ?? [],
        Usage = GenerationJson.Parse<UsageView>(Usage),
        Cost = GenerationJson.Parse<CompletionCostResponse>(Cost),
        Timings = GenerationJson.Parse<TimingsView>(Timings),
        LastSequence = LastSequence,
        EventsRemoved = EventsRemoved,
    };
}
