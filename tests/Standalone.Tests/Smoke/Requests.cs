using System.Net.Http.Json;
using System.Text.Json;
using Podium.TestKit.Http;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>What the smoke tests send, in the words of the public contract.</summary>
internal static class Requests
{
    private const string Key = "sk-smoke";

    public static HttpRequestMessage Stream(string provider, string model, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/generate/stream")
        {
            Content = JsonContent.Create(new { provider, modelId = model, taskId = "free", prompt = "A page about foxes.", apiKey = Key }),
        };
        change?.Invoke(request);
        return request;
    }

    public static HttpRequestMessage Resume(string generationId, long lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/generate/{generationId}/stream");
        request.Headers.Add("Last-Event-ID", lastEventId.ToString());
        return request;
    }

    /// <summary>Reads until enough tokens came, and leaves.</summary>
    public static async Task<List<StreamedEvent>> WatchAsync(HttpClient client, HttpRequestMessage request, int tokens)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var seen = new List<StreamedEvent>();
        await foreach (var item in EventStream.ReadAsync(client, request, limit.Token))
        {
            seen.Add(item);
            if (seen.Count(e => e.Type == "token") >= tokens)
            {
                break;
            }
        }

        return seen;
    }

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(path);

    public static string Text(this IEnumerable<StreamedEvent> events) =>
        string.Concat(events.Where(e => e.Type == "token").Select(e => e.Json.GetProperty("text").GetString()));

    public static string GenerationId(this IEnumerable<StreamedEvent> events) =>
        events.First(e => e.Type == "meta").Json.GetProperty("generationId").GetString()!;

    public static string ArtifactId(this IEnumerable<StreamedEvent> events) =>
        events.Single(e => e.Type == "complete").Json.GetProperty("artifactId").GetString()!;
}
