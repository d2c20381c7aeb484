namespace Podium.GenerationService.Generations;

internal enum GenerationState
{
    Queued,
    Running,
    Complete,
    Failed,

    /// <summary>Ended by its owner; what had arrived is kept.</summary>
    Cancelled,

    /// <summary>Its worker died or was stopped; what had arrived is kept.</summary>
    Interrupted,
}

internal static class GenerationStates
{
    public static bool IsFinal(this GenerationState state) => state > GenerationState.Running;

    public static string ToText(this GenerationState state) => state.ToString().ToLowerInvariant();

    public static GenerationState Parse(string text) => Enum.Parse<GenerationState>(text, ignoreCase: true);
}
