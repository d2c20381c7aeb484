using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Podium.GenerationService.Extraction;

/// <summary>Gathers <see cref="PageFacts"/> in one pass over the tokens.</summary>
internal sealed partial class PageFactsReader
{
    private const int MaxRemembered = 5_000;

    private readonly HashSet<string> _labelled = [];
    private readonly List<string?> _unlabelledIds = [];
    private readonly List<string> _hosts = [];
    private readonly HashSet<string> _landmarks = [];

    /// <summary>Every tag parts words: neighbours in a flex row look apart without a blank between them.</summary>
    private readonly StringBuilder _parted = new();

    /// <summary>Only block tags part words: a drop cap is an element inside a word.</summary>
    private readonly StringBuilder _joined = new();
    private string? _title;
    private bool _doctype, _viewport, _lang, _skips;
    private int _external, _missingFiles, _images, _imagesWithoutAlt, _inputs, _headings, _mainHeadings, _lastLevel;
    private int _scriptBytes, _styleBytes, _labelDepth, _sectioning, _svgDepth;

    public void Read(string html)
    {
        var reader = new HtmlReader(html, 0);
        while (reader.Read())
        {
            switch (reader.Kind)
            {
                case HtmlTokenKind.Doctype:
                    _doctype = true;
                    break;
                case HtmlTokenKind.StartTag:
                    ReadStartTag(reader);
                    break;
                case HtmlTokenKind.EndTag:
                    ReadEndTag(reader);
                    break;
                case HtmlTokenKind.RawText:
                    ReadRawText(reader);
                    break;
                case HtmlTokenKind.Text when _svgDepth == 0:
                    Append(WebUtility.HtmlDecode(reader.Token.ToString()));
                    break;
            }
        }
    }

    public PageFacts ToFacts(string html, BaselineTexts? baseline)
    {
        var words = TextWords.Of(_parted.ToString());
        return new PageFacts
        {
            Title = _title,
            Bytes = Encoding.UTF8.GetByteCount(html),
            ExternalRequests = _external,
            ExternalHosts = _hosts,
            MissingFiles = _missingFiles,
            HasDoctype = _doctype,
            HasViewport = _viewport,
            HasLang = _lang,
            Images = _images,
            ImagesWithoutAlt = _imagesWithoutAlt,
            Inputs = _inputs,
            InputsWithoutLabel = _unlabelledIds.Count(id => id is null || !_labelled.Contains(id)),
            Headings = _headings,
            MainHeadings = _mainHeadings,
            SkipsHeadingLevel = _skips,
            Landmarks = [.. _landmarks.Order(StringComparer.Ordinal)],
            ScriptBytes = _scriptBytes,
            StyleBytes = _styleBytes,
            Words = words.Count,
            Content = baseline?.FindIn(words, TextWords.Of(_joined.ToString())),
        };
    }

    private void ReadStartTag(scoped in HtmlReader tag)
    {
        var name = tag.Name.Length <= 10 ? tag.Name.ToString().ToLowerInvariant() : "";
        var attributes = TagAttributes.Read(tag.Attributes);
        switch (name)
        {
            case "html":
                _lang |= !string.IsNullOrWhiteSpace(attributes.Get("lang"));
                break;
            case "meta":
                _viewport |= string.Equals(attributes.Get("name"), "viewport", StringComparison.OrdinalIgnoreCase);
                break;
            case "img":
                _images++;
                _imagesWithoutAlt += attributes.Has("alt") || attributes.Has("aria-label") || attributes.Get("role") == "presentation" ? 0 : 1;
                break;
            case "svg":
                _svgDepth++;
                break;
            case "label":
                _labelDepth++;
                Remember(attributes.Get("for"));
                break;
            case "input" or "select" or "textarea":
                ReadInput(name, attributes);
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                ReadHeading(name[1] - '0');
                break;
        }

        ReadLandmark(name, attributes);
        ReadReferences(name, attributes);

        PartWords(name);
        ReadTextAttributes(attributes);
    }

    private void ReadTextAttributes(TagAttributes attributes)
    {
        foreach (var name in (string[])["alt", "aria-label", "placeholder", "value", "data-label"])
        {
            if (attributes.Get(name) is { Length: > 0 and < 500 } value)
            {
                Append($" {value} ");
            }
        }
    }

    private void ReadEndTag(scoped in HtmlReader tag)
    {
        if (tag.IsElement("label") && _labelDepth > 0)
        {
            _labelDepth--;
        }
        else if (tag.IsElement("svg") && _svgDepth > 0)
        {
            _svgDepth--;
        }
        else if ((tag.IsElement("article") || tag.IsElement("section") || tag.IsElement("aside")) && _sectioning > 0)
        {
            _sectioning--;
        }

        PartWords(tag.Name);
    }

    private void Append(string text)
    {
        _parted.Append(text);
        _joined.Append(text);
    }

    private void PartWords(ReadOnlySpan<char> element)
    {
        _parted.Append(' ');
        if (element is not ("b" or "i" or "em" or "strong" or "small" or "span" or "a" or "u" or "mark" or "sup" or "sub" or "wbr"))
        {
            _joined.Append(' ');
        }
    }

    private void ReadRawText(scoped in HtmlReader raw)
    {
        if (raw.IsElement("title") && _svgDepth == 0)
        {
            _title ??= WebUtility.HtmlDecode(raw.Token.ToString()).Trim() is { Length: > 0 } title ? title[..Math.Min(title.Length, 300)] : null;
        }
        else if (raw.IsElement("style"))
        {
            _styleBytes += Encoding.UTF8.GetByteCount(raw.Token);
            ReadCss(raw.Token.ToString());
        }
        else if (raw.IsElement("script"))
        {
            _scriptBytes += Encoding.UTF8.GetByteCount(raw.Token);
            foreach (var call in ScriptRequest().EnumerateMatches(raw.Token))
            {
                var url = raw.Token.Slice(call.Index, call.Length);
                ReadReference(url[(url.LastIndexOfAny('"', '\'', '`') + 1)..].ToString());
            }
        }
    }

    private void ReadInput(string name, TagAttributes attributes)
    {
        if (name == "input" && attributes.Get("type")?.ToLowerInvariant() is "hidden" or "submit" or "button" or "reset" or "image")
        {
            return;
        }

        _inputs++;
        var named = _labelDepth > 0 || attributes.Has("aria-label") || attributes.Has("aria-labelledby") || attributes.Has("title");
        if (!named && _unlabelledIds.Count < MaxRemembered)
        {
            _unlabelledIds.Add(attributes.Get("id"));
        }
    }

    private void Remember(string? labelled)
    {
        if (labelled is not null && _labelled.Count < MaxRemembered)
        {
            _labelled.Add(labelled);
        }
    }

    private void ReadHeading(int level)
    {
        _headings++;
        _mainHeadings += level == 1 ? 1 : 0;
        _skips |= _lastLevel > 0 && level > _lastLevel + 1;
        _lastLevel = level;
    }

    /// <summary>A header or footer is a landmark only outside of articles and sections.</summary>
    private void ReadLandmark(string name, TagAttributes attributes)
    {
        _sectioning += name is "article" or "section" or "aside" ? 1 : 0;
        var landmark = attributes.Get("role") ?? name switch
        {
            "nav" => "navigation",
            "main" => "main",
            "header" when _sectioning == 0 => "banner",
            "footer" when _sectioning == 0 => "contentinfo",
            _ => null,
        };
        if (landmark is "navigation" or "main" or "banner" or "contentinfo")
        {
            _landmarks.Add(landmark);
        }
    }

    private void ReadReferences(string name, TagAttributes attributes)
    {
        ReadCss(attributes.Get("style"));
        ReadReference(attributes.Get("poster"));
        foreach (var candidate in attributes.Get("srcset")?.Split(", ", 50) ?? [])
        {
            ReadReference(candidate.Trim().Split(' ')[0]);
        }

        if (name is "img" or "script" or "iframe" or "video" or "audio" or "source" or "embed" or "track" or "input")
        {
            ReadReference(attributes.Get("src"));
        }
        else if (name == "object")
        {
            ReadReference(attributes.Get("data"));
        }
        else if (name is "image" or "use")
        {
            ReadReference(attributes.Get("href") ?? attributes.Get("xlink:href"));
        }
        else if (name == "link" && attributes.Get("rel")?.ToLowerInvariant() is not (null or "canonical" or "alternate" or "author" or "license" or "next" or "prev"))
        {
            ReadReference(attributes.Get("href"));
        }
    }

    private void ReadCss(string? css)
    {
        if (css is null)
        {
            return;
        }

        foreach (Match url in CssReference().Matches(css))
        {
            ReadReference(url.Groups["url"].Value);
        }
    }

    private void ReadReference(string? reference)
    {
        var text = reference?.Trim();
        if (string.IsNullOrEmpty(text) || text[0] == '#' || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var absolute = text.StartsWith("//", StringComparison.Ordinal) ? "https:" + text : text;
        if (!Uri.TryCreate(absolute, UriKind.Absolute, out var url) || absolute[0] == '/')
        {
            _missingFiles++;
        }
        else if (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        {
            _external++;
            if (_hosts.Count < PageFacts.MaxHosts && !_hosts.Contains(url.Host))
            {
                _hosts.Add(url.Host);
            }
        }
    }

    // url(https://a/b.png)  url("b.png")  @import 'b.css'
    [GeneratedRegex("""(?:url\(\s*["']?|@import\s+["'])(?<url>[^"')\s]+)""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CssReference();

    // fetch("https://…  from "https://…  import("https://…
    [GeneratedRegex("""(?:\bfetch\(|\bfrom\s|\bimport\(|\bimport\s)\s*["'`]https?://[^"'`\s]+""", RegexOptions.NonBacktracking)]
    private static partial Regex ScriptRequest();
}
