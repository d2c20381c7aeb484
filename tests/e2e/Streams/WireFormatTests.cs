using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Podium.E2E.Tests.Fixtures;
using Podium.E2E.Tests.Pages;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Streams;

/// <summary>One scripted model in each wire format: keys typed, tokens live, numbers exact.</summary>
[Collection(SharedSite.Name)]
public sealed class WireFormatTests(PodiumSite site) : BrowserTest(site)
{
    private const int FirstTokenMs = 600;
    private const int Pieces = 120;

    [BrowserTheory]
    [InlineData("openai", "OpenAI", "gpt-4.1", "GPT-4.1", 2.0, 8.0)]
    [InlineData("anthropic", "Anthropic", "claude-haiku-4-5", "Claude Haiku 4.5", 1.0, 5.0)]
    [InlineData("google", "Google Gemini", "gemini-2.5-flash", "Gemini 2.5 Flash", 0.3, 2.5)]
    [InlineData("ollama", "Ollama", "llama-e2e:8b", "llama-e2e", 0.0, 0.0)]
    [InlineData("huggingface", "Hugging Face", "acme/fox-e2e", "fox-e2e", null, null)]
    public async Task A_page_streams_live_with_exact_numbers(string provider, string label, string model, string lane, double? inputPrice, double? outputPrice)
    {
        var script = FakeAnswer.Page("Foxes", Pieces, TimeSpan.FromMilliseconds(FirstTokenMs), TimeSpan.FromMilliseconds(20)) with { Usage = new FakeUsage(4321, 987) };
        Provider.OnModel(model, script);
        await Studio.OpenEmptyAsync();
        await Studio.AddModelAsync(provider, model);
        await Studio.TypeKeyAsync(label, "key-of-" + provider);
        await Studio.PromptAsync("A page about foxes.");
        var asked = Stopwatch.GetTimestamp();
        await Studio.BuildAsync();
        var card = Studio.Lane(lane);

        await card.ShouldSayAsync("Writing");
        await Expect(card.Code).ToContainTextAsync("<!doctype html>");
        var seen = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
        var request = Provider.Requests.Last(r => r.Model == model);
        request.Ended.IsCompleted.ShouldBeFalse("the first tokens show while the model still writes");
        FakeProviderKey(request).ShouldEndWith("key-of-" + provider);

        await card.ShouldSayAsync("Done");
        await Expect(card.Figure("Tokens")).ToHaveTextAsync("987");
        await Expect(card.Figure("Cost")).ToHaveTextAsync(Cost(inputPrice, outputPrice));
        var truth = Stopwatch.GetElapsedTime(request.ReceivedAt, request.Sends.First(send => send.Kind == "content").At).TotalMilliseconds;
        truth.ShouldBeGreaterThan(FirstTokenMs - 5);
        (await MillisecondsAsync(card.Figure("TTFT"))).ShouldBeInRange(Math.Floor(truth), seen, "never shorter than the upstream took, nor longer than until it was seen");
        await Expect(card.Preview.GetByRole(AriaRole.Heading, new() { Name = "Foxes" })).ToBeVisibleAsync();

        await card.Details.ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex("/a/[0-9a-f-]{36}"));
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(lane);
        await Expect(Page.FrameLocator("iframe").GetByRole(AriaRole.Heading, new() { Name = "Foxes" })).ToBeVisibleAsync();
        (await PageTextAsync()).ShouldBe(FakePage.Html("Foxes", Pieces));
    }

    // Local models cost nothing, and that is known; of a model without a row nothing is known.
    private static Regex Cost(double? input, double? output)
    {
        var usd = ((4321 * input) + (987 * output)) / 1e6;
        return usd switch
        {
            null => new Regex("unknown"),
            0 => new Regex(@"^\$0$"),
            _ => new Regex("^" + Regex.Escape("$" + usd.Value.ToString(usd >= 0.01 ? "F4" : "F6", CultureInfo.InvariantCulture)) + "$"),
        };
    }

    private static string FakeProviderKey(FakeRequest request) =>
        request.Headers.GetValueOrDefault("x-api-key") ?? request.Headers.GetValueOrDefault("x-goog-api-key") ?? request.Headers["authorization"];

    private static async Task<double> MillisecondsAsync(ILocator figure)
    {
        var words = (await figure.InnerTextAsync()).Split(' ');
        return double.Parse(words[0], CultureInfo.InvariantCulture) * (words[1] == "s" ? 1000 : 1);
    }

    private Task<string> PageTextAsync() => Site.Api.GetStringAsync($"/api/artifacts/{new Uri(Page.Url).Segments[^1]}/html");
}
