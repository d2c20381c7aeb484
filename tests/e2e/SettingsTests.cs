using System.Net;
using System.Net.Http.Headers;
using Podium.E2E.Tests.Fixtures;

namespace Podium.E2E.Tests;

/// <summary>Tokens, prices and theme; and what is reachable from everywhere.</summary>
[Collection(SharedSite.Name)]
public sealed class SettingsTests(PodiumSite site) : BrowserTest(site)
{
    [BrowserFact]
    public async Task A_token_is_shown_once_works_and_ends_when_it_is_revoked()
    {
        await Page.GotoAsync("/settings");
        await Page.GetByRole(AriaRole.Button, new() { Name = "New token" }).ClickAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("e2e script");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Make token" }).ClickAsync();
        var shown = Page.Locator("code").Filter(new() { HasText = "pod_" });
        var token = await shown.InnerTextAsync();
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Cell, new() { Name = "e2e script", Exact = true })).ToBeVisibleAsync();
        await Expect(shown).ToHaveCountAsync(0);

        (await StatusAsync(HttpMethod.Get, "/api/artifacts/search", token)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(HttpMethod.Delete, "/api/artifacts/00000000-0000-7000-8000-000000000000", token)).ShouldBe(HttpStatusCode.Forbidden);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Revoke e2e script" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Revoke for good" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Cell, new() { Name = "e2e script", Exact = true })).ToHaveCountAsync(0);
        (await StatusAsync(HttpMethod.Get, "/api/artifacts/search", token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [BrowserFact]
    public async Task Prices_show_their_source_and_date()
    {
        await Page.GotoAsync("/settings");
        var prices = Page.GetByRole(AriaRole.Region, new() { Name = "Prices", Exact = true });
        await Expect(prices.GetByRole(AriaRole.Row).Filter(new() { HasText = "gpt-4.1-nano" })).ToContainTextAsync("genai-prices");
        await Expect(prices).ToContainTextAsync("2026");
    }

    [BrowserFact]
    public async Task The_theme_follows_the_system_until_one_is_chosen_and_then_stays()
    {
        await Page.GotoAsync("/settings");
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "paper");
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "ink");

        await Page.GetByRole(AriaRole.Radio, new() { Name = "Arcade" }).ClickAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "arcade");
        await Page.ReloadAsync();
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "arcade");
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "arcade");
    }

    [BrowserFact]
    public async Task The_command_palette_goes_anywhere_and_changes_the_theme()
    {
        await Page.GotoAsync("/");
        await Expect(Page.GetByRole(AriaRole.Form, new() { Name = "Set up a build" })).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Control+k");
        await Page.GetByPlaceholder("Go anywhere, start anything").FillAsync("gall");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Gallery", Level = 1 })).ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("Control+k");
        await Page.GetByPlaceholder("Go anywhere, start anything").FillAsync("ink");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "ink");
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var response = await Site.Api.SendAsync(request);
        return response.StatusCode;
    }
}
