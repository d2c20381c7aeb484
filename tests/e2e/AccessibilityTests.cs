using Podium.E2E.Tests.Fixtures;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests;

/// <summary>For eyes, hands and ears of every kind.</summary>
[Collection(SharedSite.Name)]
public sealed class AccessibilityTests(PodiumSite site) : BrowserTest(site)
{
    [BrowserTheory]
    [InlineData("paper")]
    [InlineData("ink")]
    [InlineData("arcade")]
    public async Task Axe_finds_nothing_serious_on_any_page(string theme)
    {
        await ChooseThemeAsync(theme);
        var one = await Site.MakePageAsync("axe-one");
        var two = await Site.MakePageAsync("axe-two");
        Provider.OnModel("axe-live", FakeAnswer.Page("axe-live", 20, TimeSpan.Zero, TimeSpan.Zero) with { Ending = FakeEnding.Silence });
        var found = new List<string>();

        foreach (var (address, landmark) in ((string, string)[])
        [
            ("/", "form[aria-label='Set up a build']"), ("/gallery", "ul[aria-label=Pages] li"), ("/gallery?q=nothing+like+this", "h2"), ($"/a/{one}", "iframe"),
            ($"/a/{one}?tab=code", "[role=region]"), ($"/a/{one}?tab=numbers", "dl"), ($"/compare?ids={one},{two}", "table"),
            ($"/compare?ids={one},{two}&view=slider", "input[type=range]"), ($"/compare?ids={one},{two}&view=diff", "[aria-label='Line by line']"),
            ($"/compare?ids={one},{two}&view=code", "[role=region]"), ("/settings", "section[aria-label=Prices] tbody tr"),
        ])
        {
            await Page.GotoAsync(address);
            await Expect(Page.Locator(landmark).First).ToBeVisibleAsync();
            found.AddRange(await Page.ViolationsAsync(address));
        }

        var lane = await Studio.BuildWithAsync("axe-live");
        await Expect(lane.Code).ToContainTextAsync("word");
        found.AddRange(await Page.ViolationsAsync("a live build"));
        await lane.Cancel.ClickAsync();
        await lane.ShouldSayAsync("Cancelled");
        found.AddRange(await Page.ViolationsAsync("a cancelled build"));
        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Page.GetByPlaceholder("Go anywhere, start anything")).ToBeVisibleAsync();
        found.AddRange(await Page.ViolationsAsync("the palette"));

        found.ShouldBeEmpty();
    }

    [BrowserFact]
    public async Task A_newcomer_without_a_mouse_builds_and_opens_a_page()
    {
        await Studio.OpenAsync();
        await TabToAsync("Build it");
        await Page.Keyboard.PressAsync("Enter");
        var lane = Studio.Lane("Sprinter (demo)");
        await lane.ShouldSayAsync("Done");
        await TabToAsync("Details of the page of Sprinter (demo)");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Sprinter (demo)");
    }

    [BrowserFact]
    public async Task Nothing_moves_for_those_who_asked_for_stillness()
    {
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        Provider.OnModel("still", FakeAnswer.Page("still", 20, TimeSpan.Zero, TimeSpan.Zero) with { Ending = FakeEnding.Silence });
        var lane = await Studio.BuildWithAsync("still");
        await lane.ShouldSayAsync("Writing");

        (await Page.EvaluateAsync<int>("() => document.getAnimations().filter(a => a.playState === 'running').length")).ShouldBe(0);
        await lane.Cancel.ClickAsync();
    }

    [BrowserFact]
    public async Task Nothing_shifts_while_tokens_stream()
    {
        await Page.AddInitScriptAsync(
            """
            window.shift = 0
            new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value })
              .observe({ type: 'layout-shift', buffered: true })
            """);
        Provider.OnModel("shift-a", FakeAnswer.Page("shift-a", 150, TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(15), reasoningPieces: 20));
        Provider.OnModel("shift-b", FakeAnswer.Page("shift-b", 200, TimeSpan.FromMilliseconds(900), TimeSpan.FromMilliseconds(10)));
        await Studio.OpenEmptyAsync();
        await Studio.AddModelAsync("openai", "shift-a");
        await Studio.AddModelAsync("openai", "shift-b");
        await Studio.TypeKeyAsync("OpenAI", "sk-e2e");
        await Studio.PromptAsync("Foxes.");
        await Studio.BuildAsync();
        await Studio.Lane("shift-a").ShouldSayAsync("Thinking");
        await Studio.Lane("shift-b").ShouldSayAsync("Writing");
        await Page.EvaluateAsync("() => { window.shift = 0 }");
        await Studio.Lane("shift-a").ShouldSayAsync("Done");
        await Studio.Lane("shift-b").ShouldSayAsync("Done");

        (await Page.EvaluateAsync<double>("() => window.shift")).ShouldBeLessThan(0.005);
    }

    private async Task TabToAsync(string name)
    {
        for (var press = 0; press < 120; press++)
        {
            await Page.Keyboard.PressAsync("Tab");
            var focused = await Page.EvaluateAsync<string>("() => { const e = document.activeElement; return e.getAttribute('aria-label') ?? e.textContent.trim() }");
            if (focused == name)
            {
                return;
            }
        }

        throw new InvalidOperationException($"Tab never came to {name}.");
    }
}
