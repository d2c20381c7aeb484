using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Race;

/// <summary>Suites, Race, Runs and Compare in every state, three widths and three themes, for a person to look at.</summary>
[Collection(OwnSite.Name)]
public sealed class RaceScreenshotTests(PicturedSite site) : BrowserTest(site)
{
    private static readonly string[] _models = ["gpt-5-nano", "claude-haiku-4-5", "qwen3-8b-with-a-very-long-name-instruct-2026", "llama-3.3-70b"];

    private Camera _camera = null!;

    private RacePage Race => new(Page);

    [BrowserTheory]
    [InlineData("paper")]
    [InlineData("ink")]
    [InlineData("arcade")]
    public async Task Every_page_and_state_of_a_race_at_three_widths(string theme)
    {
        Watch.Allow("503", "404");
        await ChooseThemeAsync(theme);
        _camera = new Camera(Page, theme);
        Answer();
        var suite = await Site.MakeSuiteAsync($"Support answers, {theme}", Cases());
        var cars = await Site.MakeCarsAsync($"Model servers, {theme}", _models);
        await GarageAsync();
        await SuitesAsync(suite, theme);
        await GridAsync(suite, cars);
        var baseline = await Site.RaceAsync(new { suite_id = suite, car_ids = cars, label = "before the prompt change", repetitions = 2 });
        await Site.SendAsync(HttpMethod.Patch, $"/api/runs/{baseline}", new { is_baseline = true });
        var run = await TrackAsync(suite, cars);
        await RunsAsync();
        await RunAsync(run, baseline);
    }

    private async Task GarageAsync()
    {
        await _camera.HoldAsync("**/api/connections", async () =>
        {
            await Page.GotoAsync("/garage");
            await Expect(Page.GetByText("Loading the garage")).ToBeAttachedAsync();
            await _camera.ShootAsync("garage-loading");
        });
        await _camera.BreakAsync("**/api/connections", "/garage", "garage-error");
        await Page.GotoAsync("/garage");
        await Expect(Page.GetByText(_models[2]).First).ToBeVisibleAsync();
        await _camera.ShootAsync("garage");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Connection", Exact = true }).ClickAsync();
        await Expect(Page.GetByLabel("Kind")).ToBeVisibleAsync();
        await _camera.ShootAsync("garage-connection");
        await Page.Keyboard.PressAsync("Escape");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Limits" }).ClickAsync();
        await _camera.ShootAsync("garage-limits");
    }

    private async Task SuitesAsync(long suite, string theme)
    {
        await _camera.HoldAsync("**/api/suites*", async () =>
        {
            await Page.GotoAsync("/suites");
            await Expect(Page.GetByText("Loading the suites")).ToBeAttachedAsync();
            await _camera.ShootAsync("suites-loading");
        });
        await _camera.BreakAsync("**/api/suites*", "/suites", "suites-error");
        await Page.GotoAsync("/suites");
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Suites" }).GetByRole(AriaRole.Listitem).Nth(3)).ToBeVisibleAsync();
        await _camera.ShootAsync("suites");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await _camera.ShootAsync("suites-import");
        await Page.GetByRole(AriaRole.Dialog).Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = $"promptfooconfig-{theme}.yaml",
            MimeType = "text/yaml",
            Buffer = "prompts: ['Say {{word}}']\nproviders: [openai:gpt-5]\ntests:\n  - vars: {word: hello}\n    assert:\n      - type: contains\n        value: hello\n      - type: javascript\n        value: output.length < 9\n"u8.ToArray(),
        });
        await Expect(Page.GetByText("not carried over").First).ToBeVisibleAsync();
        await _camera.ShootAsync("suites-imported");
        await Page.GotoAsync($"/suites/{suite}");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Cases" })).ToBeVisibleAsync();
        await _camera.ShootAsync("suite");
        await Page.GotoAsync($"/suites/{suite}?case=2");
        await Page.GetByLabel("Try the checks").FillAsync("Dear customer, the refund is on its way.");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Dry run" }).GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await _camera.ShootAsync("suite-case");
        await Page.GetByRole(AriaRole.Region, new() { Name = "Dry run" }).ScrollIntoViewIfNeededAsync();
        await _camera.ShootAsync("suite-dry-run");
        await Page.GotoAsync($"/suites/{suite}?tab=json");
        await Expect(Page.GetByLabel("The suite as JSON")).ToBeVisibleAsync();
        await _camera.ShootAsync("suite-json");
        await Page.GotoAsync($"/suites/{suite}?tab=versions");
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Versions" })).ToBeVisibleAsync();
        await _camera.ShootAsync("suite-versions");
        await Page.GotoAsync("/suites/new");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create the suite" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        await _camera.ShootAsync("suite-new");
    }

    private async Task GridAsync(long suite, IReadOnlyList<long> cars)
    {
        await _camera.HoldAsync("**/api/cars", async () =>
        {
            await Page.GotoAsync("/race");
            await Expect(Page.GetByText("Loading the grid")).ToBeAttachedAsync();
            await _camera.ShootAsync("race-loading");
        });
        await _camera.BreakAsync("**/api/cars", "/race", "race-error");
        await Race.OpenGridAsync();
        await _camera.ShootAsync("race-grid");
        await Race.OpenGridAsync(suite, cars);
        await Page.Locator("summary").Filter(new() { HasTextString = "Limits, judge, label" }).ClickAsync();
        await _camera.ShootAsync("race-grid-rules");
        await Page.RouteAsync("**/api/connections/*/test", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """{"ok":false,"latency_ms":12,"models":[],"error":"OPENAI_COMPAT at http://127.0.0.1:1234/v1/models: connection refused"}""",
        }));
        await Race.StartButton.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Start anyway" })).ToBeVisibleAsync();
        await _camera.ShootAsync("race-grid-trouble");
        await Page.UnrouteAsync("**/api/connections/*/test");
    }

    private async Task<long> TrackAsync(long suite, IReadOnlyList<long> cars)
    {
        await _camera.HoldAsync("**/api/runs/*/stream*", async () =>
        {
            var queued = await Site.StartRunAsync(new { suite_id = suite, car_ids = cars });
            await Page.GotoAsync($"/race/{queued}");
            await Expect(Race.Lanes).ToHaveCountAsync(cars.Count);
            await _camera.ShootAsync("track-waiting");
            await Site.SendAsync(HttpMethod.Post, $"/api/runs/{queued}/cancel");
            await Site.RunIsOverAsync(queued);
        });
        await Site.LetThroughAsync("OPENAI_COMPAT", 4);
        var run = await Site.StartRunAsync(new { suite_id = suite, car_ids = cars, mode = "head_to_head", label = "after the prompt change", repetitions = 2 });
        await Page.GotoAsync($"/race/{run}");
        await Expect(Race.Fact(_models[0], "Done")).ToHaveTextAsync(new Regex("^[2-9] of 12"));
        await _camera.ShootAsync("track-live", Race.Lanes);
        await Race.IsOverAsync(90);
        await Expect(Page.GetByText("Finished", new() { Exact = true })).ToBeVisibleAsync();
        await _camera.ShootAsync("track-podium");
        await Race.Moment.FocusAsync();
        await Page.Keyboard.PressAsync("Home");
        for (var press = 0; press < 4; press++)
        {
            await Page.Keyboard.PressAsync("PageUp");
        }

        await Expect(Race.Podium).ToBeHiddenAsync();
        await _camera.ShootAsync("track-replay");
        await Page.Locator("summary").Filter(new() { HasTextString = "Event log" }).ClickAsync();
        await Page.GetByRole(AriaRole.List, new() { Name = "Events" }).ScrollIntoViewIfNeededAsync();
        await _camera.ShootAsync("track-log");
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await _camera.ShootAsync("track-still");
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        return run;
    }

    private async Task RunsAsync()
    {
        await _camera.HoldAsync("**/api/runs?*", async () =>
        {
            await Page.GotoAsync("/runs");
            await Expect(Page.GetByText("Loading the runs")).ToBeAttachedAsync();
            await _camera.ShootAsync("runs-loading");
        });
        await _camera.BreakAsync("**/api/runs?*", "/runs", "runs-error");
        await Page.GotoAsync("/runs");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Runs", Exact = true }).GetByRole(AriaRole.Link).Nth(2)).ToBeVisibleAsync();
        await _camera.ShootAsync("runs");
        await Page.GotoAsync("/runs?q=nothing+like+this");
        await Expect(Page.GetByText("No run fits these filters")).ToBeVisibleAsync();
        await _camera.ShootAsync("runs-empty");
        await Page.GotoAsync("/runs/table");
        await Expect(Page.GetByRole(AriaRole.Table).First).ToBeVisibleAsync();
        await _camera.ShootAsync("runs-table");
        await Page.GotoAsync("/runs/999999");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await _camera.ShootAsync("run-missing");
    }

    private async Task RunAsync(long run, long baseline)
    {
        await Race.OpenRunAsync(run);
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Distributions" })).ToBeVisibleAsync();
        await _camera.ShootAsync("run-scorecard");
        await Race.OpenRunAsync(run, "?tab=items");
        await Expect(Page.GetByRole(AriaRole.Gridcell).First).ToBeVisibleAsync();
        await _camera.ShootAsync("run-items");
        var items = await Site.SendAsync(HttpMethod.Get, $"/api/runs/{run}/items?limit=100");
        var failed = items.GetProperty("items").EnumerateArray().First(item => item.GetProperty("item").GetProperty("status").GetString() == "FAILED").GetProperty("item").GetProperty("id").GetInt64();
        var done = items.GetProperty("items").EnumerateArray().First(item => item.GetProperty("item").GetProperty("status").GetString() == "COMPLETED").GetProperty("item").GetProperty("id").GetInt64();
        await Race.OpenRunAsync(run, $"?tab=items&item={done}");
        await Expect(Page.Locator("[role=dialog] pre[aria-label=Answer]")).ToBeVisibleAsync();
        await _camera.ShootAsync("run-item");
        await Race.OpenRunAsync(run, $"?tab=items&item={failed}");
        await Expect(Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await _camera.ShootAsync("run-item-failed");
        await Race.OpenRunAsync(run, $"?tab=compare&against={baseline}");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Verdicts" }).First).ToBeVisibleAsync();
        await _camera.ShootAsync("run-compare");
        await Race.OpenRunAsync(run, "?tab=judge");
        await Expect(Page.GetByText("No scores yet")).ToBeVisibleAsync();
        await _camera.ShootAsync("run-judge-empty");
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Judge", Exact = true }).SelectOptionAsync("Judge (demo)");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Judge", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Scores", Exact = true })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await _camera.ShootAsync("run-judge");
    }

    /// <summary>One is quick, one is right, one is slow and chatty, one fails everything.</summary>
    private void Answer()
    {
        const string Polite = "Dear customer,\n\nthank you for writing. Your refund of 40 euros is on its way; it takes three days.\n\nKind regards,\nthe team";
        Provider.OnModel(_models[0], Said(Polite, firstMs: 90, gapMs: 9));
        Provider.OnModel(_models[1], Said(Polite.Replace("refund", "parcel", StringComparison.Ordinal), firstMs: 160, gapMs: 14));
        Provider.OnModel(_models[2], Said($"Let me think about this for you!\n\n{Polite}\n\nIs there anything else? I am always happy to help with anything at all.", firstMs: 240, gapMs: 16));
        Provider.OnModel(_models[3], _ => FakeReply.Body(400, """{"error":{"message":"This model's maximum context length is 8192 tokens."}}"""));
    }

    private static FakeAnswer Said(string text, int firstMs, int gapMs) => text.Chunk(6).Select((piece, i) => (At: (firstMs + (i * gapMs)) / 1000.0, Text: new string(piece)))
        .Aggregate(new FakeAnswer { Usage = new FakeUsage(220, text.Length / 4) }, (answer, piece) => answer.Content(piece.At, piece.Text));

    private static IEnumerable<object> Cases() => ((IEnumerable<(string, string)>)
    [
        ("Refund", "contains:refund;max_words:40"), ("Late parcel", "icontains:sorry;contains:parcel"), ("Greeting", "contains:Dear"),
        ("Short answer", "max_words:12"), ("No promises", "not_contains:guarantee;contains:days"), ("A very long name of a case, as people write them when they paste a ticket", "regex:\\d+ euros"),
    ])
    .Select(c => new { name = c.Item1, system_prompt = "You answer for a shop.", user_prompt = $"A customer asks about: {c.Item1.ToLowerInvariant()}.", expected_constraints = c.Item2 });
}
