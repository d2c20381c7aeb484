using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;

namespace Podium.E2E.Tests.Race;

/// <summary>The race for eyes, hands and ears of every kind.</summary>
[Collection(SharedSite.Name)]
public sealed class RaceAccessibilityTests(PodiumSite site) : BrowserTest(site)
{
    private RacePage Race => new(Page);

    [BrowserTheory]
    [InlineData("paper")]
    [InlineData("ink")]
    [InlineData("arcade")]
    public async Task Axe_finds_nothing_serious_on_any_page_of_a_race(string theme)
    {
        await ChooseThemeAsync(theme);
        var found = new List<string>();
        Provider.OnModel("axe-hare", RaceAnswers.Words("lap", 12, 60));
        Provider.OnModel("axe-snail", RaceAnswers.Words("nap", 12, 90));
        var suite = await Site.MakeSuiteAsync($"Axe {theme}", RaceAnswers.Cases(4));
        var cars = await Site.MakeCarsAsync($"Axe {theme}", "axe-hare", "axe-snail");
        var baseline = await Site.RaceAsync(new { suite_id = suite, car_ids = cars });
        var run = await Site.StartRunAsync(new { suite_id = suite, car_ids = cars });
        await Page.GotoAsync($"/race/{run}");
        await Expect(Race.Fact("axe-hare", "Done")).ToHaveTextAsync(new Regex("^[12] of"));
        found.AddRange(await Page.ViolationsAsync("a live race"));
        await Race.IsOverAsync();
        found.AddRange(await Page.ViolationsAsync("a finished race"));
        await Page.Locator("summary").Filter(new() { HasTextString = "Event log" }).ClickAsync();
        found.AddRange(await Page.ViolationsAsync("the event log"));
        var item = (await Site.SendAsync(HttpMethod.Get, $"/api/runs/{run}/items?limit=1")).GetProperty("items")[0].GetProperty("item").GetProperty("id").GetInt64();

        foreach (var (address, landmark) in ((string, string)[])
        [
            ("/suites", "[aria-label=Suites] li"), ("/suites/new", "[role=tablist]"), ($"/suites/{suite}", "[aria-label=Cases] li"), ($"/suites/{suite}?case=1", "[role=dialog]"),
            ($"/suites/{suite}?tab=json", "textarea"), ($"/suites/{suite}?tab=versions", "[aria-label=Versions]"), ("/race", "[aria-label='Starting grid'] li"),
            ("/runs", "[aria-label=Runs] li"), ("/runs/table", "main table"), ($"/runs/{run}", "[aria-label=Distributions]"), ($"/runs/{run}?tab=items", "[role=gridcell]"), ($"/runs/{run}?tab=items&item={item}", "[role=dialog] dl"),
            ($"/runs/{run}?tab=compare&against={baseline}", "[aria-label=Verdicts]"), ($"/runs/{run}?tab=judge", "[role=tabpanel] h2"),
        ])
        {
            await Page.GotoAsync(address);
            await Expect(Page.Locator(landmark).First).ToBeVisibleAsync();
            found.AddRange(await Page.ViolationsAsync(address));
        }

        found.ShouldBeEmpty();
    }
}
