using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Podium.TestKit.Providers;

/// <summary>The true paths of the formats, and where each of them keeps model, stream flag and key.</summary>
internal static partial class FakeRoutes
{
    public static FakeRoute? Match(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return request.Method != HttpMethods.Post ? null
            : path.EndsWith("/chat/completions", StringComparison.Ordinal) ? new FakeRoute(FakeWire.OpenAI)
            : path.EndsWith("/v1/messages", StringComparison.Ordinal) ? new FakeRoute(FakeWire.Anthropic)
            : path == "/api/chat" ? new FakeRoute(FakeWire.Ollama)
            : Gemini().Match(path) is { Success: true } match ? new FakeRoute(FakeWire.Gemini, match.Groups[1].Value, match.Groups[2].Value.StartsWith("stream", StringComparison.Ordinal))
            : null;
    }

    public static string? KeyOf(FakeRequest request) => request.Wire switch
    {
        FakeWire.Anthropic => request.Headers.GetValueOrDefault("x-api-key"),
        FakeWire.Gemini => request.Headers.GetValueOrDefault("x-goog-api-key"),
        _ => request.Headers.GetValueOrDefault("authorization")?.Replace("Bearer ", "", StringComparison.Ordinal),
    };

    /// <summary><c>GET /requests</c> tells a test in another process what came and when what was sent.</summary>
    public static Task AnswerOtherAsync(HttpContext context, FakeProvider fake)
    {
        if (context.Request.Path != "/requests")
        {
            context.Response.StatusCode = context.Request.Path == "/" ? 200 : 404;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsJsonAsync(fake.Requests.Select(r => new
        {
            r.Number,
            wire = r.Wire.ToString(),
            r.Path,
            r.Query,
            r.Headers,
            r.Body,
            r.Model,
            r.Stream,
            r.ReceivedAt,
            r.Sends,
            r.ClientLeft,
            ended = r.Ended.IsCompleted,
        }));
    }

    [GeneratedRegex("/models/([^/]+):(generateContent|streamGenerateContent)$")]
    private static partial Regex Gemini();
}

internal sealed record FakeRoute(FakeWire Wire, string? Model = null, bool Stream = false)
{
    public FakeRequest Read(HttpRequest request, JsonElement body, int number, long receivedAt)
    {
        var headers = request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
        var model = Model ?? (body.TryGetProperty("model", out var name) ? name.GetString() ?? "" : "");

        // Ollama streams unless told not to.
        var stream = Wire == FakeWire.Gemini ? Stream : body.TryGetProperty("stream", out var flag) ? flag.GetBoolean() : Wire == FakeWire.Ollama;
        return new FakeRequest(number, Wire, request.Path.Value!, request.QueryString.Value ?? "", headers, body, model, stream, receivedAt);
    }
}
