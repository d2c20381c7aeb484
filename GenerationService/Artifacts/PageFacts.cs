using System.Text.Json;
using AngleSharp.Html.Dom;

namespace Podium.GenerationService.Artifacts;

/// <summary>What can be read off a page's markup without running it: measures of weight, accessibility and responsiveness.</summary>
/// <param name="ExternalRequests">Addresses on other hosts that loading the page would fetch: scripts, styles, images, frames, fonts.</param>
/// <param name="ExternalHosts">The hosts of those, at most 20, in order of appearance.</param>
/// <param name="ImagesWithoutAlt">Images with no <c>alt</c> at all; an empty one says "decoration" and is fine.</param>
/// <param name="ControlsWithoutLabel">Inputs, selects and text areas that nothing names.</param>
/// <param name="LinksWithoutName">Links and buttons that hold neither text nor a labelled image.</param>
/// <param name="Landmarks">Header, nav, main, aside and footer elements, and the roles that stand for them.</param>
/// <param name="Words">Words of visible text.</param>
internal sealed record PageFacts(
    int Elements,
    int Words,
    int ExternalRequests,
    IReadOnlyList<string> ExternalHosts,
    bool HasDoctype,
    bool HasTitle,
    bool HasLang,
    bool HasViewport,
    bool HasMediaQueries,
    int Headings,
    int TopHeadings,
    int Landmarks,
    int Images,
    int ImagesWithoutAlt,
    int Controls,
    int ControlsWithoutLabel,
    int Links,
    int LinksWithoutName,
    int ScriptBytes,
    int StyleBytes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Null when the page cannot be parsed within bounds.</summary>
    public static PageFacts? Read(string html)
    {
        using var document = PageParser.Parse(html, scripting: true);
        return document is null ? null : Read(document);
    }

    public static PageFacts Read(IHtmlDocument document) => new PageFactsReader(document).Read();

    public static PageFacts? FromJson(string? json) => json is null ? null : JsonSerializer.Deserialize<PageFacts>(json, Json);

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
