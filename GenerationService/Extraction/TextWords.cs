using System.Text;

namespace Podium.GenerationService.Extraction;

/// <summary>
/// A text reduced to its words, for comparing what two pages say rather than how they write it: lower case, letters and digits only, so that quotes,
/// dashes, currency signs and line breaks make no difference.
/// </summary>
internal sealed class TextWords
{
    private TextWords(string joined, int count)
    {
        Joined = joined;
        Count = count;
    }

    /// <summary>Each word between single blanks, with one before the first and after the last.</summary>
    public string Joined { get; }

    public int Count { get; }

    public static TextWords Of(string text)
    {
        var joined = new StringBuilder(text.Length + 2).Append(' ');
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                count += joined[^1] == ' ' ? 1 : 0;
                joined.Append(char.ToLowerInvariant(character));
            }
            else if (joined[^1] != ' ' && character is not ('\'' or '’'))
            {
                joined.Append(' ');
            }
        }

        if (joined[^1] != ' ')
        {
            joined.Append(' ');
        }

        return new TextWords(joined.ToString(), count);
    }

    public bool Contains(TextWords other) => Joined.Contains(other.Joined, StringComparison.Ordinal);

    /// <summary>The share of the other's runs of three words that are here.</summary>
    public double ShareOfRuns(TextWords other)
    {
        var words = other.Joined.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var runs = words.Length - 2;
        if (runs <= 0)
        {
            return Contains(other) ? 1 : 0;
        }

        var found = Enumerable.Range(0, runs).Count(at => Joined.Contains($" {words[at]} {words[at + 1]} {words[at + 2]} ", StringComparison.Ordinal));
        return found / (double)runs;
    }
}
