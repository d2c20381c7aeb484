namespace Podium.GenerationService.Extraction;

/// <summary>A Markdown code fence: three or more backticks or tildes alone at the start of a line.</summary>
/// <param name="Mark">Backtick or tilde; <c>\0</c> when the page was not fenced, so any bare fence line may end it.</param>
internal readonly record struct CodeFence(char Mark, int Length)
{
    public static readonly CodeFence None = new('\0', 3);

    private const int LookBack = 1024;

    public bool IsOpen => Mark != '\0';

    /// <summary>The fence that was opened just before <paramref name="position"/>: the nearest fence line above it, or on its own line.</summary>
    public static CodeFence Before(ReadOnlySpan<char> text, int position)
    {
        var from = Math.Max(0, position - LookBack);
        var above = text[from..position];
        while (!above.IsEmpty)
        {
            var lineStart = above.LastIndexOf('\n') + 1;
            var line = above[lineStart..].Trim();
            if (LengthAt(line) is var length and > 0)
            {
                return new CodeFence(line[0], length);
            }

            above = above[..Math.Max(0, lineStart - 1)];
        }

        return None;
    }

    /// <summary>The position of the first line in <paramref name="text"/>[from..to] that closes this fence, or -1.</summary>
    public int FindClose(ReadOnlySpan<char> text, int from, int to)
    {
        var at = from;
        while (at < to)
        {
            var hit = IsOpen ? text[at..to].IndexOf(new string(Mark, 3)) : text[at..to].IndexOfAny('`', '~');
            if (hit < 0)
            {
                return -1;
            }

            at += hit;
            var run = RunLength(text[at..]);
            if (run >= Length && StandsAlone(text, at, run))
            {
                return text[..at].LastIndexOf('\n') + 1;
            }

            at += Math.Max(run, 1);
        }

        return -1;
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int at, int run)
    {
        var before = at;
        while (before > 0 && text[before - 1] is ' ' or '\t')
        {
            before--;
        }

        if (before > 0 && text[before - 1] != '\n')
        {
            return false;
        }

        var after = at + run;
        while (after < text.Length && text[after] is ' ' or '\t' or '\r')
        {
            after++;
        }

        return after == text.Length || text[after] == '\n';
    }

    private static int LengthAt(ReadOnlySpan<char> line) => line.IsEmpty || line[0] is not ('`' or '~') || RunLength(line) < 3 ? 0 : RunLength(line);

    private static int RunLength(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(text[0]) is var end and >= 0 ? end : text.Length;
}
