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

    private static HttpRequestMessage Post(Uri address, object body) => new(HttpMethod.Post, address)
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
        },
    };
}
