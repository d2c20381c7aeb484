using System.Text.Encodings.Web;
using System.Text.Json;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Measure;

/// <summary>The one config that promptfoo runs and Podium imports. Its prompts are numbered, so that the mock can tell requests apart.</summary>
internal static class PromptfooFile
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Prompts = ["#{{number}} Write a page about {{topic}}."];

    public static string Of(int tests, IEnumerable<(Uri Upstream, MockSchedule Schedule)> providers) => JsonSerializer.Serialize(
        new
        {
            description = "benchmark",
            providers = providers.Select(p => new
            {
                id = $"openai:chat:{p.Schedule.Model}",
                config = new { apiBaseUrl = new Uri(p.Upstream, "/v1").ToString(), apiKey = "sk-bench" },
            }),
            prompts = Prompts,
            tests = Enumerable.Range(1, tests).Select(i => new
            {
                vars = new { number = $"{i}", topic = $"the number {i}" },
                assert = new object[]
                {
                    new { type = "contains", value = "<!doctype html>" },
                    new { type = "regex", value = "<p>.*</p>" },
                },
            }),
        },
        Json);
}
