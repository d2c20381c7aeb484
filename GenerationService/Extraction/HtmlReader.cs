namespace Podium.GenerationService.Extraction;

internal enum HtmlTokenKind
{
    Text,
    StartTag,
    EndTag,
    Comment,
    Doctype,

    /// <summary>The inside of a script, style, title, textarea and the like, where no tag counts but its own end.</summary>
    RawText,
}

/// <summary>
/// Reads HTML token by token as a browser's tokenizer does, forwards only and without building a tree: hostile nesting costs no stack, and any input
/// costs time linear in its length.
/// </summary>
internal ref struct HtmlReader(ReadOnlySpan<char> html, int start)
{
    private static readonly string[] _rawElements = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

    private readonly ReadOnlySpan<char> _html = html;
    private string? _raw;
    private int _svgDepth;

    public HtmlTokenKind Kind { get; private set; }

    public int Start { get; private set; } = start;

    /// <summary>Where the token ends, and the next one starts.</summary>
    public int End { get; private set; } = start;

    /// <summary>The element's name as written; for <see cref="HtmlTokenKind.RawText"/> the element it is inside of.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>False when the input ended inside the token.</summary>
    public bool Terminated { get; private set; }

    public readonly ReadOnlySpan<char> Token => _html[Start..End];

    public readonly bool IsElement(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The attributes of the current start tag.</summary>
    public readonly HtmlAttributes Attributes => new(_html[(Start + 1 + Name.Length)..End]);

    public bool Read()
    {
        Start = End;
        if (Start >= _html.Length)
        {
            return false;
        }

        if (_raw is { } element)
        {
            _raw = null;
            if (ReadRawText(element))
            {
                return true;
            }
        }

        var rest = _html[Start..];
        if (rest[0] != '<' || rest.Length == 1)
        {
            return Text(rest[1..].IndexOf('<'));
        }

        return rest[1] switch
        {
            >= 'a' and <= 'z' or >= 'A' and <= 'Z' => ReadStartTag(rest),
            '/' when rest.Length > 2 && char.IsAsciiLetter(rest[2]) => ReadEndTag(rest),
            '!' or '?' or '/' => ReadDeclaration(rest),
            _ => Text(rest[1..].IndexOf('<')),
        };
    }

    /// <summary>The length of the tag that <paramref name="tag"/> starts with, or -1 when it does not end. Quotes count only as attribute values.</summary>
    internal static int TagLength(ReadOnlySpan<char> tag)
    {
        var at = 1;
        while (at < tag.Length)
        {
            var stop = tag[at..].IndexOfAny('>', '=');
            if (stop < 0)
            {
                return -1;
            }

            at += stop;
            if (tag[at] == '>')
            {
                return at + 1;
            }

            at++;
            at += tag[at..].IndexOfAnyExcept(HtmlBlanks.Only) is var blank and >= 0 ? blank : tag.Length - at;
            if (at < tag.Length && tag[at] is '"' or '\'')
            {
                var close = tag[(at + 1)..].IndexOf(tag[at]);
                if (close < 0)
                {
                    return -1;
                }

                at += close + 2;
            }
            else if (at < tag.Length)
            {
                var end = tag[at..].IndexOfAny(HtmlBlanks.OrTagEnd);
                if (end < 0)
                {
                    return -1;
                }

                at += end;
            }
        }

        return -1;
    }

    private bool Text(int next) => Emit(HtmlTokenKind.Text, next < 0 ? _html.Length - Start : next + 1, terminated: true);

    private bool Emit(HtmlTokenKind kind, int length, bool terminated)
    {
        Kind = kind;
        End = Start + length;
        Terminated = terminated;
        if (kind is HtmlTokenKind.Text or HtmlTokenKind.Comment or HtmlTokenKind.Doctype)
        {
            Name = default;
        }

        return true;
    }

    private bool ReadStartTag(ReadOnlySpan<char> rest)
    {
        Name = NameIn(rest[1..]);
        var length = TagLength(rest);
        var selfClosing = length > 1 && rest[length - 2] == '/';
        if (IsElement("svg") && !selfClosing)
        {
            _svgDepth++;
        }

        // In SVG `<title/>` and `<style/>` close themselves; in HTML the slash means nothing.
        if (length > 0 && !(selfClosing && _svgDepth > 0))
        {
            _raw = RawElement();
        }

        return Emit(HtmlTokenKind.StartTag, length < 0 ? rest.Length : length, length >= 0);
    }

    private bool ReadEndTag(ReadOnlySpan<char> rest)
    {
        Name = NameIn(rest[2..]);
        if (IsElement("svg") && _svgDepth > 0)
        {
            _svgDepth--;
        }

        var length = TagLength(rest);
        return Emit(HtmlTokenKind.EndTag, length < 0 ? rest.Length : length, length >= 0);
    }

    private bool ReadDeclaration(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("<!--"))
        {
            if (rest.StartsWith("<!-->") || rest.StartsWith("<!--->"))
            {
                return Emit(HtmlTokenKind.Comment, rest.IndexOf('>') + 1, terminated: true);
            }

            var close = rest[4..].IndexOf("-->");
            return Emit(HtmlTokenKind.Comment, close < 0 ? rest.Length : close + 7, close >= 0);
        }

        var end = rest.IndexOf('>');
        var kind = rest.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) ? HtmlTokenKind.Doctype : HtmlTokenKind.Comment;
        return Emit(kind, end < 0 ? rest.Length : end + 1, end >= 0);
    }

    private bool ReadRawText(string element)
    {
        var from = Start;
        while (true)
        {
            var close = _html[from..].IndexOf("</");
            if (close < 0)
            {
                Name = element;
                return Emit(HtmlTokenKind.RawText, _html.Length - Start, terminated: false);
            }

            from += close + 2;
            var after = _html[from..];
            if (after.StartsWith(element, StringComparison.OrdinalIgnoreCase)
                && (after.Length == element.Length || after[element.Length] is '>' or '/' or ' ' or '\t' or '\r' or '\n' or '\f'))
            {
                break;
            }
        }

        if (from - 2 == Start)
        {
            return false;
        }

        Name = element;
        return Emit(HtmlTokenKind.RawText, from - 2 - Start, terminated: true);
    }

    private readonly string? RawElement()
    {
        foreach (var element in _rawElements)
        {
            if (IsElement(element))
            {
                return element;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> NameIn(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(HtmlBlanks.OrNameEnd);
        return end < 0 ? tag : tag[..end];
    }
}
