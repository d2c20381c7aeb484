using System.Text.Json.Serialization;

namespace Podium.GenerationService.Generations;

/// <summary>The data of each event of a stream, by the event's name, for the document: OpenAPI has no words for an event stream.</summary>
internal sealed record GenerationEvents(
    MetaEvent Meta,
    AttemptEvent Attempt,
    DeltaEvent Token,
    DeltaEvent Reasoning,
    LogEvent Log,
    CompleteEvent Complete,
    ErrorEvent Error,
    DoneEvent Done);

/// <param name="ResetCode">What an earlier attempt wrote is void.</param>
internal sealed record AttemptEvent(int AttemptNumber, int TotalAttempts, string Model, string Provider, bool ResetCode);

/// <summary>Text of the answer, or of the reasoning before it. <see cref="EventLog"/> writes it by hand: one or more deltas of one read.</summary>
/// <param name="T">Milliseconds since the attempt's request was sent.</param>
internal sealed record DeltaEvent(string Text, double T);

internal sealed record LogEvent(string Message)
{
    /// <summary>What the attempt that has just failed came to, when another follows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AttemptRecord? Attempt { get; init; }
}

internal sealed record CompleteEvent(Guid GenerationId, Guid? ArtifactId, GenerationResult Result, GenerationSummary Generation);

/// <param name="ArtifactId">What had arrived, when that was a page.</param>
internal sealed record ErrorEvent(
    string Message, string Code, int Status, string? Hint, IReadOnlyList<AttemptRecord> Attempts, Guid? ArtifactId, Guid GenerationId);

/// <summary>The last event of every stream.</summary>
internal sealed record DoneEvent;
