namespace Podium.GenerationService.Extraction;

/// <summary>One document found in an answer.</summary>
/// <param name="Whole">It reaches its own end.</param>
/// <param name="HasContent">There is more in it than an empty skeleton.</param>
/// <param name="Nested">Starts of further documents inside its scripts, comments or attributes, on lines of their own; at most four.</param>
internal sealed record DocumentSpan(int Start, int End, bool Whole, bool HasContent, bool MissingEndTag, IReadOnlyList<int> Nested)
{
    public int Length => End - Start;
}

/// <summary>Follows one document from its start to its end: a fence, a tag or a second document inside a script does not end it.</summary>
internal ref struct PageScanner(ReadOnlySpan<char> text, int start, bool cutOff)
{
    private const int MostNested = 4;
    private static readonly string[] _skeleton = ["html", "head", "body", "meta", "title", "link", "base"];

    private readonly ReadOnlySpan<char> _text = text;
    private readonly CodeFence _fence = CodeFence.Before(text, start);
    private List<int>? _nested;
    private int _fenceAt = -1;
    private int _preformatted;
    private bool _htmlSeen;
    private bool _bodyClosed;
    private bool _content;

    public DocumentSpan Scan()
    {
        var reader = new HtmlReader(_text, start);
        while (reader.Read())
        {
            if (!reader.Terminated)
            {
                return EndInsideToken(reader);
            }

            switch (reader.Kind)
            {
                case HtmlTokenKind.Doctype when reader.Start > start && DocumentStart.IsAt(_text, reader.Start):
                case HtmlTokenKind.StartTag when _htmlSeen && reader.IsElement("html") && DocumentStart.IsAt(_text, reader.Start):
                    return EndWithoutTag(reader.Start, atEndOfText: false);
                case HtmlTokenKind.EndTag when reader.IsElement("html") && (_fenceAt < 0 || ClosesDocument(reader.Start)):
                    return Span(reader.End, whole: true, missingEndTag: false);
                default:
                    Note(reader);
                    break;
            }
        }

        return EndWithoutTag(_text.Length, atEndOfText: true);
    }

    private void Note(scoped in HtmlReader reader)
    {
        switch (reader.Kind)
        {
            case HtmlTokenKind.StartTag:
                _htmlSeen |= reader.IsElement("html");
                _content |= !IsSkeleton(reader);
                _preformatted += reader.IsElement("pre") ? 1 : 0;
                break;
            case HtmlTokenKind.EndTag:
                _bodyClosed |= reader.IsElement("body");
                _preformatted -= reader.IsElement("pre") && _preformatted > 0 ? 1 : 0;
                break;
            case HtmlTokenKind.Text:
                _content |= !reader.Token.IsWhiteSpace();
                if (_fenceAt < 0 && _preformatted == 0)
                {
                    _fenceAt = _fence.FindClose(_text, reader.Start, reader.End);
                }

                break;
            case HtmlTokenKind.RawText or HtmlTokenKind.Comment:
                FindNested(reader.Start, reader.End);
                break;
        }
    }

    private static bool IsSkeleton(scoped in HtmlReader reader)
    {
        foreach (var name in _skeleton)
        {
            if (reader.IsElement(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>After a fence has closed, prose may mention the tag; the page's own stands on its line or right after the body's.</summary>
    private readonly bool ClosesDocument(int at)
    {
        var before = _text[_fenceAt..at].TrimEnd();
        return DocumentStart.OnOwnLine(_text, at) || before.EndsWith("</body>", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>No end tag came: a closed fence still shows that the model meant to be done.</summary>
    private readonly DocumentSpan EndWithoutTag(int end, bool atEndOfText)
    {
        if (_fenceAt >= 0)
        {
            var fenced = _fence.IsOpen || _bodyClosed;
            return Span(_fenceAt, whole: fenced && (_bodyClosed || !cutOff), missingEndTag: true);
        }

        return Span(end, whole: _bodyClosed && !(cutOff && atEndOfText), missingEndTag: true);
    }

    /// <summary>The text ends inside a script, a comment or a tag: cut off, unless a line with the end tag shows that something was just never closed.</summary>
    private DocumentSpan EndInsideToken(scoped in HtmlReader reader)
    {
        FindNested(reader.Start, reader.End);
        if (_fenceAt >= 0)
        {
            return EndWithoutTag(_fenceAt, atEndOfText: false);
        }

        var tail = _text[reader.Start..];
        var tag = tail.LastIndexOf("</html", StringComparison.OrdinalIgnoreCase);
        if (!cutOff && tag >= 0 && tail[tag..].IndexOf('>') is var close and >= 0
            && (DocumentStart.OnOwnLine(_text, reader.Start + tag) || tail[..tag].TrimEnd().EndsWith("</body>", StringComparison.OrdinalIgnoreCase)))
        {
            return Span(reader.Start + tag + close + 1, whole: true, missingEndTag: false);
        }

        var fence = LastFence(reader.Start);
        return Span(fence < 0 ? _text.Length : fence, whole: false, missingEndTag: true);
    }

    /// <summary>A fence line that ends the text, seen from inside an unfinished script.</summary>
    private readonly int LastFence(int from)
    {
        var tail = _text[from..].TrimEnd();
        var line = tail.LastIndexOf('\n') + 1;
        return from + line is var at && _fence.FindClose(_text, at, from + tail.Length) >= 0 ? at : -1;
    }

    private void FindNested(int from, int to)
    {
        var at = from;
        while ((_nested?.Count ?? 0) < MostNested && at < to && (at = DocumentStart.Find(_text[..to], at)) >= 0)
        {
            if (at > start && DocumentStart.OnOwnLine(_text, at))
            {
                (_nested ??= []).Add(at);
            }

            at++;
        }
    }

    private readonly DocumentSpan Span(int end, bool whole, bool missingEndTag) =>
        new(start, start + _text[start..end].TrimEnd().Length, whole, _content, missingEndTag, _nested ?? []);
}
