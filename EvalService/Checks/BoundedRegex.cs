using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Podium.EvalService.Checks;

/// <summary>
/// A person's pattern against a model's text, in bounded time. Most patterns run on the engine that never backtracks; those with look-around,
/// back-references or very large counts run on the other one, against the clock.
/// </summary>
internal sealed class BoundedRegex
{
    public const int LongestPattern = 10_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    // Making an automaton takes longer than the rest of a test, and the tests of a suite tend to share their patterns.
    private const int MostKnown = 256;
    private const int LongestKnown = 500;
    private static readonly ConcurrentDictionary<(string Pattern, RegexOptions Options), BoundedRegex> Known = new();

    private readonly Regex _regex;

    private BoundedRegex(Regex regex) => _regex = regex;

    /// <param name="options">Unless given, as the seed's: <c>^</c> and <c>$</c> at every line, a dot that does not cross lines.</param>
    public static BoundedRegex? TryCreate(string pattern, out string error, RegexOptions options = RegexOptions.Multiline)
    {
        error = "";
        if (pattern.Length > LongestPattern)
        {
            error = $"a pattern may have {LongestPattern} characters at most.";
            return null;
        }

        if (Known.TryGetValue((pattern, options), out var known))
        {
            return known;
        }

        try
        {
            return Remember((pattern, options), new BoundedRegex(Create(pattern, options | RegexOptions.CultureInvariant)));
        }
        catch (ArgumentException invalid)
        {
            error = invalid.Message;
            return null;
        }
    }

    /// <returns>Null when the clock ran out.</returns>
    public bool? IsMatch(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static BoundedRegex Remember((string Pattern, RegexOptions Options) key, BoundedRegex regex)
    {
        if (key.Pattern.Length <= LongestKnown)
        {
            if (Known.Count >= MostKnown)
            {
                Known.Clear();
            }

            Known[key] = regex;
        }

        return regex;
    }

    private static Regex Create(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, Limit);
        }
    }
}
