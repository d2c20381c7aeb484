namespace Podium.GenerationService.Extraction;

/// <summary>Tells where a document begins from where a text merely mentions <c>&lt;html&gt;</c>.</summary>
internal static class DocumentStart
{
    private const int LongestTag = 4096;
    private const int LongestComment = 16_384;

    /// <summary>The first position at or after <paramref name="from"/> where a document starts, or -1.</summary>
    public static int Find(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            var hit = text[from..].IndexOf('<');
            if (hit < 0)
            {
                return -1;
            }

            from += hit;
            if (IsAt(text, from))
            {
                return from;
            }

            from++;
        }

        return -1;
    }

    /// <summary>
    /// A doctype or an opening html tag, followed by markup. In prose ("the &lt;html&gt; element") words or punctuation follow instead; only a tag
    /// alone at the start of a fence or of the answer may be followed by plain text.
    /// </summary>
    public static bool IsAt(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        var length = IsDoctype(rest) ? rest[..Math.Min(rest.Length, LongestTag)].IndexOf('>') + 1 : HtmlTagLength(rest);
        if (length <= 0)
        {
            return false;
        }

        var after = SkipBlank(rest[length..]);
        if (after.IsEmpty)
        {
            return true;
        }

        return after.Length > 1 && after[0] == '<'
            ? char.IsAsciiLetter(after[1]) || after[1] == '!'
            : after[0] is not ('<' or '\\' or '`' or '"' or '\'') && OpensBlock(text, at);
    }

    /// <summary>Nothing but blanks before it on its line.</summary>
    public static bool OnOwnLine(ReadOnlySpan<char> text, int at)
    {
        var line = text[(text[..at].LastIndexOf('\n') + 1)..at];
        return line.Trim(" \t\uFEFF").IsEmpty;
    }

    public static bool IsDoctype(ReadOnlySpan<char> text) =>
        text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
        && text["<!doctype".Length..].TrimStart() is { Length: >= 4 } kind
        && kind.StartsWith("html", StringComparison.OrdinalIgnoreCase);

    /// <summary>At the very start of the answer, or right below a fence line.</summary>
    private static bool OpensBlock(ReadOnlySpan<char> text, int at)
    {
        var above = text[..at].TrimEnd(" \t\r\n\uFEFF");
        if (above.IsEmpty)
        {
            return true;
        }

        var line = above[(above.LastIndexOf('\n') + 1)..].TrimStart();
        return line.StartsWith("```") || line.StartsWith("~~~");
    }

    private static int HtmlTagLength(ReadOnlySpan<char> rest) =>
        rest.Length > 5 && rest.StartsWith("<html", StringComparison.OrdinalIgnoreCase) && rest[5] is '>' or '/' or ' ' or '\t' or '\r' or '\n'
            ? HtmlReader.TagLength(rest[..Math.Min(rest.Length, LongestTag)])
            : -1;

    private static ReadOnlySpan<char> SkipBlank(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        var budget = LongestComment;
        while (text.StartsWith("<!--") && budget > 0)
        {
            var close = text[..Math.Min(text.Length, budget)].IndexOf("-->");
            if (close < 0)
            {
                return text;
            }

            budget -= close + 3;
            text = text[(close + 3)..].TrimStart();
        }

        return text;
    }
}
