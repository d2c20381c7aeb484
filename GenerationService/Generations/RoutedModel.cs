using System.Text.RegularExpressions;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Generations;

/// <summary>How to reach a model through Hugging Face's router: <c>owner/name[:provider]</c>, a hint, and candidates.</summary>
internal sealed partial record RoutedModel(string ModelId, string? Hint, IReadOnlyList<string> Candidates)
{
    public const int MaxCandidates = 8;

    /// <param name="hintField">The hint's name in the request, for the message.</param>
    public static RoutedModel Read(string modelId, string? hint, IReadOnlyList<string?>? candidates, string hintField, string candidatesField)
    {
        var (name, suffix) = Split(modelId);
        var named = suffix is not null ? Slug(suffix, "modelId") : Slug(hint, hintField);
        var list = new List<string>();
        foreach (var candidate in candidates ?? [])
        {
            if (Slug(candidate, candidatesField) is { } slug && !list.Contains(slug))
            {
                list.Add(slug);
            }
        }

        return list.Count <= MaxCandidates
            ? new RoutedModel(name, named, list)
            : throw new InvalidInputException(candidatesField, $"At most {MaxCandidates} providers can be named.");
    }

    /// <summary>What follows the last colon names the provider, and wins over the hint.</summary>
    private static (string Name, string? Suffix) Split(string modelId)
    {
        var colon = modelId.LastIndexOf(':');
        return colon < 0 ? (modelId, null)
            : colon == 0 || colon == modelId.Length - 1 ? throw new InvalidInputException("modelId", "The model id must look like owner/name or owner/name:provider.")
            : (modelId[..colon], modelId[(colon + 1)..]);
    }

    /// <summary>Null for a blank and for <c>auto</c>, which is always tried last anyway.</summary>
    private static string? Slug(string? text, string field)
    {
        var slug = text?.Trim().ToLowerInvariant();
        return string.IsNullOrEmpty(slug) || slug == AttemptPlan.Auto ? null
            : SlugPattern().IsMatch(slug) ? slug
            : throw new InvalidInputException(field, "A provider is named by letters, digits and hyphens, at most 64 of them.");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex SlugPattern();
}
