namespace Podium.GenerationService.Artifacts;

/// <summary>The page that models redesign, kept as an artifact so that it previews and compares like any other. Nobody can change it.</summary>
internal static class Baseline
{
    public const string ModelId = "baseline";
    public const string Provider = "reference";
    public const string Vendor = "baseline";

    /// <summary>No person has it.</summary>
    public const string AuthorId = "podium";

    /// <summary>The id in any spelling: one that differs by case only would pass for it in a list.</summary>
    public static bool IsReserved(string modelId) => modelId.Equals(ModelId, StringComparison.OrdinalIgnoreCase);
}
