namespace Podium.GenerationService.Extraction;

/// <summary>What can be said about a page by reading it: no rendering, no network, time linear in its length.</summary>
internal sealed record PageFacts
{
    public const int MaxHosts = 20;

    /// <summary>Null when there is none, or it is empty.</summary>
    public string? Title { get; init; }

    /// <summary>UTF-8.</summary>
    public int Bytes { get; init; }

    /// <summary>References to other hosts that a browser would load: scripts, styles, images, fonts, frames, CSS urls and imports, literal fetches.</summary>
    public int ExternalRequests { get; init; }

    /// <summary>At most <see cref="MaxHosts"/>, in order of appearance.</summary>
    public IReadOnlyList<string> ExternalHosts { get; init; } = [];

    /// <summary>References to files beside the page, which do not exist: a page stands alone.</summary>
    public int MissingFiles { get; init; }

    public bool HasDoctype { get; init; }

    public bool HasViewport { get; init; }

    public bool HasLang { get; init; }

    public int Images { get; init; }

    /// <summary>Images without an alt attribute; an empty one says "decoration" and counts as there.</summary>
    public int ImagesWithoutAlt { get; init; }

    public int Inputs { get; init; }

    /// <summary>Inputs, selects and textareas without label, aria-label, aria-labelledby or title.</summary>
    public int InputsWithoutLabel { get; init; }

    public int Headings { get; init; }

    public int MainHeadings { get; init; }

    /// <summary>A heading follows one that is two or more levels above it.</summary>
    public bool SkipsHeadingLevel { get; init; }

    /// <summary>Of banner, navigation, main and contentinfo.</summary>
    public IReadOnlyList<string> Landmarks { get; init; } = [];

    public int ScriptBytes { get; init; }

    public int StyleBytes { get; init; }

    /// <summary>Words a visitor can read.</summary>
    public int Words { get; init; }

    /// <summary>What is left of the baseline's texts; null for a task without a baseline.</summary>
    public ContentKept? Content { get; init; }

    /// <param name="baseline">The texts that a redesign had to keep.</param>
    public static PageFacts Read(string html, BaselineTexts? baseline = null)
    {
        var reader = new PageFactsReader();
        reader.Read(html);
        return reader.ToFacts(html, baseline);
    }
}

/// <summary>How much of a baseline's content a page still has.</summary>
/// <param name="Sections">Headings of the baseline.</param>
/// <param name="Claims">Its other texts: sentences, facts, prices, link labels.</param>
/// <param name="Missing">The first of those not found; at most <see cref="MaxMissing"/>.</param>
internal sealed record ContentKept(int Sections, int SectionsKept, int Claims, int ClaimsKept, IReadOnlyList<string> Missing)
{
    public const int MaxMissing = 12;

    /// <summary>0 to 1, over sections and claims together.</summary>
    public double Share => Sections + Claims == 0 ? 1 : Math.Round((SectionsKept + ClaimsKept) / (double)(Sections + Claims), 4);
}
