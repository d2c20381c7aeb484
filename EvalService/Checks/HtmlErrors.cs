using AngleSharp.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;

namespace Podium.EvalService.Checks;

/// <summary>The first parse error of the HTML standard in a text, found within bounds of work.</summary>
/// <remarks>Building the tree is quadratic in nesting depth and in the attributes of one tag, so both are bounded, as browsers bound nesting.</remarks>
internal static class HtmlErrors
{
    private const int Longest = 512_000;
    private const int MaxElements = 50_000;
    private const int MaxDepth = 512;
    private const int MaxAttributesOfTag = 1_000;

    public static (string? Error, bool OutOfBounds) FirstIn(string html)
    {
        if (html.Length > Longest)
        {
            return (null, true);
        }

        // A piece is read as what it would be inside a page.
        var isPage = html.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || html.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        var bounds = new Bounds();
        var parser = new HtmlParser(new HtmlParserOptions
        {
            OnCreated = (element, _) => bounds.OnElement(element),
            ShouldEmitAttribute = (ref _, _) => bounds.OnAttribute(),
        });
        parser.Error += (_, found) => OnError((HtmlErrorEvent)found, isPage);
        try
        {
            using var document = parser.ParseDocument(isPage ? html : $"<!doctype html><html><head><title>x</title></head><body>{html}</body></html>");
            return (null, false);
        }
        catch (FoundException found)
        {
            return (found.Message, false);
        }
        catch (OutOfBoundsException)
        {
            return (null, true);
        }
    }

    private static void OnError(HtmlErrorEvent found, bool isPage)
    {
        var code = (HtmlParseError)found.Code;
        if (code != HtmlParseError.DoctypeMissing)
        {
            throw new FoundException(isPage ? $"{code} in line {found.Position.Line}." : $"{code}.");
        }
    }

    private sealed class Bounds
    {
        private int _elements;
        private int _attributes;
        private INode? _previous;

        public void OnElement(IElement element)
        {
            // An element is created before it has a place in the tree, so the depth seen here is that of the one before.
            if (++_elements > MaxElements || DepthOf(_previous) > MaxDepth)
            {
                throw new OutOfBoundsException();
            }

            _previous = element;
            _attributes = 0;
        }

        public bool OnAttribute() => ++_attributes <= MaxAttributesOfTag ? true : throw new OutOfBoundsException();

        private static int DepthOf(INode? node)
        {
            var depth = 0;
            for (; node is not null && depth <= MaxDepth; node = node.Parent)
            {
                depth++;
            }

            return depth;
        }
    }

    private sealed class FoundException(string message) : Exception(message);

    private sealed class OutOfBoundsException : Exception;
}
