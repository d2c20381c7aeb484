using System.Text.Json.Nodes;
using static Podium.TestKit.Providers.FakeWires;

namespace Podium.TestKit.Providers;

internal sealed class FakeGemini(string model, int number) : IFakeWireWriter
{
    public IEnumerable<string> Event(FakeEvent item) => item.Kind switch
    {
        FakeEventKind.Role => [Chunk(Part(new { text = "" }))],
        FakeEventKind.Reasoning => [Chunk(Part(new { text = item.Text, thought = true }))],
        FakeEventKind.Content => [Chunk(Part(new { text = item.Text }))],
        FakeEventKind.Tool => [Chunk(Part(Call(item)))],
        _ => [": keep-alive"],
    };

    public IEnumerable<string> Finish(string finish, FakeUsage? usage)
    {
        object candidate = new { index = 0, finishReason = FinishReason(finish) };
        return [usage is null ? Chunk(candidate) : Chunk(candidate, usage)];
    }

    public IEnumerable<string> Done() => [];

    public string Error(string message) => Json(new { error = new { code = 503, message, status = "UNAVAILABLE" } });

    public string Whole(FakeAnswer answer)
    {
        List<object> parts = [];
        if (Text(answer, FakeEventKind.Reasoning) is { Length: > 0 } thought)
        {
            parts.Add(new { text = thought, thought = true });
        }

        if (Text(answer, FakeEventKind.Content) is { Length: > 0 } text)
        {
            parts.Add(new { text });
        }

        parts.AddRange(answer.Events.Where(e => e.Kind == FakeEventKind.Tool).Select(Call));
        object candidate = new { index = 0, content = new { role = "model", parts }, finishReason = FinishReason(answer.Finish ?? "stop") };
        return answer.Usage is { } usage
            ? Json(new { candidates = new[] { candidate }, usageMetadata = Usage(usage), modelVersion = model, responseId = Id })
            : Json(new { candidates = new[] { candidate }, modelVersion = model, responseId = Id });
    }

    private string Id => $"fake-{number}";

    private static object Call(FakeEvent item) =>
        new { functionCall = new { name = item.Name, args = JsonNode.Parse(item.Text) }, thoughtSignature = "c2ln" };

    private static object Part(object part) => new { index = 0, content = new { role = "model", parts = new[] { part } } };

    private string Chunk(object candidate, FakeUsage? usage = null) => "data: " + (usage is null
        ? Json(new { candidates = new[] { candidate }, modelVersion = model, responseId = Id })
        : Json(new { candidates = new[] { candidate }, usageMetadata = Usage(usage), modelVersion = model, responseId = Id }));

    private static string FinishReason(string finish) => finish switch
    {
        "length" => "MAX_TOKENS",
        "stop" or "tool_calls" => "STOP",
        _ => finish,
    };

    // Thoughts lie outside the candidates count, cached tokens inside the prompt count, and zeroes are left out.
    private static JsonObject Usage(FakeUsage usage)
    {
        var counts = new JsonObject
        {
            ["promptTokenCount"] = usage.Prompt,
            ["candidatesTokenCount"] = usage.Completion - usage.Reasoning,
            ["totalTokenCount"] = usage.Prompt + usage.Completion,
        };
        if (usage.Reasoning > 0)
        {
            counts["thoughtsTokenCount"] = usage.Reasoning;
        }

        if (usage.Cached > 0)
        {
            counts["cachedContentTokenCount"] = usage.Cached;
        }

        return counts;
    }
}
