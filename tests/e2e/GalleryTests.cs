using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;

namespace Podium.E2E.Tests;

/// <summary>The wall of finished pages.</summary>
[Collection(SharedSite.Name)]
public sealed class GalleryTests(PodiumSite site) : BrowserTest(site)
{
    private ILocator Cards => Page.GetByRole(AriaRole.List, new() { Name = "Pages" }).GetByRole(AriaRole.Listitem);

    private ILocator Search => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search pages" });

    [BrowserFact]
    public async Task Filters_stand_in_the_address_and_survive_a_reload()
    {
        await Site.MakePageAsync("shelf-one");
        await Site.MakePageAsync("shelf-two");
        await Page.GotoAsync("/gallery");

        await Search.FillAsync("shelf");
        await Expect(Cards).ToHaveCountAsync(2);
        await Page.GetByLabel("Model", new() { Exact = true }).SelectOptionAsync("shelf-one");
        await Expect(Cards).ToHaveCountAsync(1);
        await Expect(Page).ToHaveURLAsync(new Regex("q=shelf.*model=shelf-one|model=shelf-one.*q=shelf"));
        await Page.ReloadAsync();

        await Expect(Cards).ToHaveCountAsync(1);
        await Expect(Search).ToHaveValueAsync("shelf");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await Expect(Page).Not.ToHaveURLAsync(new Regex("q="));
        await Search.FillAsync("no page has these words");
        await Expect(Page.GetByText("No page fits these filters")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Clear the filters" }).ClickAsync();
        await Expect(Cards.First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_keyboard_walks_selects_and_opens()
    {
        await Site.MakePageAsync("walk-one");
        await Site.MakePageAsync("walk-two");
        await Page.GotoAsync("/gallery?q=walk-");
        await Expect(Cards).ToHaveCountAsync(2);

        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("x");
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("x");
        await Expect(Page.GetByText("2 selected")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("k");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("walk-two");
    }

    [BrowserFact]
    public async Task Selected_pages_are_compared_and_exported()
    {
        var first = await Site.MakePageAsync("export-one");
        var second = await Site.MakePageAsync("export-two");
        await Page.GotoAsync("/gallery?q=export-");
        await Page.GetByLabel("Select export-one").ClickAsync();
        await Page.GetByLabel("Select export-two").ClickAsync();

        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "Export", Exact = true }).ClickAsync());
        using var archive = ZipFile.OpenRead(await download.PathAsync());
        archive.Entries.Count(e => e.Name.EndsWith(".html", StringComparison.Ordinal)).ShouldBe(2);
        archive.Entries.ShouldContain(e => e.Name.EndsWith(".json", StringComparison.Ordinal));

        await Page.GetByRole(AriaRole.Link, new() { Name = "Compare", Exact = true }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/compare\\?ids="));
        Page.Url.ShouldContain(first);
        Page.Url.ShouldContain(second);
    }

    [BrowserFact]
    public async Task A_deleted_page_can_be_brought_back()
    {
        var id = await Site.MakePageAsync("delete-me");
        await Page.GotoAsync($"/a/{id}");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/gallery"));
        (await Site.Api.GetAsync($"/api/artifacts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "delete-me" })).ToBeVisibleAsync();
        (await Site.Api.GetAsync($"/api/artifacts/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [BrowserFact]
    public async Task The_permalink_that_the_api_gives_leads_to_the_page()
    {
        var id = await Site.MakePageAsync("link-me");
        var artifact = await Site.Api.GetFromJsonAsync<JsonElement>($"/api/artifacts/{id}");

        await Page.GotoAsync(artifact.GetProperty("permalink").GetString()!);

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "link-me" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_page_is_downloaded_as_the_model_wrote_it()
    {
        var id = await Site.MakePageAsync("download-me");
        await Page.GotoAsync($"/a/{id}");

        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());

        download.SuggestedFilename.ShouldEndWith(".html");
        await using var stream = await download.CreateReadStreamAsync();
        (await new StreamReader(stream).ReadToEndAsync()).ShouldBe(Podium.TestKit.Providers.FakePage.Html("download-me", 24));
    }

    [BrowserFact]
    public async Task A_server_that_fails_is_named_and_asked_again()
    {
        Watch.Allow("503");
        var broken = true;
        await Page.RouteAsync("**/api/artifacts/search*", route => broken
            ? route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"status":503,"code":"unavailable","detail":"The database is away."}""" })
            : route.ContinueAsync());
        await Page.GotoAsync("/gallery");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The database is away.");

        broken = false;
        await Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(Cards.First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_page_that_is_not_there_says_so()
    {
        Watch.Allow("404");
        await Page.GotoAsync("/a/00000000-0000-7000-8000-000000000000");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no artifact", new() { IgnoreCase = true });
        await Page.GotoAsync("/nowhere");
        await Expect(Page.GetByText("No such page")).ToBeVisibleAsync();
    }
}
