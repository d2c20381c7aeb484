using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;

namespace Podium.E2E.Tests.Race;

/// <summary>The seed drew its whole page anew with every item, and whoever was typing lost it.</summary>
[Collection(SharedSite.Name)]
public sealed class FormsTests(PodiumSite site) : BrowserTest(site)
{
    private RacePage Race => new(Page);

    [BrowserFact]
    public async Task Race_Fault_17_A_label_half_typed_outlives_the_items_that_finish_meanwhile()
    {
        var run = await StartAsync("label");
        await Race.OpenRunAsync(run);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Label the run" }).ClickAsync();
        var label = Page.GetByRole(AriaRole.Textbox, new() { Name = "Label of the run" });
        await label.FillAsync("before the pro");
        await ItemsPassAsync(run);

        await Expect(label).ToHaveValueAsync("before the pro");
        await Expect(label).ToBeFocusedAsync();
        await label.PressSequentiallyAsync("mpt");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("before the prompt");
    }

    [BrowserFact]
    public async Task Race_Fault_17_A_suite_and_a_connection_half_written_outlive_a_race_in_the_background()
    {
        var run = await StartAsync("forms");
        await Page.GotoAsync("/suites/new");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Half a suite");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Case", Exact = true }).ClickAsync();
        var prompt = Page.GetByLabel("Prompt", new() { Exact = true });
        await prompt.FillAsync("Half a ques");
        await ItemsPassAsync(run);
        await Expect(prompt).ToHaveValueAsync("Half a ques");
        await Expect(prompt).ToBeFocusedAsync();

        Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await Page.GotoAsync("/garage");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Connection", Exact = true }).ClickAsync();
        await Page.GetByLabel("Address", new() { Exact = true }).FillAsync("http://localhost:12");
        await ItemsPassAsync(run);
        await Expect(Page.GetByLabel("Address", new() { Exact = true })).ToHaveValueAsync("http://localhost:12");
        await Site.SendAsync(HttpMethod.Post, $"/api/runs/{run}/cancel");
    }

    [BrowserFact]
    public async Task Unsaved_cases_are_not_left_behind_without_a_word()
    {
        await Page.GotoAsync("/suites/new");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Do not lose me");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Runs" }).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alertdialog).Or(Page.GetByRole(AriaRole.Dialog))).ToContainTextAsync("not saved");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        await Expect(Page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("Do not lose me");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Runs" }).First.ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/runs$"));
    }

    private async Task<long> StartAsync(string name)
    {
        Provider.OnModel($"form-{name}", RaceAnswers.Words("lap", 4, 90));
        var suite = await Site.MakeSuiteAsync($"Forms {name}", RaceAnswers.Cases(60));
        var cars = await Site.MakeCarsAsync($"Forms {name}", $"form-{name}");
        return await Site.StartRunAsync(new { suite_id = suite, car_ids = cars });
    }

    /// <summary>Until five more items are done, and the page has had the time to notice.</summary>
    private async Task ItemsPassAsync(long run)
    {
        var before = await DoneAsync(run);
        await TestKit.Eventually.IsTrueAsync(async () => await DoneAsync(run) >= before + 5, TimeSpan.FromSeconds(30));
        await Page.WaitForResponseAsync(response => response.Url.Contains("/api/runs", StringComparison.Ordinal), new() { Timeout = 30_000 });
    }

    private async Task<int> DoneAsync(long run) =>
        (await Site.SendAsync(HttpMethod.Get, $"/api/runs/{run}?items=none")).GetProperty("run").GetProperty("items_done").GetInt32();
}
