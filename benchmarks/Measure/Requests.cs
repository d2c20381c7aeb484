using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Measure;

/// <summary>The same completion asked of the mock (directly or through a proxy) and of Podium.</summary>
internal static class Requests
{
    public static HttpRequestMessage Upstream(Uri address, MockSchedule schedule) =>
        Post(new Uri(address, "/v1/chat/completions"), new { model = schedule.Model, stream = true, messages = new[] { new { role = "user", content = "ping" } } });

    public static HttpRequestMessage Podium(Uri address, MockSchedule schedule) =>
        Post(new Uri(address, "/api/generate/stream"), new { provider = "openai", openaiApiKey = "sk-bench", modelId = schedule.Model, taskId = "free", prompt = "ping" });

    /// <summary>The body that a provider would get, at an address that the gateway forwards.</summary>
    public static HttpRequestMessage Forwarded(Uri address, MockSchedule schedule) => new(HttpMethod.Post, new Uri(address, "/api/generate/stream"))
    {
        Content = Upstream(address, schedule).Content,
    };

    /// <summary>Throws with what the server said.</summary>
    public static async Task EnsureSuccessAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)response.StatusCode} from {response.RequestMessage?.RequestUri}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static HttpRequestMessage Post(Uri address, object body) => new(HttpMethod.Post, address)
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        },
    };
}
