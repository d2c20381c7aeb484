using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.TestKit;

namespace Podium.E2E.Tests.Previews;

/// <summary>A model's page is hostile by assumption.</summary>
[Collection(SharedSite.Name)]
public sealed class PreviewTests(PodiumSite site) : BrowserTest(site)
{
    [BrowserFact]
    public async Task MustHave_19_A_preview_runs_in_a_sandbox_without_our_origin_and_achieves_nothing()
    {
        Watch.LookAway("the page is made to break every rule");
        await using var trap = new Trap();
        var html = await File.ReadAllTextAsync(Repository.PathTo("tests", "e2e", "Previews", "hostile.html"));
        var id = await Site.MakePageAsync("hostile", html.Replace("TRAP", trap.Address, StringComparison.Ordinal));
        var tokens = await Site.Api.GetStringAsync("/api/tokens");

        // The frame loads exactly twice: by itself, and when the network is allowed.
        await Page.GotoAsync($"/a/{id}");
        foreach (var network in (bool[])[false, true])
        {
            if (network)
            {
                await Page.GetByLabel("Allow network for this page").ClickAsync();
            }

            var frame = Page.Locator("iframe");
            await Expect(frame).ToHaveAttributeAsync("sandbox", "allow-scripts");
            await Expect(frame).ToHaveAttributeAsync("src", $"/preview/{id}{(network ? "?network=1" : "")}");
            await Expect(frame.ContentFrame.Locator("#results")).ToHaveTextAsync("worked: []", new() { Timeout = 60_000 });
            await Expect(Page).ToHaveURLAsync($"{Site.Server.Address}a/{id}");
            await Expect(Page).ToHaveTitleAsync("hostile · Podium");
        }

        // A browser opens a connection for rel=preconnect whatever the policy says, one for each load. It carries nothing, and it carries nothing here.
        trap.Caught.ShouldAllBe(caught => caught == Trap.BareConnection);
        trap.Caught.Count.ShouldBeLessThanOrEqualTo(2);
        Context.Pages.Count.ShouldBe(1);
        (await Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "owned");
        (await Site.Api.GetStringAsync("/api/tokens")).ShouldBe(tokens);
    }

    [BrowserTheory]
    [InlineData("<script>location.href = 'TRAP/leave?' + encodeURIComponent(document.title)</script>")]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0; url=TRAP/refresh\">")]
    [InlineData("<form action=\"TRAP/form\"><input name=\"a\"></form><script>document.forms[0].submit()</script>")]
    [InlineData("<a id=\"out\" href=\"TRAP/link\">out</a><script>out.click()</script>")]
    public async Task A_framed_page_cannot_leave_for_another_host(string exit)
    {
        Watch.LookAway("the browser reports the refused navigation");
        await using var trap = new Trap();
        var id = await Site.MakePageAsync(
            "leaver",
            $"<!doctype html><html lang=\"en\"><head><title>Leaver</title></head><body><h1>Leaver</h1>{exit.Replace("TRAP", trap.Address, StringComparison.Ordinal)}</body></html>");

        await Page.GotoAsync($"/a/{id}");
        await Expect(Page.Locator("iframe")).ToBeVisibleAsync();
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Page.GetByRole(AriaRole.Radio, new() { Name = "Code" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Code") })).ToContainTextAsync("Leaver");

        trap.Caught.ShouldAllBe(caught => caught == Trap.BareConnection);
        await Expect(Page).ToHaveURLAsync(new Regex($"/a/{id}"));
    }

    [BrowserFact]
    public async Task Styles_and_fonts_of_other_hosts_load_only_when_the_viewer_allows_the_network()
    {
        Watch.LookAway("without the network the browser reports each refused file");
        var font = await FontAsync();
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await Context.RouteAsync("https://cdn.test/**", async route =>
        {
            asked.Enqueue(new Uri(route.Request.Url).AbsolutePath);
            var headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" };
            if (route.Request.Url.EndsWith(".css", StringComparison.Ordinal))
            {
                await route.FulfillAsync(new() { ContentType = "text/css", Headers = headers, Body = "@font-face{font-family:Web;src:url(/web.woff2)} h1{color:rgb(1, 2, 3);font-family:Web}" });
            }
            else
            {
                await route.FulfillAsync(new() { ContentType = "font/woff2", Headers = headers, BodyBytes = font });
            }
        });
        var id = await Site.MakePageAsync("web-fonts", $$"""
            <!doctype html><html lang="en"><head><title>Fonts</title><link rel="stylesheet" href="https://cdn.test/site.css">
            <style>@font-face{font-family:Own;src:url(data:font/woff2;base64,{{Convert.ToBase64String(font)}})} p{font-family:Own}</style></head>
            <body><h1>Fonts</h1><p>Own</p><script>document.fonts.load('16px Own').then(f => document.querySelector('p').lang = 'x' + f.length)</script></body></html>
            """);

        await Page.GotoAsync($"/a/{id}");
        var frame = Page.FrameLocator("iframe");
        await Expect(frame.Locator("p")).ToHaveAttributeAsync("lang", "x1");
        (await ColourAsync(frame)).ShouldNotBe("rgb(1, 2, 3)");
        asked.ShouldBeEmpty();

        await Page.GetByLabel("Allow network for this page").ClickAsync();
        await Eventually.IsTrueAsync(async () => await ColourAsync(frame) == "rgb(1, 2, 3)");
        await Eventually.IsTrueAsync(() => asked.Contains("/web.woff2"));

        using var isolated = await Site.Api.GetAsync($"/preview/{id}");
        using var connected = await Site.Api.GetAsync($"/preview/{id}?network=1");
        Policy(isolated).ShouldContain("style-src 'unsafe-inline';");
        Policy(isolated).ShouldContain("font-src data:;");
        Policy(isolated).ShouldContain("sandbox allow-scripts;");
        Policy(connected).ShouldContain("style-src 'unsafe-inline' https:");
        Policy(connected).ShouldContain("font-src data: https:");
        Policy(connected).ShouldContain("connect-src 'none'");
    }

    private static string Policy(HttpResponseMessage response) => response.Headers.GetValues("Content-Security-Policy").Single();

    private static Task<string> ColourAsync(IFrameLocator frame) => frame.Locator("h1").EvaluateAsync<string>("h => getComputedStyle(h).color");

    /// <summary>Any real font: one that the site brings.</summary>
    private static Task<byte[]> FontAsync() => File.ReadAllBytesAsync(
        Directory.EnumerateFiles(Repository.PathTo("Web", "dist", "assets"), "*.woff2").Order(StringComparer.Ordinal).First());
}
