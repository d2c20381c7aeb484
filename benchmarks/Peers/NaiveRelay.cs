using System.Text.Json;

namespace Podium.Benchmarks.Peers;

/// <summary>The control of goal 3: read a line, build a document, serialise an object, flush, for every token.</summary>
internal static class NaiveRelay
{
    public static void Map(WebApplication app, string target)
    {
        var client = new HttpClient { BaseAddress = new Uri(target) };
        app.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, context.Request.Path.Value) { Content = new StreamContent(context.Request.Body) };
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            context.Response.ContentType = "text/event-stream";
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(context.RequestAborted));
            while (await reader.ReadLineAsync(context.RequestAborted) is { } line)
            {
                if (!line.StartsWith("data: {", StringComparison.Ordinal))
                {
                    continue;
                }

                using var document = JsonDocument.Parse(line.AsMemory(6));
                if (document.RootElement.GetProperty("choices") is { } choices && choices.GetArrayLength() > 0
                    && choices[0].GetProperty("delta").TryGetProperty("content", out var content))
                {
                    await context.Response.WriteAsync($"event: token\ndata: {JsonSerializer.Serialize(new { text = content.GetString() })}\n\n", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }
            }
        });
    }
}
