using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Podium.TestKit.Providers;

/// <summary>The lists of models that the formats have, each on its true path and in its true shape.</summary>
internal static class FakeModels
{
    /// <summary>Null for anything that is no such list.</summary>
    public static FakeRequest? Match(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (request.Method != HttpMethods.Get || !(path == "/api/tags" || path.EndsWith("/models", StringComparison.Ordinal)))
        {
            return null;
        }

        var headers = request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
        var wire = path == "/api/tags" ? FakeWire.Ollama
            : path.StartsWith("/v1beta/", StringComparison.Ordinal) ? FakeWire.Gemini
            : headers.ContainsKey("anthropic-version") ? FakeWire.Anthropic
            : FakeWire.OpenAI;
        return new FakeRequest(0, wire, path, request.QueryString.Value ?? "", headers, default, "", false, Stopwatch.GetTimestamp());
    }

    public static FakeReply List(FakeWire wire, IReadOnlyList<string> models) => FakeReply.Body(200, wire switch
    {
        FakeWire.Ollama => FakeWires.Json(new { models = models.Select(name => new { name, model = name, size = 1, details = new { family = "fake" } }) }),
        FakeWire.Gemini => FakeWires.Json(new
        {
            models = models.Select(name => new { name = $"models/{name}", supportedGenerationMethods = (string[])["generateContent", "countTokens"] })
                .Append(new { name = "models/fake-embedding", supportedGenerationMethods = (string[])["embedContent"] }),
        }),
        FakeWire.Anthropic => FakeWires.Json(new { data = models.Select(id => new { type = "model", id, display_name = id }), has_more = false, last_id = models.Count > 0 ? models[^1] : null }),
        _ => FakeWires.Json(new { @object = "list", data = models.Select(id => new { id, @object = "model", owned_by = "fake" }) }),
    });
}
