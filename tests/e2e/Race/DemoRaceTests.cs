using System.Text.Json;
using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;

namespace Podium.E2E.Tests.Race;

/// <summary>Somebody without any key races, watches, replays, judges, races again, compares and takes the results along.</summary>
[Collection(SharedSite.Name)]
public sealed class DemoRaceTests(PodiumSite site) : BrowserTest(site)
{
    private static readonly string[] _cars = ["Sprinter (demo)", "Thinker (demo)", "Phoenix (demo)"];

    private RacePage Race => new(Page);

    [BrowserFact]
    public async Task A_demo_race_from_the_grid_to_the_verdict()
    {
        await Race.OpenGridAsync(await Site.IdOfSuiteAsync("Coding Basic"));
        await Expect(Race.StartingGrid).ToHaveCountAsync(3);
        var run = await Race.StartAsync();

        await WatchAsync();
        await ReplayAsync();
        await JudgeAsync(run);
        await ExportAsync(run);
        var second = await RaceAgainAsync(run);
        await CompareAsync(second, run);
    }

    private async Task WatchAsync()
    {
        await Expect(Race.Lanes).ToHaveCountAsync(3);
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Race.TextOf(_cars[0])).Not.ToContainTextAsync("Nothing said yet");
        await Expect(Race.Fact(_cars[0], "Reaction")).ToContainTextAsync("ms");
        await Race.IsOverAsync();
        foreach (var car in _cars)
        {
            await Expect(Race.Progress(car)).ToHaveAttributeAsync("aria-valuenow", "100");
            await Expect(Race.Fact(car, "Done")).ToHaveTextAsync("4 of 4");
        }

        // The thinker keeps to what is asked, the sprinter chats, the phoenix forgets: a first race with winners and losers.
        await Expect(Race.Fact(_cars[1], "Passed")).ToHaveTextAsync("4");
        await Expect(Race.Fact(_cars[0], "Passed")).ToHaveTextAsync("3");
        await Expect(Race.Fact(_cars[2], "Passed")).ToHaveTextAsync("1");
        await Expect(Race.Podium.GetByRole(AriaRole.Img, new() { NameRegex = new("^Photo finish") })).ToBeVisibleAsync();
        await Pictures.SaveAsync(Page, "readme-race");
        Pictures.PublishIfAsked("readme-race", "race");
    }

    private async Task ReplayAsync()
    {
        // At sixteen times its speed a race of six seconds is over before anybody looks.
        await Race.Replay.GetByRole(AriaRole.Radio, new() { Name = "1×", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Replay the race" }).ClickAsync();
        await Expect(Race.Podium).ToBeHiddenAsync();
        await Race.Replay.GetByRole(AriaRole.Radio, new() { Name = "16×" }).ClickAsync();
        await Race.IsOverAsync();
        await Expect(Race.Progress(_cars[1])).ToHaveAttributeAsync("aria-valuenow", "100");

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Replay the race" })).ToBeVisibleAsync();
        await Race.Moment.FocusAsync();
        await Page.Keyboard.PressAsync("Home");
        await Expect(Race.Progress(_cars[1])).ToHaveAttributeAsync("aria-valuenow", "0");
        await Page.Keyboard.PressAsync("End");
        await Race.IsOverAsync();
    }

    private async Task JudgeAsync(long run)
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "Results" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Scorecard" }).GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(3);
        await Race.Tab("Judge").ClickAsync();
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Judge", Exact = true }).SelectOptionAsync("Judge (demo)");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Judge", Exact = true }).ClickAsync();
        var scores = Page.GetByRole(AriaRole.Region, new() { Name = "Scores", Exact = true });
        await Expect(scores.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        await Expect(Page.GetByRole(AriaRole.Status).Filter(new() { HasTextString = "Judged: 12 of 12" })).ToBeVisibleAsync();
        await Race.Tab("Scorecard").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Scorecard" })).Not.ToContainTextAsync("Nobody has judged this run");
        var seen = await Site.SendAsync(HttpMethod.Get, $"/api/runs/{run}");
        seen.GetProperty("judge_results").GetArrayLength().ShouldBe(12 + 3 + 1);
    }

    private async Task ExportAsync(long run)
    {
        foreach (var (name, mark) in ((string, string)[])[("Markdown", @"Sprinter \(demo\)"), ("CSV", "Sprinter (demo)"), ("HTML", "<!doctype html>"), ("JUnit XML", "<testsuites")])
        {
            await Page.GetByRole(AriaRole.Button, new() { Name = "Report" }).ClickAsync();
            var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^" + Regex.Escape(name)) }).ClickAsync());
            (await File.ReadAllTextAsync(await download.PathAsync())).ShouldContain(mark, Case.Insensitive, name);
        }

        await Page.GetByRole(AriaRole.Button, new() { Name = "Report" }).ClickAsync();
        var export = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^JSON") }).ClickAsync());
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(await export.PathAsync()));
        json.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        (await Site.SendAsync(HttpMethod.Get, $"/api/runs/{run}")).GetProperty("outputs").GetArrayLength().ShouldBe(12);
    }

    private async Task<long> RaceAgainAsync(long run)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Make it a baseline" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "No longer a baseline" })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "All again" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex(@"/race/\d+"));
        var second = long.Parse(Page.Url.Split('/')[^1].Split('?')[0], System.Globalization.CultureInfo.InvariantCulture);
        second.ShouldNotBe(run);
        await Race.IsOverAsync();
        return second;
    }

    private async Task CompareAsync(long run, long baseline)
    {
        await Race.OpenRunAsync(run, "?tab=compare");
        await Expect(Page.GetByRole(AriaRole.Combobox, new() { Name = "Baseline", Exact = true })).ToHaveValueAsync($"{baseline}");
        foreach (var car in _cars)
        {
            var verdicts = Page.GetByRole(AriaRole.Region, new() { Name = car, Exact = true }).GetByRole(AriaRole.Region, new() { Name = "Verdicts" });

            // The same scripts twice, and four cases: nothing of this may be called a change.
            await Expect(verdicts.GetByRole(AriaRole.Row).Filter(new() { HasTextString = "Items passed" })).ToContainTextAsync("no evidence");
        }
    }
}
