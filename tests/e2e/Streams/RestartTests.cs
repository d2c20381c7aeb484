using Podium.E2E.Tests.Fixtures;
using Podium.TestKit;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Streams;

/// <summary>The process dies under an open page.</summary>
[Collection(OwnSite.Name)]
public sealed class RestartTests(PicturedSite site) : BrowserTest(site)
{
    [BrowserFact]
    public async Task Kill_9_in_mid_stream_loses_nothing_that_was_seen_and_the_lane_can_run_again()
    {
        Watch.Allow("net::ERR_CONNECTION_REFUSED", "net::ERR_INCOMPLETE_CHUNKED_ENCODING", "net::ERR_CONNECTION_RESET", "net::ERR_EMPTY_RESPONSE");
        await Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        const string Model = "restart-me";
        var page = FakeAnswer.Page(Model, 60, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(10));
        Provider.OnModel(Model, page with { Ending = FakeEnding.Silence });
        var lane = await Studio.BuildWithAsync(Model);
        await Eventually.SucceedsAsync(async () => (await lane.CopiedCodeAsync()).ShouldBe(FakePage.Html(Model, 60)));

        await Site.Server.Process.KillAsync();
        await lane.ShouldSayAsync("Reconnecting");
        await Site.Server.StartAsync();

        await lane.ShouldSayAsync("Interrupted", 60);
        await Expect(lane.Alert).ToContainTextAsync("stopped");
        (await lane.CopiedCodeAsync()).ShouldBe(FakePage.Html(Model, 60));
        await Page.ReloadAsync();
        await lane.ShouldSayAsync("Interrupted");
        await lane.Tab("Code").ClickAsync();
        await Eventually.SucceedsAsync(async () => (await lane.CopiedCodeAsync()).ShouldBe(FakePage.Html(Model, 60)));

        Provider.OnModel(Model, page);
        await Studio.TypeKeyAsync("OpenAI", "sk-e2e");
        await lane.Retry.ClickAsync();
        await lane.ShouldSayAsync("Done");
        await Expect(lane.Preview.GetByRole(AriaRole.Heading, new() { Name = Model })).ToBeVisibleAsync();
    }
}
