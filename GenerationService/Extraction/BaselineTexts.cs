using System.Net;
using System.Text;

namespace Podium.GenerationService.Extraction;

/// <summary>The texts of a page that a redesign has to keep: its headings, and every other text of its own.</summary>
internal sealed class BaselineTexts
{
    private const int MostTexts = 1_000;

    /// <summary>A long text counts as kept when this share of its three-word runs is there: a line break moved by markup is no loss.</summary>
    private const double KeptShare = 0.8;
    private const int LongText = 6;

    private readonly List<(string Text, TextWords Words, bool IsSection)> _texts = [];

    private BaselineTexts()
    {
    }

    public int Sections => _texts.Count(text => text.IsSection);

    public int Claims => _texts.Count - Sections;

    public static BaselineTexts Of(string html)
    {
        var texts = new BaselineTexts();
        var block = new StringBuilder();
        var heading = false;
        var reader = new HtmlReader(html, 0);
        while (reader.Read())
        {
            switch (reader.Kind)
            {
                case HtmlTokenKind.Text:
                    block.Append(WebUtility.HtmlDecode(reader.Token.ToString()));
                    break;
                case HtmlTokenKind.StartTag or HtmlTokenKind.EndTag when !IsInline(reader.Name):
                    texts.Add(block, heading);
                    heading = reader.Kind == HtmlTokenKind.StartTag && reader.Name is ['h' or 'H', >= '1' and <= '6'];
                    break;
            }
        }

        texts.Add(block, heading);
        return texts;
    }

    /// <param name="readings">The page's words, in each way that its markup lets them be read.</param>
    public ContentKept FindIn(params IReadOnlyList<TextWords> readings)
    {
        var missing = new List<string>();
        int sections = 0, claims = 0;
        foreach (var (text, words, isSection) in _texts)
        {
            if (readings.Any(page => page.Contains(words) || (words.Count >= LongText && page.ShareOfRuns(words) >= KeptShare)))
            {
                sections += isSection ? 1 : 0;
                claims += isSection ? 0 : 1;
            }
            else if (missing.Count < ContentKept.MaxMissing)
            {
                missing.Add(text);
            }
        }

        return new ContentKept(Sections, sections, Claims, claims, missing);
    }

    private void Add(StringBuilder block, bool heading)
    {
        var text = string.Join(' ', block.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        block.Clear();
        var words = TextWords.Of(text);
        if (words.Count > 0 && _texts.Count < MostTexts && !_texts.Exists(known => known.Words.Joined == words.Joined))
        {
            _texts.Add((text, words, heading));
        }
    }

    /// <summary>Links stand for themselves: a menu is a list of them, not a sentence.</summary>
    private static bool IsInline(ReadOnlySpan<char> name) => name is "b" or "i" or "em" or "strong" or "small" or "span" or "u";
}
