using System.Diagnostics;
using Podium.GenerationService.Extraction;
using Podium.GenerationService.Tasks;

namespace Podium.GenerationService.Tests.Extraction;

public sealed class PageFactsTests
{
    [Fact]
    public void A_page_tells_its_facts()
    {
        var facts = PageFacts.Read(
            """
            <!doctype html>
            <html lang="en"><head><title> Tea &amp; toast </title><meta name="viewport" content="width=device-width">
            <link rel="stylesheet" href="https://fonts.example/css"><link rel="canonical" href="https://me.example/">
            <style>@import "//cdn.example/a.css"; a { background: url('data:image/png;base64,x') } b { background: url(img/b.png) }</style></head>
            <body><header><nav><a href="https://elsewhere.example/">x</a></nav></header>
            <main><h1>Tea</h1><h3>Toast</h3>
            <img src="https://img.example/a.png"><img src="data:," alt=""><img src='local.png' alt="é">
            <label for="a">A</label><input id="a"><label>B <input></label><input aria-label="c"><input placeholder="d"><input type="hidden"><select id="z"></select>
            <article><header>inner</header></article></main><footer>end</footer>
            <script>fetch("https://api.example/x"); let s = "https://not-a-request.example/";</script></body></html>
            """);

        facts.Title.ShouldBe("Tea & toast");
        facts.HasDoctype.ShouldBeTrue();
        facts.HasLang.ShouldBeTrue();
        facts.HasViewport.ShouldBeTrue();
        facts.ExternalHosts.ShouldBe(["fonts.example", "cdn.example", "img.example", "api.example"]);
        facts.ExternalRequests.ShouldBe(4);
        facts.MissingFiles.ShouldBe(2);
        (facts.Images, facts.ImagesWithoutAlt).ShouldBe((3, 1));
        (facts.Inputs, facts.InputsWithoutLabel).ShouldBe((5, 2));
        (facts.Headings, facts.MainHeadings, facts.SkipsHeadingLevel).ShouldBe((2, 1, true));
        facts.Landmarks.ShouldBe(["banner", "contentinfo", "main", "navigation"]);
        facts.ScriptBytes.ShouldBeGreaterThan(50);
        facts.StyleBytes.ShouldBeGreaterThan(50);
        facts.Content.ShouldBeNull();
    }

    [Fact]
    public void A_bare_page_lacks_what_it_lacks()
    {
        var facts = PageFacts.Read("<html><body>é</body></html>");

        facts.Bytes.ShouldBe(28);
        facts.Title.ShouldBeNull();
        (facts.HasDoctype, facts.HasLang, facts.HasViewport).ShouldBe((false, false, false));
        facts.Landmarks.ShouldBeEmpty();
        facts.Words.ShouldBe(1);
    }

    [Fact]
    public void The_baseline_keeps_all_of_itself()
    {
        var kept = PageFacts.Read(TaskContent.BaselineHtml, TaskContent.BaselineTexts).Content.ShouldNotBeNull();

        kept.Share.ShouldBe(1);
        kept.Sections.ShouldBe(16 - 2, "one h1, six h2 and nine h3, where \"Plans\" and \"Questions\" are menu entries first");
        kept.Claims.ShouldBeGreaterThanOrEqualTo(60);
    }

    [Fact]
    public void A_dropped_section_and_a_changed_price_are_noticed()
    {
        var page = TaskContent.BaselineHtml.Replace("Rain Rota</h3>", "Rota</h3>").Replace("&pound;95", "&pound;99");

        var kept = PageFacts.Read(page, TaskContent.BaselineTexts).Content.ShouldNotBeNull();

        kept.Missing.ShouldContain("£95");
        (kept.Claims - kept.ClaimsKept).ShouldBe(1);
    }

    [Fact]
    public void Markup_and_typography_around_the_words_make_no_difference()
    {
        var texts = BaselineTexts.Of("<h2>Rents and \"Receipts\"</h2><p>Don't pay &pound;18 - it's <b>free</b>.</p>");

        PageFacts.Read("<h1>Rents <em>and</em>\n“Receipts”</h1><div>Don’t pay<strong> £18</strong> — it’s free.</div>", texts).Content!.Share.ShouldBe(1);
    }

    [Fact]
    public void Deep_nesting_and_megabytes_are_read_without_trouble()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 400_000));
        var many = string.Concat(Enumerable.Repeat("<img src=//a.example/b style='background:url(", 40_000));
        var start = Stopwatch.GetTimestamp();

        PageFacts.Read(deep).Headings.ShouldBe(0);
        PageFacts.Read(many).Images.ShouldBeGreaterThan(0);

        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
