using System.Text.Json;
using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Race;

/// <summary>What models, providers and people write is text wherever it is shown.</summary>
[Collection(SharedSite.Name)]
public sealed class HostileTests(PodiumSite site) : BrowserTest(site)
{
    private const string Trap = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>";
    private const string Traps = "() => window.pwned === undefined && document.querySelectorAll('img[src=x], img[onerror]').length === 0";

    private RacePage Race => new(Page);

    [BrowserFact]
    public async Task Race_Fault_17_Html_from_models_providers_and_people_is_shown_as_text()
    {
        var (run, baseline, suite) = await RaceAsync();
        foreach (var (address, landmark) in ((string, string)[])
        [
            ("/garage", "[aria-label=Connections]"), ("/suites", "[aria-label=Suites]"), ($"/suites/{suite}?case=1", "[role=dialog]"),
            ($"/suites/{suite}?tab=json", "textarea"), ($"/race?suite={suite}", "[aria-label='Starting grid']"), ($"/race/{run}", "[aria-label=Podium]"), ("/runs", "main ul li"),
            ($"/runs/{run}", "[aria-label=Scorecard] tbody tr"), ($"/runs/{run}?tab=items", "[role=gridcell]"), ($"/runs/{run}?tab=compare&against={baseline}", "[aria-label=Verdicts]"),
            ($"/runs/{run}?tab=judge", "[aria-label=Scores] tbody tr"),
        ])
        {
            await Page.GotoAsync(address);
            await Expect(Page.Locator(landmark).First).ToBeVisibleAsync();
            await ShouldBeHarmlessAsync(address);
        }

        await Page.GotoAsync($"/race/{run}");
        await Expect(Race.TextOf(Name("hare"))).ToContainTextAsync("onerror");
        await Page.Locator("summary").Filter(new() { HasTextString = "Event log" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Events" })).ToContainTextAsync("onerror");
        await ShouldBeHarmlessAsync("the event log");
        var items = await Site.SendAsync(HttpMethod.Get, $"/api/runs/{run}/items?limit=100");
        foreach (var item in items.GetProperty("items").EnumerateArray())
        {
            await Race.OpenRunAsync(run, $"?tab=items&item={item.GetProperty("item").GetProperty("id").GetInt64()}");
            await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("onerror");
            await ShouldBeHarmlessAsync("an item");
        }
    }

    [BrowserFact]
    public async Task Race_Fault_17_The_report_that_is_sent_on_runs_nothing_either()
    {
        Watch.Allow("Content Security Policy", "ERR_");
        var (run, _, _) = await RaceAsync();
        await Race.OpenRunAsync(run);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Report" }).ClickAsync();
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^HTML") }).ClickAsync());
        await using var stranger = await Site.Browser.NewContextAsync();
        var report = await stranger.NewPageAsync();
        await report.SetContentAsync(await File.ReadAllTextAsync(await download.PathAsync()));

        await Expect(report.Locator("body")).ToContainTextAsync(Name("hare"));
        (await report.EvaluateAsync<bool>(Traps)).ShouldBeTrue();
    }

    private string Name(string car) => $"{car} {_mark} {Trap}";

    private readonly string _mark = Guid.NewGuid().ToString("N")[..6];

    /// <summary>Two races of the same suite and cars, one of which fails with an error of the provider, judged by a judge that is no better.</summary>
    private async Task<(long Run, long Baseline, long Suite)> RaceAsync()
    {
        var hare = $"hare-{_mark}{Trap}";
        var crash = $"crash-{_mark}{Trap}";
        Provider.OnModel(hare, RaceAnswers.Text(Trap));
        Provider.OnModel(crash, _ => FakeReply.Body(400, JsonSerializer.Serialize(new { error = new { message = Trap } })));
        Provider.OnModel($"judge-{_mark}", RaceAnswers.Judgement(3, Trap));
        var suite = await Site.MakeSuiteAsync($"{Trap} {_mark}", new { name = Trap, user_prompt = Trap, system_prompt = Trap, expected_constraints = $"contains:{Trap}" });
        var connection = (await Site.SendAsync(HttpMethod.Post, "/api/connections", new { name = $"{Trap} {_mark}", type = "OPENAI_COMPAT", base_url = Provider.BaseUrl, api_key = "sk-e2e" }))
            .GetProperty("id").GetInt64();
        long[] cars = [await Site.MakeCarAsync(connection, Name("hare"), hare), await Site.MakeCarAsync(connection, Name("crash"), crash)];
        var judge = await Site.MakeCarAsync(connection, $"judge {_mark}", $"judge-{_mark}");
        var baseline = await Site.RaceAsync(new { suite_id = suite, car_ids = cars, label = Trap });
        var run = await Site.RaceAsync(new { suite_id = suite, car_ids = cars, label = $"{Trap} again" });
        await Site.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { judge_car_id = judge });
        await TestKit.Eventually.IsTrueAsync(
            async () => (await Site.SendAsync(HttpMethod.Get, $"/api/runs/{run}/judgings")).GetProperty("items")[0].GetProperty("state").GetString() == "COMPLETED",
            TimeSpan.FromSeconds(30));
        return (run, baseline, suite);
    }

    private async Task ShouldBeHarmlessAsync(string place) => (await Page.EvaluateAsync<bool>(Traps)).ShouldBeTrue($"{place} made elements of text");
}
