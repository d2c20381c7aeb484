using System.Text;

namespace Podium.EvalService.Suites.Importing;

/// <summary>RFC 4180, with either line end and with comma, semicolon or tab between the cells, whichever the first line has most of.</summary>
internal static class CsvRows
{
    private static readonly char[] _separators = [',', ';', '\t'];

    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IEnumerable<(int Line, List<string> Cells)> Read(string text)
    {
        var separator = SeparatorOf(text);
        var cells = new List<string>();
        var cell = new StringBuilder();
        int line = 1, start = 1, i = text.StartsWith('\uFEFF') ? 1 : 0;
        for (; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter == '"' && cell.Length == 0)
            {
                i = Quoted(text, i, cell, ref line);
            }
            else if (letter == separator)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (letter is '\n' or '\r')
            {
                i += letter == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                if (cells.Count > 0 || cell.Length > 0)
                {
                    cells.Add(cell.ToString());
                    yield return (start, cells);
                }

                cell.Clear();
                cells = [];
                start = ++line;
            }
            else
            {
                cell.Append(letter);
            }
        }

        if (cells.Count > 0 || cell.Length > 0)
        {
            cells.Add(cell.ToString());
            yield return (start, cells);
        }
    }

    /// <returns>The index of the closing quote.</returns>
    private static int Quoted(string text, int open, StringBuilder cell, ref int line)
    {
        var first = line;
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                line += text[i] == '\n' ? 1 : 0;
                cell.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(text[i++]);
            }
            else
            {
                return i;
            }
        }

        throw new FormatException($"The quote of line {first} is not closed.");
    }

    private static char SeparatorOf(string text)
    {
        var end = text.IndexOfAny(['\n', '\r']);
        var first = end < 0 ? text : text[..end];
        return _separators.MaxBy(candidate => first.Count(letter => letter == candidate));
    }
}
