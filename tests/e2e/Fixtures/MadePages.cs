using System.Net.Http.Json;
using Podium.TestKit.Http;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Fixtures;

/// <summary>Pages that are there before the browser comes.</summary>
internal static class MadePages
{
    /// <summary>Lets a model of the fake provider build a page and returns the artifact's id.</summary>
    public static async Task<string> MakePageAsync(this PodiumSite site, string model, string? html = null, string provider = "openai", int itlMs = 1)
    {
        var text = html ?? FakePage.Html(model, 24);
        var size = Math.Max(1, text.Length / 20);
        var answer = text.Chunk(size).Select((piece, i) => (At: 0.02 + (i * itlMs / 1000.0), Text: new string(piece)))
            .Aggregate(new FakeAnswer { Usage = new FakeUsage(1200, 3400) }, (all, piece) => all.Content(piece.At, piece.Text));
        site.Provider.OnModel(model, answer);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/generate/stream")
        {
            Content = JsonContent.Create(new { provider, modelId = model, taskId = "free", prompt = "A page about foxes.", apiKey = "sk-e2e" }),
        };
        var events = await EventStream.ReadAllAsync(site.Api, request);
        var complete = events.SingleOrDefault(e => e.Type == "complete");
        return complete?.Json.GetProperty("artifactId").GetString()
            ?? throw new InvalidOperationException($"{model} made no page: {events.LastOrDefault(e => e.Type == "error")?.Json}");
    }
}
