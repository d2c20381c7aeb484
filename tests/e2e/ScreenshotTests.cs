using Podium.E2E.Tests.Fixtures;
using Podium.TestKit;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests;

/// <summary>
/// Every page in every state, three widths and three themes, for a person to look at: <c>screenshots/{theme}/{state}-{width}.png</c>. On the way
/// no page may overflow sideways.
/// </summary>
[Collection(OwnSite.Name)]
public sealed class ScreenshotTests(PicturedSite site) : BrowserTest(site)
{
    private Camera _camera = null!;

    [BrowserTheory]
    [InlineData("paper")]
    [InlineData("ink")]
    [InlineData("arcade")]
    public async Task Every_page_and_state_at_three_widths(string theme)
    {
        Watch.Allow("503", "404");
        _camera = new Camera(Page, theme);
        await ChooseThemeAsync(theme);
        await StudioAsync();
        await BuildsAsync();
        await GalleryAsync();
        await ArtifactsAsync();
        await SettingsAsync();
    }

    private async Task StudioAsync()
    {
        await _camera.HoldAsync("**/api/generate/options", async () =>
        {
            await Page.GotoAsync("/");
            await Expect(Page.GetByText("Loading the Studio")).ToBeAttachedAsync();
            await _camera.ShootAsync("studio-loading");
        });
        await Studio.OpenAsync();
        await Expect(Studio.Chosen).ToHaveCountAsync(3);
        await _camera.ShootAsync("studio-first-visit");
        await _camera.BreakAsync("**/api/generate/options", "/", "studio-error");
        await Studio.OpenAsync();
        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Page.GetByPlaceholder("Go anywhere, start anything")).ToBeVisibleAsync();
        await _camera.ShootAsync("palette");
        await Page.GotoAsync("/nowhere");
        await _camera.ShootAsync("not-found");
    }

    private async Task BuildsAsync()
    {
        var gap = TimeSpan.FromMilliseconds(1);
        Provider.OnModel("writer-pro", FakeAnswer.Page("Writer", 900, gap, gap) with { Ending = FakeEnding.Silence });
        Provider.OnModel("thinker-large-with-a-very-long-name-2026-11-21-preview", Thoughts() with { Ending = FakeEnding.Silence });
        Provider.OnModel("queue-sitter", new FakeAnswer { Ending = FakeEnding.Silence });
        Provider.OnModel("gpt-4.1", FakeAnswer.Page("A page by GPT-4.1", 300, TimeSpan.FromMilliseconds(80), gap) with { Usage = new(5200, 3100) });
        Provider.OnModel("gpt-5-nano", FakeAnswer.Page("A page by GPT-5 nano", 120, TimeSpan.FromMilliseconds(30), gap) with { Usage = new(5200, 2100) });
        Provider.OnModel("rate-limited", _ => FakeReply.Body(429, """{"error":{"message":"slow down"}}"""));

        await BuildAsync("writer-pro", "thinker-large-with-a-very-long-name-2026-11-21-preview", "queue-sitter");
        await Studio.Lane("writer-pro").ShouldSayAsync("Writing");
        await Studio.Lane("thinker-large-with-a-very-long-name-2026-11-21-preview").ShouldSayAsync("Thinking");
        await Expect(Studio.Lane("writer-pro").Code).ToContainTextAsync("word900");
        await _camera.ShootAsync("studio-live", Studio.Lanes);
        await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Jobs") }).ClickAsync();
        await Expect(Page.GetByText("Running", new() { Exact = true })).ToBeVisibleAsync();
        await _camera.ShootAsync("jobs");
        await Page.Keyboard.PressAsync("Escape");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel all" }).ClickAsync();
        await Studio.Lane("queue-sitter").ShouldSayAsync("Cancelled");
        await _camera.ShootAsync("studio-cancelled", Studio.Lanes);

        await BuildAsync("gpt-4.1", "gpt-5-nano", "rate-limited");
        await Studio.Lane("GPT-4.1").ShouldSayAsync("Done");
        await Studio.Lane("GPT-5 nano").ShouldSayAsync("Done");
        await Studio.Lane("rate-limited").ShouldSayAsync("Failed", 40);
        await Expect(Studio.Lane("GPT-4.1").Preview.Locator("h1")).ToBeVisibleAsync();
        await Expect(Studio.Lane("GPT-5 nano").Preview.Locator("h1")).ToBeVisibleAsync();
        await _camera.ShootAsync("studio-done", Studio.Lanes);

        await BuildAsync("gpt-4.1", "gpt-4.1", "gpt-5-nano", "gpt-5-nano", "gpt-4.1", "gpt-5-nano");
        await Expect(Page.GetByRole(AriaRole.Article)).ToHaveCountAsync(6);
        foreach (var name in (string[])["GPT-4.1 #1", "GPT-4.1 #3", "GPT-5 nano #3"])
        {
            await Studio.Lane(name).ShouldSayAsync("Done");
        }

        await _camera.ShootAsync("studio-six", Studio.Lanes);

        await Studio.OpenAsync();
        await Page.EvaluateAsync("() => localStorage.removeItem('podium.draft')");
        await Studio.OpenAsync();
        await Studio.BuildAsync();
        foreach (var name in (string[])["Sprinter (demo)", "Thinker (demo)", "Phoenix (demo)"])
        {
            await Studio.Lane(name).ShouldSayAsync("Done");
        }

        await _camera.ShootAsync("studio-demo", Studio.Lanes);
    }

    private async Task GalleryAsync()
    {
        await _camera.HoldAsync("**/api/artifacts/search*", async () =>
        {
            await Page.GotoAsync("/gallery");
            await Expect(Page.GetByText("Loading the gallery")).ToBeAttachedAsync();
            await _camera.ShootAsync("gallery-loading");
        });
        await _camera.BreakAsync("**/api/artifacts/search*", "/gallery", "gallery-error");
        await Page.GotoAsync("/gallery?q=no+such+page");
        await Expect(Page.GetByText("No page fits")).ToBeVisibleAsync();
        await _camera.ShootAsync("gallery-empty");
        await Eventually.IsTrueAsync(async () => !(await Site.Api.GetStringAsync("/api/artifacts/search?limit=50")).Contains("\"thumbnailUrl\":null", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await Page.GotoAsync("/gallery");
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Pages" }).Locator("img").First).ToBeVisibleAsync();
        await _camera.ShootAsync("gallery");
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("x");
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("x");
        await _camera.ShootAsync("gallery-picked");
    }

    private async Task ArtifactsAsync()
    {
        var one = await Site.MakePageAsync("compare-one", FakePage.Html("One", 400));
        var two = await Site.MakePageAsync("compare-two", FakePage.Html("One", 400).Replace("word7", "seven", StringComparison.Ordinal), "anthropic", 3);
        await Page.GotoAsync($"/a/{one}");
        await Expect(Page.FrameLocator("iframe").Locator("h1")).ToBeVisibleAsync();
        await _camera.ShootAsync("artifact");
        await Page.GotoAsync($"/a/{one}?tab=code");
        await Expect(Page.GetByRole(AriaRole.Region, new() { NameRegex = new("compare-one") })).ToContainTextAsync("doctype");
        await _camera.ShootAsync("artifact-code");
        await Page.GotoAsync($"/a/{one}?tab=numbers");
        await Expect(Page.GetByText("Measured")).ToBeVisibleAsync();
        await _camera.ShootAsync("artifact-numbers");
        await Page.GotoAsync("/a/00000000-0000-7000-8000-000000000000");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await _camera.ShootAsync("artifact-missing");
        foreach (var view in (string[])["pages", "slider", "code", "diff"])
        {
            await Page.GotoAsync($"/compare?ids={one},{two}&view={view}");
            await Expect(Page.GetByRole(AriaRole.Row, new() { Name = "Time to first token" })).ToBeVisibleAsync();
            await _camera.ShootAsync("compare-" + view);
        }

        await Page.GotoAsync("/compare");
        await _camera.ShootAsync("compare-empty");
    }

    private async Task SettingsAsync()
    {
        await Page.GotoAsync("/settings");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Prices", Exact = true }).GetByRole(AriaRole.Row).Nth(3)).ToBeVisibleAsync();
        await _camera.ShootAsync("settings");
        await Page.GetByRole(AriaRole.Button, new() { Name = "New token" }).ClickAsync();
        await _camera.ShootAsync("settings-token");
        await Page.Keyboard.PressAsync("Escape");
        await Page.GetByRole(AriaRole.Region, new() { Name = "About", Exact = true }).ScrollIntoViewIfNeededAsync();
        await _camera.ShootAsync("settings-end");
    }

    private async Task BuildAsync(params IEnumerable<string> models)
    {
        await Studio.OpenEmptyAsync();
        foreach (var model in models)
        {
            await Studio.AddModelAsync("openai", model);
        }

        await Studio.TypeKeyAsync("OpenAI", "sk-e2e");
        await Studio.PromptAsync("A page about foxes.");
        await Studio.BuildAsync();
    }

    private static FakeAnswer Thoughts() => Enumerable.Range(1, 60).Aggregate(
        new FakeAnswer(), (answer, i) => answer.Reasoning(i / 1000.0, $"Thought {i}: the sections come first, then the colours. "));
}
