using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Podium.GenerationService.Artifacts;

/// <summary>Parses hostile HTML within bounds of work.</summary>
/// <remarks>
/// Tree construction is quadratic in nesting depth, in open formatting elements and in the attributes of one tag: half a megabyte of <c>&lt;div&gt;</c>
/// would hold a core for many seconds. Browsers stop nesting at 512, so a page beyond that is no page.
/// </remarks>
internal static class PageParser
{
    public const int MaxElements = 50_000;
    public const int MaxDepth = 512;
    public const int MaxAttributesOfTag = 1_000;

    /// <summary>The document, or null when it is beyond the bounds.</summary>
    /// <param name="scripting">With it, <c>noscript</c> holds text, as in a browser that runs scripts; without, markup.</param>
    public static IHtmlDocument? Parse(string html, bool scripting)
    {
        var bounds = new Bounds();
        var parser = new HtmlParser(new HtmlParserOptions
        {
            IsScripting = scripting,
            OnCreated = (element, _) => bounds.OnElement(element),
            ShouldEmitAttribute = (ref _, _) => bounds.OnAttribute(),
        });
        try
        {
            return parser.ParseDocument(html);
        }
        catch (OutOfBoundsException)
        {
            return null;
        }
    }

    /// <summary>All nodes in document order, the content of templates included, without recursion.</summary>
    public static IEnumerable<INode> Walk(INode root)
    {
        var pending = new Stack<INode>();
        pending.Push(root);
        while (pending.TryPop(out var node))
        {
            yield return node;
            PushChildren(pending, node);
            if (node is IHtmlTemplateElement template)
            {
                pending.Push(template.Content);
            }
        }
    }

    private static void PushChildren(Stack<INode> pending, INode node)
    {
        for (var i = node.ChildNodes.Length - 1; i >= 0; i--)
        {
            pending.Push(node.ChildNodes[i]);
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

    private sealed class OutOfBoundsException : Exception;
}
