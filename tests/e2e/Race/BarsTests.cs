using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;

namespace Podium.E2E.Tests.Race;

/// <summary>The seed's bars were drawn in colours that nobody had defined.</summary>
[Collection(SharedSite.Name)]
public sealed class BarsTests(PodiumSite site) : BrowserTest(site)
{
    // What a shape is painted with, and whether there is any of it: "none", a transparent colour or an unknown variable leave nothing.
    private const string Unseen =
        """
        root => [...root.querySelectorAll('svg path, svg rect, [style*="background"]')].filter(e => {
          const box = e.getBoundingClientRect(), style = getComputedStyle(e)
          if (e.getAttribute('d') === '') return false
          const svg = e instanceof SVGElement
          const paints = svg ? [style.fill, style.stroke] : [style.backgroundColor, style.backgroundImage]
          const nothing = paint => paint === 'none' || paint === 'rgba(0, 0, 0, 0)' || paint === 'transparent'
          return paints.every(nothing) || box.width + box.height === 0
        }).map(e => e.outerHTML.slice(0, 160))
        """;

    private RacePage Race => new(Page);

    [BrowserTheory]
    [InlineData("paper")]
    [InlineData("ink")]
    [InlineData("arcade")]
    public async Task Race_Fault_13_Every_bar_has_a_colour_and_a_length(string theme)
    {
        await ChooseThemeAsync(theme);
        var suite = await Site.IdOfSuiteAsync("Writing Basic");
        long[] cars = [await Site.IdOfCarAsync("Sprinter (demo)"), await Site.IdOfCarAsync("Phoenix (demo)")];
        var baseline = await Site.RaceAsync(new { suite_id = suite, car_ids = cars, mode = "head_to_head" });
        var run = await Site.RaceAsync(new { suite_id = suite, car_ids = cars, mode = "head_to_head" });

        await Race.OpenRunAsync(run);
        var plots = Page.GetByRole(AriaRole.Region, new() { Name = "Distributions" });
        await Expect(plots.GetByRole(AriaRole.Img)).ToHaveCountAsync(2);
        await ShouldAllBeSeenAsync(plots);
        await Race.OpenRunAsync(run, $"?tab=compare&against={baseline}");
        var verdicts = Page.GetByRole(AriaRole.Region, new() { Name = "Verdicts" }).First;
        await Expect(verdicts.GetByRole(AriaRole.Img).First).ToBeVisibleAsync();
        await ShouldAllBeSeenAsync(verdicts);
        await Page.GotoAsync($"/race/{run}");
        await Race.IsOverAsync();
        await ShouldAllBeSeenAsync(Page.GetByRole(AriaRole.Region, new() { Name = "Track" }));
        await ShouldAllBeSeenAsync(Race.Podium);
    }

    private static async Task ShouldAllBeSeenAsync(ILocator place) => (await place.EvaluateAsync<string[]>(Unseen)).ShouldBeEmpty();
}
