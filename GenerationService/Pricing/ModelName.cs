namespace Podium.GenerationService.Pricing;

/// <summary>A model id split for price look-up: <c>Org/Name:provider</c> is <c>org/name</c> with the suffix <c>provider</c>.</summary>
internal readonly record struct ModelName(string Id, string? Suffix)
{
    /// <summary>Ollama runs <c>…:120b-cloud</c> and <c>…:cloud</c> on its own servers, for money.</summary>
    public bool IsCloud => Suffix is "cloud" || Suffix?.EndsWith("-cloud", StringComparison.Ordinal) == true;

    public static ModelName Parse(string model)
    {
        var text = model.Trim().ToLowerInvariant();

        // Gemini's list says models/gemini-…; the name is the same without.
        text = text.StartsWith("models/", StringComparison.Ordinal) ? text["models/".Length..] : text;
        var colon = text.LastIndexOf(':');
        return colon <= 0 ? new ModelName(text, null) : new ModelName(text[..colon], colon + 1 < text.Length ? text[(colon + 1)..] : null);
    }
}
