using Podium.GenerationService.Providers;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Generations;

/// <summary>A request that has passed every check. Its endpoint holds the key, so it stays in memory and is never serialised.</summary>
internal sealed record GenerationRequest
{
    public required PodiumUser Owner { get; init; }

    public Guid? SessionId { get; init; }

    /// <summary>Podium's provider id.</summary>
    public required string Provider { get; init; }

    /// <summary>Without a <c>:provider</c> suffix.</summary>
    public required string ModelId { get; init; }

    public required string Label { get; init; }

    public required string Vendor { get; init; }

    public required bool Demo { get; init; }

    public required string TaskId { get; init; }

    public required string PromptVersion { get; init; }

    public Guid? ParentArtifactId { get; init; }

    public required IReadOnlyList<PlannedAttempt> Plan { get; init; }

    public required ProviderEndpoint Endpoint { get; init; }

    /// <summary>The call of each attempt, but for the model's name.</summary>
    public required ChatRequest Chat { get; init; }

    /// <summary>What was asked, as JSON without any key: stored, and hashed for the idempotency check.</summary>
    public required string Stored { get; init; }

    public override string ToString() => $"{ModelId} by {Provider}";
}
