using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;

namespace Podium.E2E.Tests.Race;

/// <summary>What the seed's seven tabs could be used for.</summary>
[Collection(SharedSite.Name)]
public sealed class SevenPagesTests(PodiumSite site) : BrowserTest(site)
{
    private RacePage Race => new(Page);

    [BrowserFact]
    public async Task Race_MustHave_18_Connections_show_their_state_and_cars_are_made_from_their_models()
    {
        await Page.GotoAsync("/garage");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Connection", Exact = true }).ClickAsync();
        var form = Page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Kind", new() { Exact = true }).SelectOptionAsync("OPENAI_COMPAT");
        await form.GetByLabel("Name", new() { Exact = true }).FillAsync("Seven");
        await form.GetByLabel("Address", new() { Exact = true }).FillAsync(Provider.BaseUrl + "/v1");
        await form.GetByLabel("API key", new() { Exact = true }).FillAsync("sk-seven");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add and test" }).ClickAsync();
        var card = Page.GetByRole(AriaRole.List, new() { Name = "Connections" }).GetByRole(AriaRole.Listitem, new() { Name = "Seven", Exact = true });
        await Expect(card).ToContainTextAsync("key stored");
        await Expect(card).ToContainTextAsync(new Regex(@"\d+ models"));
        await card.GetByRole(AriaRole.Button, new() { Name = "Car", Exact = true }).ClickAsync();
        await form.GetByLabel("Model", new() { Exact = true }).FillAsync("seven-model");
        await form.GetByRole(AriaRole.Button, new() { Name = "Add the car" }).ClickAsync();
        await Expect(card).ToContainTextAsync("seven-model");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Limits" }).ClickAsync();
        await Expect(form).ToContainTextAsync("In flight", new() { IgnoreCase = true });
    }

    [BrowserFact]
    public async Task Race_MustHave_18_Suites_are_written_checked_saved_and_kept_in_versions()
    {
        await Page.GotoAsync("/suites/new");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Capitals of e2e");
        await Page.GetByLabel("Category", new() { Exact = true }).FillAsync("geography");
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Open case 1") }).ClickAsync();
        var sheet = Page.GetByRole(AriaRole.Dialog);
        await sheet.GetByLabel("Name", new() { Exact = true }).FillAsync("France");
        await sheet.GetByLabel("Prompt", new() { Exact = true }).FillAsync("The capital of France?");
        await sheet.GetByLabel("Constraints").FillAsync("contains: Paris");
        await sheet.GetByLabel("Try the checks").FillAsync("It is Paris.");
        await Expect(sheet.GetByRole(AriaRole.Region, new() { Name = "Dry run" })).ToContainTextAsync("Passes");
        await sheet.GetByLabel("Try the checks").FillAsync("It is Lyon.");
        await Expect(sheet.GetByRole(AriaRole.Region, new() { Name = "Dry run" })).ToContainTextAsync("Fails");
        await Page.Keyboard.PressAsync("Escape");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create the suite" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex(@"/suites/\d+$"));
        await Page.GetByLabel("Description", new() { Exact = true }).FillAsync("Only one so far.");
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Name of case 1" }).FillAsync("The capital of France");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save a version" }).ClickAsync();
        await Expect(Page.GetByText("Saved as version 2")).ToBeVisibleAsync();
        await Race.Tab("Versions").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Versions" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync());
        download.SuggestedFilename.ShouldBe("capitals-of-e2e.json");
    }

    [BrowserFact]
    public async Task Race_MustHave_18_A_run_is_watched_found_filtered_inspected_and_compared()
    {
        Provider.OnModel("seven-right", RaceAnswers.Words("lap", 8, 60));
        Provider.OnModel("seven-wrong", RaceAnswers.Words("nap", 8, 30));
        var suite = await Site.MakeSuiteAsync("Laps of seven", RaceAnswers.Cases(3));
        var cars = await Site.MakeCarsAsync("Seven racing", "seven-right", "seven-wrong");
        var first = await Site.RaceAsync(new { suite_id = suite, car_ids = cars });
        await Race.OpenGridAsync(suite, cars);
        var run = await Race.StartAsync();
        await Expect(Race.TextOf("seven-right")).ToContainTextAsync("lap 3");
        await Expect(Race.Fact("seven-right", "Speed")).ToContainTextAsync("tok/s");
        await Race.IsOverAsync();

        await Page.GotoAsync($"/runs?suite={suite}");
        var runs = Page.GetByRole(AriaRole.Region, new() { Name = "Runs", Exact = true });
        await Expect(runs.GetByRole(AriaRole.Link)).ToHaveCountAsync(2);
        await Page.GetByLabel("Status", new() { Exact = true }).SelectOptionAsync("FAILED");
        await Expect(Page.GetByText("No run fits these filters")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear the filters" }).ClickAsync();
        await runs.GetByRole(AriaRole.Link).Filter(new() { HasTextString = $"#{run}" }).ClickAsync();
        await Race.Tab("Items").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Case 2, seven-wrong: failed its checks") }).ClickAsync();
        var drawer = Page.GetByRole(AriaRole.Dialog);
        await Expect(drawer.Locator("pre[aria-label=Answer]")).ToContainTextAsync("nap 8");
        await Expect(drawer.GetByRole(AriaRole.Img, new() { NameRegex = new("^Course of the item") })).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Race.Tab("Baseline").ClickAsync();
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Baseline", Exact = true }).SelectOptionAsync($"{first}");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Verdicts" })).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task Race_MustHave_20_One_process_serves_site_api_and_streams_on_one_origin()
    {
        await Page.GotoAsync("/race");
        await Expect(Race.StartingGrid.First).ToBeVisibleAsync();
        var run = await Race.StartAsync();
        await Race.IsOverAsync();

        Watch.Foreign.ShouldBeEmpty();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, $"/api/runs/{run}/stream"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var stream = await Site.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        stream.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        (await Site.Api.GetStringAsync(new Uri(Address, "/"))).ShouldContain("<!doctype html>", Case.Insensitive);
    }
}
