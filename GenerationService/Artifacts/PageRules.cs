using AngleSharp.Dom;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Artifacts;

/// <summary>
/// What a page handed in by a person may not hold: <c>javascript:</c> addresses and pages that leave by themselves. Judged on the parsed document,
/// as a browser reads it, so that quotes, entities, case and control characters make no difference.
/// </summary>
internal static class PageRules
{
    private const int MaxNestedPages = 4;

    private static readonly string[] _addressAttributes = ["href", "src", "action", "formaction", "xlink:href", "data"];

    // <set attributeName="href" to="javascript:..."> makes a link into one after loading.
    private static readonly string[] _animatedAttributes = ["to", "from", "by", "values"];

    /// <exception cref="InvalidInputException">Names <c>html</c> and says which rule it breaks.</exception>
    public static void Check(string html) => Check(html, 0);

    private static void Check(string html, int nesting)
    {
        // What noscript holds depends on whether the reader runs scripts, and Podium's readers may do either.
        foreach (var scripting in (bool[])[false, true])
        {
            using var document = PageParser.Parse(html, scripting) ?? throw Reject(
                $"html is nested deeper than {PageParser.MaxDepth} levels or holds more than {PageParser.MaxElements} elements.", "artifact.too_complex");
            foreach (var element in PageParser.Walk(document).OfType<IElement>())
            {
                CheckElement(element, nesting);
            }
        }
    }

    private static void CheckElement(IElement element, int nesting)
    {
        var name = element.LocalName.ToLowerInvariant();
        foreach (var attribute in element.Attributes)
        {
            var attributeName = attribute.Name.ToLowerInvariant();
            if (IsScript(attribute.Value) && _addressAttributes.Contains(attributeName))
            {
                throw Reject($"html has a javascript: address in {attributeName} of <{name}>.");
            }

            if (name is "set" or "animate" && _animatedAttributes.Contains(attributeName) && attribute.Value.Split(';').Any(IsScript))
            {
                throw Reject($"html animates an address to javascript: by {attributeName} of <{name}>.");
            }
        }

        if (name == "meta" && element.GetAttribute("http-equiv")?.Trim().Equals("refresh", StringComparison.OrdinalIgnoreCase) == true)
        {
            throw Reject("html refreshes itself by <meta http-equiv=\"refresh\">.");
        }

        if (name == "iframe" && element.GetAttribute("srcdoc") is { Length: > 0 } inner)
        {
            CheckNested(inner, nesting + 1);
        }
    }

    private static void CheckNested(string html, int nesting)
    {
        if (nesting > MaxNestedPages)
        {
            throw Reject($"html nests pages in srcdoc deeper than {MaxNestedPages} levels.");
        }

        Check(html, nesting);
    }

    /// <summary>
    /// The URL parser of browsers drops leading C0 controls and spaces, and tabs and line ends anywhere, before it looks at the scheme.
    /// Source: https://url.spec.whatwg.org/#concept-basic-url-parser
    /// </summary>
    internal static bool IsScript(string? address)
    {
        const string Scheme = "javascript:";
        var matched = 0;
        foreach (var c in address ?? "")
        {
            if ((matched == 0 && c <= ' ') || c is '\t' or '\n' or '\r')
            {
                continue;
            }

            if (char.ToLowerInvariant(c) != Scheme[matched])
            {
                return false;
            }

            if (++matched == Scheme.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static InvalidInputException Reject(string message, string code = "artifact.unsafe_html") => new("html", message, code);
}
