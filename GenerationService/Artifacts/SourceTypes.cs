namespace Podium.GenerationService.Artifacts;

/// <summary>Where an artifact came from.</summary>
internal static class SourceTypes
{
    public const string Model = "model";
    public const string Agent = "agent";
    public const string Baseline = "baseline";

    public static readonly IReadOnlyList<string> All = [Model, Agent, Baseline];
}
