namespace Podium.GenerationService.Artifacts;

/// <summary>Provider and vendor of an artifact that came without them.</summary>
internal static class ArtifactOrigin
{
    private const string HuggingFace = "huggingface";

    // Ids that predate owner/name: a vendor cannot be read off them.
    private static readonly Dictionary<string, (string Provider, string Vendor)> _curated = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kimi-k2-instruct"] = (HuggingFace, "moonshotai"),
        ["minimax-m1"] = (HuggingFace, "minimax"),
        ["qwen3-coder"] = (HuggingFace, "qwen"),
        ["deepseek-r1"] = (HuggingFace, "deepseek"),
    };

    public static (string Provider, string Vendor) Of(string modelId, string sourceType, string? sourceRef, string? provider, string? vendor)
    {
        if (sourceType == SourceTypes.Baseline)
        {
            return (Baseline.Provider, Baseline.Vendor);
        }

        var known = _curated.TryGetValue(modelId, out var curated);
        return (
            provider ?? (known ? curated.Provider : IsHuggingFace(sourceRef) ? HuggingFace : "custom"),
            vendor ?? (known ? curated.Vendor : VendorOf(modelId)));
    }

    /// <summary>The owner in <c>owner/name</c>, else what stands before the first hyphen, in lower case.</summary>
    public static string VendorOf(string modelId)
    {
        var end = modelId.IndexOf('/');
        end = end < 0 ? modelId.IndexOf('-') : end;
        return end > 0 ? modelId[..end].ToLowerInvariant() : "unknown";
    }

    private static bool IsHuggingFace(string? sourceRef) => sourceRef?.StartsWith(HuggingFace + ":", StringComparison.Ordinal) == true;
}
