using System.Buffers;

namespace Podium.EvalService.Runs;

/// <summary>Makes text from outside fit for a database: PostgreSQL takes no NUL, and UTF-8 has no lone surrogates.</summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    private static readonly SearchValues<char> _suspects = SearchValues.Create([.. Suspects()]);

    public static string? Of(string? text)
    {
        if (text is null || text.AsSpan().IndexOfAny(_suspects) < 0)
        {
            return text;
        }

        return string.Create(text.Length, text, static (result, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                if (char.IsHighSurrogate(source[i]) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]))
                {
                    result[i] = source[i];
                    result[i + 1] = source[++i];
                }
                else
                {
                    result[i] = source[i] == '\0' || char.IsSurrogate(source[i]) ? Replacement : source[i];
                }
            }
        });
    }

    private static IEnumerable<char> Suspects()
    {
        yield return '\0';
        for (var c = '\uD800'; c <= '\uDFFF'; c++)
        {
            yield return c;
        }
    }
}
