using System.Net.Http.Json;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Podium.E2E.Tests.Fixtures;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Race;

/// <summary>A load from the form to its result, as somebody with a browser does it.</summary>
[Collection(SharedSite.Name)]
public sealed class LoadTests(PodiumSite site) : BrowserTest(site)
{
    private static readonly int[] _widths = [1440, 820, 390];

    [BrowserFact]
    public async Task A_demo_car_is_swept_watched_reloaded_and_exported()
    {
        await Page.GotoAsync("/load");
        await Expect(Page.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveCountAsync(1);
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Requests in flight" }).FillAsync("1, 2");
        await Page.GetByRole(AriaRole.Spinbutton, new() { Name = "Seconds per level" }).FillAsync("4");
        await Page.GetByRole(AriaRole.Spinbutton, new() { Name = "First token" }).FillAsync("5000");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Start the load" }).ClickAsync();

        await Expect(Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Charts("Answers")).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("last .*, highest"));
        await Page.ReloadAsync();
        await Expect(Charts("Answers")).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("last .*, highest"));
        await Expect(Page.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(Page.GetByText("Bears 2 in flight")).ToBeVisibleAsync();
        await Expect(Page.GetByText("Demo cars play a script")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Results by level" }).GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        (await ViolationsAsync()).ShouldBeEmpty();

        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        (await File.ReadAllLinesAsync(await download.PathAsync()))[0].ShouldStartWith("n,stage,car_id,outcome");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Again" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Textbox, new() { Name = "Requests in flight" })).ToHaveValueAsync("1, 2");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Loads so far" }).GetByRole(AriaRole.Listitem).First).ToContainTextAsync("sweep of 2 levels");
        (await ViolationsAsync()).ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task What_the_connection_holds_back_is_said_and_a_live_load_can_be_cancelled()
    {
        await Site.LetThroughAsync("OPENAI_COMPAT", 1);
        var car = await AddCarAsync("held", "load-held");
        Provider.OnModel("load-held", Answer(0.2));
        var id = await StartAsync(new { car_ids = Ids(car), prompt = "Say it.", arrivals = "constant", levels = Ids(15), seconds = 2, warmups = 0, grace_seconds = 60, stop_at_saturation = false });
        await Page.GotoAsync($"/load/{id}");
        await Expect(Page.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(Page.GetByText(new System.Text.RegularExpressions.Regex("lets 1 requests? in at once.*that is Podium's limit"))).ToBeVisibleAsync();

        var endless = await StartAsync(new { car_ids = Ids(car), prompt = "Say it.", levels = Ids(1), seconds = 300 });
        await Page.GotoAsync($"/load/{endless}");
        await Expect(Page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("Cancelled", new() { Exact = true }).First).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete the load" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete for good" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/load$"));
    }

    [BrowserFact]
    public async Task A_models_name_is_text_and_nothing_else()
    {
        var car = await AddCarAsync("<img src=x onerror=alert(1)>", "load-hostile");
        Provider.OnModel("load-hostile", _ => FakeReply.Body(500, """{"error":{"message":"<script>alert(2)</script>"}}"""));
        Page.Dialog += (_, _) => throw new InvalidOperationException("A script of a name ran.");
        var id = await StartAsync(new { car_ids = Ids(car), prompt = "x", levels = Ids(1), seconds = 20, name = "<b>bold</b>" });
        await Page.GotoAsync($"/load/{id}");

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("<b>bold</b>");
        await Expect(Page.GetByText("No answer", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(Page.GetByText("answered none of 20 requests")).ToBeVisibleAsync();
        await Expect(Page.Locator("main img")).ToHaveCountAsync(0);
    }

    [BrowserTheory]
    [InlineData("paper")]
    [InlineData("ink")]
    [InlineData("arcade")]
    public async Task Every_state_of_a_load_at_three_widths(string theme)
    {
        Watch.Allow("503", "404");
        await ChooseThemeAsync(theme);
        Provider.OnModel("load-quick", Answer(0.12));
        Provider.OnModel("load-slow-with-a-very-long-name-2026-11-21-preview", Answer(0.5));
        var cars = Ids(await AddCarAsync($"Quick {theme}", "load-quick"), await AddCarAsync($"Slow {theme} with a name that is long", "load-slow-with-a-very-long-name-2026-11-21-preview"));
        await Page.GotoAsync($"/load?cars={string.Join(',', cars)}");
        await Expect(Page.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveCountAsync(2);
        await ShootAsync(theme, "load-form");

        var id = await StartAsync(new
        {
            car_ids = cars,
            prompt = "Say it.",
            shape = "sweep",
            levels = Ids(1, 2, 4),
            seconds = 4,
            lift_limit = true,
            order = "together",
            slos = new { ttft_ms = 400 },
            name = $"Sweep on {theme}",
        });
        await Page.GotoAsync($"/load/{id}");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Results by level" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await ShootAsync(theme, "load-live");
        await Expect(Page.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await ShootAsync(theme, "load-done", whole: true);
        (await ViolationsAsync()).ShouldBeEmpty();
        await Page.GotoAsync("/load/999999");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await ShootAsync(theme, "load-error");
    }

    private ILocator Charts(string title) => Page.GetByRole(AriaRole.Region, new() { Name = "Over time" }).GetByRole(AriaRole.Img, new() { NameRegex = new($"^{title}:") });

    private static FakeAnswer Answer(double first) => Enumerable.Range(0, 20).Aggregate(
        new FakeAnswer { Usage = new FakeUsage(30, 20) }, (answer, i) => answer.Content(first + (i * 0.01), $"word{i} "));

    private static long[] Ids(params long[] ids) => ids;

    private async Task<long> AddCarAsync(string name, string model)
    {
        var connection = await PostAsync("/api/connections", new { name = $"{Guid.NewGuid():N} {model}", type = "OPENAI_COMPAT", base_url = Provider.BaseUrl, api_key = "sk-e2e" });
        return (await PostAsync("/api/cars", new { name = $"{name} {Guid.NewGuid():N}"[..(name.Length + 5)], connection_id = connection.GetProperty("id").GetInt64(), model_name = model }))
            .GetProperty("id").GetInt64();
    }

    private async Task<long> StartAsync(object body) => (await PostAsync("/api/loads", body)).GetProperty("load_id").GetInt64();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await Site.Api.PostAsJsonAsync(path, body);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task ShootAsync(string theme, string state, bool whole = false)
    {
        foreach (var width in _widths)
        {
            // A page of charts is looked at whole.
            await Page.SetViewportSizeAsync(width, whole ? 2_000 : width == 390 ? 844 : width == 820 ? 1_180 : 900);
            await Pictures.SaveAsync(Page, Path.Combine(theme, $"{state}-{width}"));
            (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, $"{state} at {width} px overflows sideways");
        }

        await Page.SetViewportSizeAsync(_widths[0], 900);
    }

    private async Task<IEnumerable<string>> ViolationsAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], Iframes = false });
        return result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}");
    }
}
