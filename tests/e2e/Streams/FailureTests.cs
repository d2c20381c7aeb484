using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;
using Podium.TestKit;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Streams;

/// <summary>What a lane says, keeps and offers when its model does not finish.</summary>
[Collection(SharedSite.Name)]
public sealed class FailureTests(PodiumSite site) : BrowserTest(site)
{
    private const string Secret = "leaked-upstream-markup";

    [BrowserFact]
    public async Task Cancel_keeps_what_arrived_and_ends_the_request_upstream()
    {
        await Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        const string Model = "cancel-me";
        Provider.OnModel(Model, FakeAnswer.Page(Model, 40, TimeSpan.Zero, TimeSpan.FromMilliseconds(10)) with { Ending = FakeEnding.Silence });
        var lane = await Studio.BuildWithAsync(Model);
        await Eventually.SucceedsAsync(async () => (await lane.CopiedCodeAsync()).ShouldBe(FakePage.Html(Model, 40)));

        await lane.Cancel.ClickAsync();

        await lane.ShouldSayAsync("Cancelled");
        (await lane.CopiedCodeAsync()).ShouldBe(FakePage.Html(Model, 40));
        await Expect(lane.Code).ToContainTextAsync("<!doctype html>");
        var request = Provider.Requests.Single(r => r.Model == Model);
        await request.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        request.ClientLeft.ShouldBeTrue();
        await Page.ReloadAsync();
        await lane.ShouldSayAsync("Cancelled");
    }

    [BrowserFact]
    public async Task One_lane_runs_again_while_the_others_stay_as_they_are()
    {
        Provider.OnModel("steady", FakeAnswer.Page("steady", 12, TimeSpan.Zero, TimeSpan.Zero));
        Provider.OnModel("shaky", _ => FakeReply.Body(400, """{"error":{"message":"no luck today"}}"""));
        await Studio.OpenEmptyAsync();
        await Studio.AddModelAsync("openai", "steady");
        await Studio.AddModelAsync("openai", "shaky");
        await Studio.TypeKeyAsync("OpenAI", "sk-e2e");
        await Studio.PromptAsync("Foxes.");
        await Studio.BuildAsync();
        await Studio.Lane("steady").ShouldSayAsync("Done");
        await Studio.Lane("shaky").ShouldSayAsync("Failed");

        Provider.OnModel("shaky", FakeAnswer.Page("shaky", 12, TimeSpan.Zero, TimeSpan.Zero));
        await Studio.Lane("shaky").Retry.ClickAsync();

        await Studio.Lane("shaky").ShouldSayAsync("Done");
        Provider.Requests.Count(r => r.Model == "steady").ShouldBe(1);
        await Page.ReloadAsync();
        await Expect(Studio.Lanes).ToHaveCountAsync(2);
        await Studio.Lane("shaky").ShouldSayAsync("Done");
    }

    [BrowserFact]
    public async Task MustHave_21_One_models_failure_does_not_stop_the_others()
    {
        Provider.OnModel("winner-a", FakeAnswer.Page("winner-a", 60, TimeSpan.Zero, TimeSpan.FromMilliseconds(10)));
        Provider.OnModel("loser", _ => Html(502));
        Provider.OnModel("winner-b", FakeAnswer.Page("winner-b", 60, TimeSpan.Zero, TimeSpan.FromMilliseconds(20)));
        await Studio.OpenEmptyAsync();
        foreach (var model in (string[])["winner-a", "loser", "winner-b"])
        {
            await Studio.AddModelAsync("openai", model);
        }

        await Studio.TypeKeyAsync("OpenAI", "sk-e2e");
        await Studio.PromptAsync("Foxes.");
        await Studio.BuildAsync();

        await Studio.Lane("loser").ShouldSayAsync("Failed");
        await Studio.Lane("winner-a").ShouldSayAsync("Done");
        await Studio.Lane("winner-b").ShouldSayAsync("Done");
        await Expect(Studio.Verdict).ToContainTextAsync("winner-a");
        await Expect(Studio.Verdict).Not.ToContainTextAsync("loser");
    }

    [BrowserTheory]
    [InlineData("status401", "did not accept the API key", "Check that the key is complete", "401")]
    [InlineData("status429", "is limiting the rate", "Wait a little", "429")]
    [InlineData("html503", "is unavailable", "Try again", "503")]
    [InlineData("cut12", "ended the answer before it was complete", "What had arrived is kept", "502")]
    [InlineData("err12", "Provider disconnected", "Try again", "502")]
    public async Task A_failure_says_what_happened_and_what_to_do_and_never_shows_the_upstreams_markup(string script, string message, string hint, string status)
    {
        var model = $"fake-{script}-n30";
        if (script.StartsWith("html", StringComparison.Ordinal))
        {
            Provider.OnModel(model, _ => Html(503));
        }

        var lane = await Studio.BuildWithAsync(model);

        await lane.ShouldSayAsync("Failed", 40);
        await Expect(lane.Alert).ToContainTextAsync(message);
        await Expect(lane.Alert).ToContainTextAsync(hint);
        await Expect(lane.Alert).ToContainTextAsync(status);
        (await lane.Alert.InnerTextAsync()).ShouldNotMatch("<[a-z/!]");
        await Expect(Page.GetByText(Secret)).ToHaveCountAsync(0);
        await lane.Tab("Log").ClickAsync();
        await Expect(lane.Root).Not.ToContainTextAsync(Secret);
        if (script is "cut12" or "err12")
        {
            await lane.Tab("Code").ClickAsync();
            await Expect(lane.Code).ToContainTextAsync("<!doctype html>");
        }
    }

    private static FakeReply Html(int status) =>
        FakeReply.Body(status, $"<html><head><title>{Secret}</title></head><body><h1>{Secret}</h1><script>alert(1)</script></body></html>", "text/html");
}
