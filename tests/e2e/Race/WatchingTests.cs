using System.Globalization;
using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;
using Podium.TestKit.Http;

namespace Podium.E2E.Tests.Race;

/// <summary>A race goes on by itself; a page only looks at it.</summary>
[Collection(SharedSite.Name)]
public sealed class WatchingTests(PodiumSite site) : BrowserTest(site)
{
    private RacePage Race => new(Page);

    [BrowserFact]
    public async Task Race_Fault_11_A_reload_in_the_middle_loses_nothing_of_the_race()
    {
        var run = await StartAsync("reload", cases: 5, itemMs: 700);
        await Page.GotoAsync($"/race/{run}");
        await Expect(Race.Fact("reload-hare", "Done")).ToHaveTextAsync(new Regex("^[123] of 5$"));
        await Page.ReloadAsync();

        await Expect(Race.Fact("reload-hare", "Done")).ToHaveTextAsync(new Regex("^[1234] of 5$"));
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();
        await Race.IsOverAsync();
        await Expect(Race.Fact("reload-hare", "Done")).ToHaveTextAsync("5 of 5");
        await Expect(Race.Fact("reload-snail", "Passed")).ToHaveTextAsync("5");
        (await ShownEventsAsync(Page)).ShouldBe(await StoredEventsAsync(run));
    }

    [BrowserFact]
    public async Task Two_tabs_see_the_same_race_and_one_of_them_may_leave()
    {
        var run = await StartAsync("tabs", cases: 4, itemMs: 600);
        await Page.GotoAsync($"/race/{run}");
        await Expect(Race.Fact("tabs-hare", "Done")).ToHaveTextAsync(new Regex("^[12] of 4$"));
        var second = await Context.NewPageAsync();
        await second.GotoAsync($"/race/{run}");
        await Expect(new RacePage(second).Lanes).ToHaveCountAsync(2);
        var third = await Context.NewPageAsync();
        await third.GotoAsync($"/race/{run}");
        await third.CloseAsync();

        await Race.IsOverAsync();
        await new RacePage(second).IsOverAsync();
        (await second.GetByRole(AriaRole.Region, new() { Name = "Final order" }).InnerTextAsync())
            .ShouldBe(await Page.GetByRole(AriaRole.Region, new() { Name = "Final order" }).InnerTextAsync());
        (await ShownEventsAsync(second)).ShouldBe(await ShownEventsAsync(Page));
    }

    [BrowserFact]
    public async Task Race_Fault_11_A_judging_is_followed_while_it_goes_on_also_after_a_reload()
    {
        var run = await StartAsync("judged", cases: 4, itemMs: 60);
        await Site.RunIsOverAsync(run);
        Provider.OnModelInTurn("judged-judge", turn => RaceAnswers.Judgement(7, "It says its laps.", afterMs: 500 * turn));
        await Site.MakeCarsAsync("judged-bench", "judged-judge");
        await Race.OpenRunAsync(run, "?tab=judge");
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Judge", Exact = true }).SelectOptionAsync("judged-judge");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Judge", Exact = true }).ClickAsync();

        var progress = Page.GetByRole(AriaRole.Status).Filter(new() { HasTextString = "of 8" });
        await Expect(progress).ToContainTextAsync(new Regex("Judging: [1-6] of 8"));
        await Page.ReloadAsync();
        await Expect(progress).ToContainTextAsync(new Regex("Judging: [1-7] of 8"));
        await Expect(progress).ToContainTextAsync("Judged: 8 of 8", new() { Timeout = 30_000 });
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Scores", Exact = true }).GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("7.0");
    }

    [BrowserFact]
    public async Task Paused_cancelled_and_raced_again_from_the_track()
    {
        var run = await StartAsync("steered", cases: 6, itemMs: 400);
        await Page.GotoAsync($"/race/{run}");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Go on" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "Yellow flag: paused" })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "Lights out: racing" })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("Cancelled", new() { Exact = true }).First).ToBeVisibleAsync();
        (await Site.RunIsOverAsync(run)).ShouldBe("CANCELLED");
    }

    [BrowserFact]
    public async Task Who_asked_for_stillness_sees_bars_that_do_not_move()
    {
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var run = await StartAsync("still", cases: 3, itemMs: 500);
        await Page.GotoAsync($"/race/{run}");
        await Expect(Race.Fact("still-hare", "Done")).ToHaveTextAsync(new Regex("^[12] of 3$"));

        (await Page.Locator(".race-car").CountAsync()).ShouldBe(0);
        (await Page.EvaluateAsync<int>("() => document.getAnimations().filter(a => a.playState === 'running').length")).ShouldBe(0);
        await Race.IsOverAsync();
        await Expect(Race.Progress("still-hare")).ToHaveAttributeAsync("aria-valuenow", "100");
    }

    /// <summary>Two cars on one suite, one request at a time.</summary>
    private async Task<long> StartAsync(string name, int cases, int itemMs)
    {
        Provider.OnModel($"{name}-hare", RaceAnswers.Words("lap", 10, itemMs / 20));
        Provider.OnModel($"{name}-snail", RaceAnswers.Words("lap", 10, itemMs / 10));
        var suite = await Site.MakeSuiteAsync($"Suite {name}", RaceAnswers.Cases(cases));
        var cars = await Site.MakeCarsAsync($"Server {name}", $"{name}-hare", $"{name}-snail");
        return await Site.StartRunAsync(new { suite_id = suite, car_ids = cars });
    }

    private static async Task<int> ShownEventsAsync(IPage page)
    {
        var summary = page.Locator("summary").Filter(new() { HasTextString = "Event log" });
        var text = await summary.InnerTextAsync();
        return int.Parse(Regex.Match(text, @"(\d+) events").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private async Task<int> StoredEventsAsync(long run)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream?after_seq=0");
        var events = await EventStream.ReadAllAsync(Site.Api, request);
        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(seq => (long)seq));
        return events.Count;
    }
}
