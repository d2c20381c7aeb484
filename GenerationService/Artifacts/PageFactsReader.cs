using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Podium.GenerationService.Artifacts;

/// <summary>One walk over a document that counts as it goes; no recursion, since depth is the page's choice.</summary>
internal sealed partial class PageFactsReader(IHtmlDocument document)
{
    private const int MaxHosts = 20;

    private static readonly HashSet<string> Landmarks = new(StringComparer.OrdinalIgnoreCase)
    {
        "header", "nav", "main", "aside", "footer", "banner", "navigation", "complementary", "contentinfo", "search",
    };

    private readonly HashSet<string> _labelled = new(StringComparer.Ordinal);
    private readonly List<(string? Id, bool Named)> _controls = [];
    private readonly List<Named> _links = [];
    private readonly List<string> _hosts = [];
    private int _elements, _words, _requests, _headings, _topHeadings, _landmarks, _images, _imagesWithoutAlt, _scriptBytes, _styleBytes;
    private bool _title, _viewport, _mediaQueries;

    public PageFacts Read()
    {
        var pending = new Stack<(INode Node, Scope Scope)>();
        pending.Push((document, new Scope(null, false)));
        while (pending.TryPop(out var next))
        {
            var inner = Visit(next.Node, next.Scope);
            for (var i = next.Node.ChildNodes.Length - 1; i >= 0; i--)
            {
                pending.Push((next.Node.ChildNodes[i], inner));
            }
        }

        return Result();
    }

    private PageFacts Result() => new(
        _elements,
        _words,
        _requests,
        _hosts,
        document.Doctype is not null,
        _title,
        !string.IsNullOrWhiteSpace(document.DocumentElement?.GetAttribute("lang")),
        _viewport,
        _mediaQueries,
        _headings,
        _topHeadings,
        _landmarks,
        _images,
        _imagesWithoutAlt,
        _controls.Count,
        _controls.Count(control => !control.Named && (control.Id is null || !_labelled.Contains(control.Id))),
        _links.Count,
        _links.Count(link => !link.HasName),
        _scriptBytes,
        _styleBytes);

    private Scope Visit(INode node, Scope scope)
    {
        if (node is IElement element)
        {
            _elements++;
            CountRequests(element);
            return VisitElement(element, scope);
        }

        if (node is IText text)
        {
            VisitText(text, scope);
        }

        return scope;
    }

    private void VisitText(IText text, Scope scope)
    {
        switch (text.Parent?.NodeName.ToLowerInvariant())
        {
            case "script":
                _scriptBytes += Encoding.UTF8.GetByteCount(text.Data);
                break;
            case "style":
                _styleBytes += Encoding.UTF8.GetByteCount(text.Data);
                _mediaQueries |= text.Data.Contains("@media", StringComparison.OrdinalIgnoreCase);
                CountStyleRequests(text.Data);
                break;
            case "title":
                _title |= !string.IsNullOrWhiteSpace(text.Data);
                break;
            case "noscript" or "textarea":
                break;
            default:
                var words = WordCount(text.Data);
                _words += words;
                scope.Name(words > 0);
                break;
        }
    }

    private Scope VisitElement(IElement element, Scope scope)
    {
        _landmarks += Landmarks.Contains(element.GetAttribute("role") ?? element.LocalName) ? 1 : 0;
        switch (element.LocalName)
        {
            case "h1":
                _topHeadings++;
                _headings++;
                break;
            case "h2" or "h3" or "h4" or "h5" or "h6":
                _headings++;
                break;
            case "img":
                _images++;
                _imagesWithoutAlt += element.HasAttribute("alt") ? 0 : 1;
                scope.Name(!string.IsNullOrWhiteSpace(element.GetAttribute("alt")));
                break;
            case "meta":
                _viewport |= string.Equals(element.GetAttribute("name"), "viewport", StringComparison.OrdinalIgnoreCase);
                break;
            case "label":
                _labelled.Add(element.GetAttribute("for") ?? "");
                return scope with { InLabel = true };
            case "input" or "select" or "textarea" when NeedsLabel(element):
                _controls.Add((element.Id, scope.InLabel || HasOwnName(element)));
                break;
            case "a" when element.HasAttribute("href"):
            case "button":
                var link = new Named { HasName = HasOwnName(element) };
                _links.Add(link);
                return scope with { Link = link };
        }

        return scope;
    }

    private void CountRequests(IElement element)
    {
        if (element.GetAttribute("style") is { } style)
        {
            CountStyleRequests(style);
        }

        switch (element.LocalName)
        {
            case "link" when FetchingRelation().IsMatch(element.GetAttribute("rel") ?? ""):
                CountRequest(element.GetAttribute("href"));
                break;
            case "script" or "img" or "iframe" or "audio" or "video" or "source" or "embed" or "track" or "input":
                CountRequest(element.GetAttribute("src"));
                CountRequest(element.GetAttribute("poster"));
                break;
            case "object":
                CountRequest(element.GetAttribute("data"));
                break;
            case "image" or "use":
                CountRequest(element.GetAttribute("href") ?? element.GetAttribute("xlink:href"));
                break;
        }
    }

    private void CountStyleRequests(string css)
    {
        foreach (var match in StyleAddress().EnumerateMatches(css))
        {
            CountRequest(css.Substring(match.Index, match.Length).Split('"', '\'', '(', ' ')[^1]);
        }
    }

    private void CountRequest(string? address)
    {
        var text = address?.Trim() ?? "";
        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            text = "https:" + text;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return;
        }

        _requests++;
        if (_hosts.Count < MaxHosts && !_hosts.Contains(uri.Host))
        {
            _hosts.Add(uri.Host);
        }
    }

    private static bool NeedsLabel(IElement element) =>
        element.LocalName != "input" || element.GetAttribute("type")?.ToLowerInvariant() is not ("hidden" or "submit" or "button" or "reset" or "image");

    private static bool HasOwnName(IElement element) =>
        !string.IsNullOrWhiteSpace(element.GetAttribute("aria-label"))
        || !string.IsNullOrWhiteSpace(element.GetAttribute("aria-labelledby"))
        || !string.IsNullOrWhiteSpace(element.GetAttribute("title"));

    private static int WordCount(string text)
    {
        var count = 0;
        var inWord = false;
        foreach (var c in text)
        {
            var space = char.IsWhiteSpace(c);
            count += !space && !inWord ? 1 : 0;
            inWord = !space;
        }

        return count;
    }

    // @import "https://fonts.example/a.css"; src: url(https://fonts.example/b.woff2)
    [GeneratedRegex("""(?:url\(\s*["']?|@import\s+["'])(?:https?:)?//[^"')\s]+""", RegexOptions.IgnoreCase)]
    private static partial Regex StyleAddress();

    [GeneratedRegex(@"\b(?:stylesheet|icon|preload|modulepreload|manifest)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FetchingRelation();

    /// <summary>The link or button, and the label, that a node stands in.</summary>
    private sealed record Scope(Named? Link, bool InLabel)
    {
        public void Name(bool named)
        {
            if (Link is not null && named)
            {
                Link.HasName = true;
            }
        }
    }

    private sealed class Named
    {
        public bool HasName { get; set; }
    }
}
