using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Podium.E2E.Tests.Fixtures;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests;

/// <summary>Setting up a build: tasks, models, skill, limits.</summary>
[Collection(SharedSite.Name)]
public sealed class StudioTests(PodiumSite site) : BrowserTest(site)
{
    [BrowserFact]
    public async Task MustHave_20_Tasks_mixed_models_a_skill_live_code_previews_costs_and_errors_of_each_model()
    {
        Provider.OnModel("gpt-5-mini", FakeAnswer.Page("gpt-5-mini", 40, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(15)) with { Usage = new(1_000_000, 500_000) });
        Provider.OnModel("claude-sonnet-4-6", FakeAnswer.Page("claude", 40, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(15)) with { Usage = new(2000, 1000) });
        Provider.OnModel("gemini-2.5-flash-lite", _ => FakeReply.Body(401, """{"error":{"code":401,"message":"API key not valid"}}"""));
        Provider.OnModel("local-llm", FakeAnswer.Page("local", 40, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(15)));
        await Studio.OpenEmptyAsync();
        await Studio.ChooseTaskAsync("Five-step form");
        await Studio.AddModelAsync("openai", "gpt-5-mini");
        await Studio.AddModelAsync("anthropic", "claude-sonnet-4-6");
        await Studio.AddModelAsync("google", "gemini-2.5-flash-lite");
        await Studio.AddModelAsync("ollama", "local-llm");
        await Studio.AddModelAsync("demo", "Sprinter");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Run local-llm once more" }).ClickAsync();
        await Expect(Studio.Chosen).ToHaveCountAsync(6);
        await Expect(Studio.Search).ToBeDisabledAsync();
        await Expect(Studio.BuildButton).ToBeDisabledAsync();
        foreach (var provider in (string[])["OpenAI", "Anthropic", "Google Gemini"])
        {
            await Studio.TypeKeyAsync(provider, "key-of-" + provider.Split(' ')[0]);
        }

        await Page.Locator("summary").ClickAsync();
        await Studio.Skill.FillAsync("Use the house colours.");
        await Studio.BuildAsync();

        await Expect(Studio.Lanes).ToHaveCountAsync(6);
        await Studio.Lane("GPT-5 mini").ShouldSayAsync("Done");
        await Studio.Lane("Claude Sonnet 4.6").ShouldSayAsync("Done");
        await Studio.Lane("local-llm #1").ShouldSayAsync("Done");
        await Studio.Lane("local-llm #2").ShouldSayAsync("Done");
        await Studio.Lane("Sprinter (demo)").ShouldSayAsync("Done");
        await Expect(Studio.Lane("GPT-5 mini").Figure("Cost")).ToHaveTextAsync("$1.25");
        await Expect(Studio.Lane("Claude Sonnet 4.6").Figure("Cost")).ToHaveTextAsync("$0.0210");
        await Expect(Studio.Lane("local-llm #1").Figure("Cost")).ToHaveTextAsync("$0");
        await Expect(Studio.Lane("GPT-5 mini").Preview.GetByRole(AriaRole.Heading, new() { Name = "gpt-5-mini" })).ToBeVisibleAsync();
        var failed = Studio.Lane("gemini-2.5-flash-lite");
        await failed.ShouldSayAsync("Failed");
        await Expect(failed.Alert).ToContainTextAsync("did not accept the API key");
        await Expect(Studio.Verdict).ToContainTextAsync("local-llm");
        await Expect(Studio.Verdict).Not.ToContainTextAsync("Sprinter");
        Provider.Requests.Last(r => r.Model == "gpt-5-mini").Body.ToString().ShouldContain("Use the house colours.");
        await failed.Tab("Log").ClickAsync();
    }

    [BrowserFact]
    public async Task MustHave_22_The_picture_task_attaches_its_picture_and_falls_back_to_text()
    {
        var seen = new List<bool>();
        Provider.OnModel("blind", request =>
        {
            var withImage = request.Body.ToString().Contains("data:image/png;base64,", StringComparison.Ordinal);
            lock (seen)
            {
                seen.Add(withImage);
            }

            return withImage
                ? FakeReply.Body(400, """{"error":{"message":"This model does not support image input."}}""")
                : FakeReply.Body(200, "") with { ContentType = "text/event-stream", Steps = Stream(FakePage.Html("Rebuilt", 8)) };
        });
        await Studio.OpenEmptyAsync();
        await Studio.ChooseTaskAsync("Picture to page");
        await Page.GetByRole(AriaRole.Button, new() { Name = "see the mock-up" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "Mock-up for Picture to page" })).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Studio.AddModelAsync("openai", "blind");
        await Studio.TypeKeyAsync("OpenAI", "sk-e2e");
        await Studio.BuildAsync();

        await Studio.Lane("blind").ShouldSayAsync("Done");
        seen.ShouldBe([true, false]);
        await Studio.Lane("blind").Tab("Log").ClickAsync();
        await Expect(Studio.Lane("blind").Root).ToContainTextAsync("image");
    }

    [BrowserFact]
    public async Task MustHave_22_A_skill_over_the_limit_is_refused_on_both_sides()
    {
        await Studio.OpenAsync();
        await Page.Locator("summary").ClickAsync();
        await Studio.Skill.FillAsync(new string('s', 8000));
        await Expect(Page.GetByText("8000 of 8000")).ToBeVisibleAsync();
        await Expect(Studio.BuildButton).ToBeEnabledAsync();

        await Studio.Skill.FillAsync(new string('s', 8001));
        await Expect(Page.GetByText("1 characters too long.")).ToBeVisibleAsync();
        await Expect(Studio.BuildButton).ToBeDisabledAsync();

        using var answer = await Site.Api.PostAsJsonAsync(
            "/api/generate", new { provider = "demo", modelId = "podium-sprinter", taskId = "html_redesign", skillContent = new string('s', 8001) });
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString().ShouldBe("skillContent");
    }

    [BrowserFact]
    public async Task A_key_is_forgotten_by_a_reload_unless_the_person_keeps_it_for_the_tab()
    {
        await Studio.OpenEmptyAsync();
        await Studio.AddModelAsync("openai", "gpt-5-nano");
        var key = Page.GetByLabel("OpenAI key", new() { Exact = true });
        await key.FillAsync("sk-secret-e2e");
        await Page.ReloadAsync();
        await Expect(key).ToHaveValueAsync("");

        await key.FillAsync("sk-secret-e2e");
        await Page.GetByLabel("Keep keys until this tab closes").ClickAsync();
        await Page.ReloadAsync();
        await Expect(key).ToHaveValueAsync("sk-secret-e2e");
        (await Page.EvaluateAsync<string>("() => JSON.stringify(localStorage)")).ShouldNotContain("sk-secret-e2e");
    }

    private static IEnumerable<FakeStep> Stream(string text) =>
    [
        FakeStep.Send($"data: {JsonSerializer.Serialize(new { choices = new[] { new { index = 0, delta = new { content = text } } } })}\n\n"),
        FakeStep.Send("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"),
    ];
}
