namespace Podium.EvalService.Tools;

/// <summary>The contents of Markdown fences: from a line of three or more backticks or tildes to the next such line, or to the end.</summary>
internal static class CodeBlocks
{
    private const int MostBlocks = 1_000;

    public static IReadOnlyList<string> In(string text)
    {
        var blocks = new List<string>();
        List<string>? open = null;
        (char Mark, int Length) fence = default;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var start = line.AsSpan().TrimStart(' ');
            var length = Run(start);
            if (open is null)
            {
                if (length >= 3)
                {
                    fence = (start[0], length);
                    open = [];
                }
            }
            else if (length >= fence.Length && start[0] == fence.Mark && start[length..].IsWhiteSpace())
            {
                blocks.Add(string.Join('\n', open));
                open = null;
                if (blocks.Count == MostBlocks)
                {
                    return blocks;
                }
            }
            else
            {
                open.Add(line);
            }
        }

        // An answer that was cut off still holds its last block.
        if (open is { Count: > 0 })
        {
            blocks.Add(string.Join('\n', open));
        }

        return blocks;
    }

    private static int Run(ReadOnlySpan<char> line) => line is ['`' or '~', ..] ? line.IndexOfAnyExcept(line[0]) is var end and >= 0 ? end : line.Length : 0;
}
