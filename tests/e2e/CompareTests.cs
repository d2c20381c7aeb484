using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests;

/// <summary>Two to four pages beside each other.</summary>
[Collection(SharedSite.Name)]
public sealed class CompareTests(PodiumSite site) : BrowserTest(site)
{
    [BrowserFact]
    public async Task Two_pages_show_side_by_side_by_slider_as_code_as_diff_and_in_numbers()
    {
        var left = await Site.MakePageAsync("left-page", FakePage.Html("left-page", 24));
        var right = await Site.MakePageAsync("right-page", FakePage.Html("left-page", 24).Replace("word13", "word-thirteen", StringComparison.Ordinal), itlMs: 4);
        await Page.GotoAsync($"/compare?ids={left},{right}");

        await Expect(Page.Locator("iframe")).ToHaveCountAsync(2);
        await Expect(Frame("left-page").GetByText("word13")).ToBeVisibleAsync();
        await Expect(Frame("right-page").GetByText("word-thirteen")).ToBeVisibleAsync();
        (await Frame("left-page").Locator("body").EvaluateAsync<int>("() => innerWidth")).ShouldBe(1440);
        await Page.GetByRole(AriaRole.Radio, new() { Name = "Phone, 390 px" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("device=phone"));
        await Expect(Page.Locator("iframe").First).ToHaveCSSAsync("width", "390px");

        await Expect(Page.GetByRole(AriaRole.Row, new() { Name = "Time to first token" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "best" }).First).ToBeVisibleAsync();

        await View("Slider").ClickAsync();
        await Page.GetByRole(AriaRole.Slider).FocusAsync();
        await Page.Keyboard.PressAsync("End");
        await Expect(Page.GetByRole(AriaRole.Slider)).ToHaveValueAsync("100");

        await View("Diff").ClickAsync();
        await Expect(Page.GetByText("- 1 lines")).ToBeVisibleAsync();
        await Expect(Page.GetByText("+ 1 lines")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Line by line" })).ToContainTextAsync("word-thirteen");
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Line by line" })).ToContainTextAsync("word-thirteen");

        await View("Code").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("left-page") }).First).ToContainTextAsync("<!doctype html>");
    }

    [BrowserFact]
    public async Task Four_pages_fit_and_one_can_be_taken_out()
    {
        var ids = new List<string>();
        foreach (var name in (string[])["four-a", "four-b", "four-c", "four-d"])
        {
            ids.Add(await Site.MakePageAsync(name));
        }

        await Page.GotoAsync("/compare?ids=" + string.Join(',', ids));
        await Expect(Page.Locator("iframe")).ToHaveCountAsync(4);
        await Expect(View("Slider")).ToBeDisabledAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Take four-b out" }).ClickAsync();

        await Expect(Page.Locator("iframe")).ToHaveCountAsync(3);
        Page.Url.ShouldNotContain(ids[1]);
    }

    [BrowserFact]
    public async Task An_empty_comparison_leads_to_the_gallery()
    {
        await Page.GotoAsync("/compare");
        await Page.GetByRole(AriaRole.Link, new() { Name = "To the gallery" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Gallery", Level = 1 })).ToBeVisibleAsync();
    }

    private ILocator View(string name) => Page.GetByRole(AriaRole.Radio, new() { Name = name, Exact = true });

    private IFrameLocator Frame(string label) => Page.FrameLocator($"iframe[title='Page by {label}']");
}
