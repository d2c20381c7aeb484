using System.Text.Json;

namespace Podium.EvalService.Checks.JsonPath;

/// <summary>A path that is none, with the place at which that showed.</summary>
internal sealed class JsonPathException(string message, int position) : Exception($"Not a JSON path: {message} (at character {position + 1}).");

/// <summary>RFC 9535: <c>$.store.book[?@.price &lt; 10 &amp;&amp; match(@.isbn, "0-.*")]..title</c>. Safe to share between threads.</summary>
internal sealed class JsonPathQuery
{
    private readonly IReadOnlyList<PathSegment> _segments;

    private JsonPathQuery(IReadOnlyList<PathSegment> segments) => _segments = segments;

    /// <exception cref="JsonPathException">It is not well-formed, or not well-typed.</exception>
    public static JsonPathQuery Parse(string text) => new(new JsonPathParser(text).Parse());

    /// <returns>The nodes found, in the order of the standard; null when the path asks for too much work on this value.</returns>
    /// <param name="time">Of all checks of the answer; null: only the path's own bounds count.</param>
    public IReadOnlyList<JsonElement>? Select(JsonElement root, CheckTime? time = null)
    {
        try
        {
            return new PathEvaluation(root, time).Select(_segments, root);
        }
        catch (PathCostException)
        {
            return null;
        }
    }
}
