using System.Text;

namespace Podium.GenerationService.Artifacts;

/// <summary>
/// Splits names as people type them: <c>Qwen/Qwen3-Coder-480B</c> is found by <c>qwen</c>, <c>coder</c> and <c>480</c>. The database's own parsers
/// read hyphens and slashes as signs, hosts and paths, so Podium makes the lexemes itself.
/// </summary>
internal static class ArtifactWords
{
    private const int MaxWords = 64;
    private const int MaxWordLength = 64;

    /// <summary>The distinct lower-case words of all texts, at most 64.</summary>
    public static string[] Of(params ReadOnlySpan<string?> texts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var c in text ?? "")
            {
                if (char.IsLetterOrDigit(c))
                {
                    word.Append(char.ToLowerInvariant(c));
                }
                else
                {
                    Take(word, words);
                }
            }

            Take(word, words);
        }

        return [.. words];
    }

    /// <summary>A <c>tsquery</c> that asks for every word as the beginning of one, or null when the text holds none.</summary>
    public static string? Query(string text) =>
        Of(text) is { Length: > 0 } words ? string.Join(" & ", words.Select(word => $"'{word}':*")) : null;

    private static void Take(StringBuilder word, HashSet<string> words)
    {
        if (word.Length > 0 && words.Count < MaxWords)
        {
            words.Add(word.ToString(0, Math.Min(word.Length, MaxWordLength)));
        }

        word.Clear();
    }
}
