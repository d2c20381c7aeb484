using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;
using Podium.TestKit;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Streams;

/// <summary>A generation belongs to the server: what happens to the page or to the network costs no token.</summary>
[Collection(SharedSite.Name)]
public sealed class ResumeTests(PodiumSite site) : BrowserTest(site)
{
    private const int Pieces = 120;

    private Cable? _cable;

    protected override Uri Address => _cable!.Address;

    public override Task InitializeAsync()
    {
        _cable = new Cable(Site.Server.Address);
        return base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _cable!.DisposeAsync();
    }

    [BrowserFact]
    public async Task A_reload_in_mid_stream_goes_on_without_a_gap_or_a_repeat()
    {
        var (lane, model) = await StartAsync("reload");

        await Page.ReloadAsync();

        await Expect(lane.Code).ToContainTextAsync("word");
        await ShouldHoldAllAsync(lane, model);
        Provider.Requests.Count(r => r.Model == model).ShouldBe(1);
    }

    [BrowserFact]
    public async Task A_network_that_goes_away_and_comes_back_costs_nothing()
    {
        Watch.Allow("net::ERR_");
        var (lane, model) = await StartAsync("cable");

        _cable!.Pull();
        await lane.ShouldSayAsync("Reconnecting");
        _cable.Mend();

        await ShouldHoldAllAsync(lane, model);
        await lane.ShouldSayAsync("Writing");
        Provider.Requests.Count(r => r.Model == model).ShouldBe(1);
    }

    [BrowserFact]
    public async Task Two_tabs_on_one_build_show_the_same()
    {
        var (lane, model) = await StartAsync("tabs");

        var second = await Context.NewPageAsync();
        await second.GotoAsync(Page.Url);
        var mirror = new StudioPage(second).Lane(lane.Name);

        await ShouldHoldAllAsync(mirror, model);
        await Page.BringToFrontAsync();
        await ShouldHoldAllAsync(lane, model);
        await lane.Cancel.ClickAsync();
        await lane.ShouldSayAsync("Cancelled");
        await mirror.ShouldSayAsync("Cancelled");
    }

    /// <summary>A model that writes its page in three seconds and then falls silent: what a lane holds came through its streams alone.</summary>
    private async Task<(LaneCard Lane, string Model)> StartAsync(string name)
    {
        await Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var model = $"resume-{name}";
        var page = FakeAnswer.Page(model, Pieces, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(25));
        Provider.OnModel(model, page with { Ending = FakeEnding.Silence });
        var lane = await Studio.BuildWithAsync(model);
        await Expect(lane.Code).ToContainTextAsync("word");
        return (lane, model);
    }

    private static Task ShouldHoldAllAsync(LaneCard lane, string model) =>
        Eventually.SucceedsAsync(async () => (await lane.CopiedCodeAsync()).ShouldBe(FakePage.Html(model, Pieces)), TimeSpan.FromSeconds(20));
}
