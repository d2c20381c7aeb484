namespace Podium.GenerationService.Generations;

/// <summary>The first event of every stream.</summary>
internal sealed record MetaEvent(
    Guid GenerationId,
    Guid? SessionId,
    string TaskId,
    string ModelId,
    string Label,
    string Provider,
    string Vendor,
    int PlannedAttempts,
    bool Demo,
    string PromptVersion)
{
    public static MetaEvent From(Guid id, GenerationRequest request) => new(
        id, request.SessionId, request.TaskId, request.ModelId, request.Label, request.Provider, request.Vendor, request.Plan.Count, request.Demo,
        request.PromptVersion);

    public static MetaEvent From(Generation generation) => new(
        generation.Id, generation.SessionId, generation.TaskId, generation.ModelId, generation.Label, generation.Provider, generation.Vendor,
        generation.PlannedAttempts, generation.Demo, generation.PromptVersion);
}
