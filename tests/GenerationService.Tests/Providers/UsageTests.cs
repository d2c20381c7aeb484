using Podium.GenerationService.Providers;
using Podium.TestKit.Providers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>Counts as providers send them, and the categories that are billed.</summary>
public sealed class UsageTests
{
    public sealed record Vector(string Name, FakeWire Wire, string Events, long? Input, long? Output, long? Read = null, long? Write5m = null, long? Write1h = null, long? Reasoning = null, double? Cost = null)
    {
        public override string ToString() => Name;
    }

    private static string OpenAI(string usage) => $$$"""data: {"choices":[],"usage":{{{usage}}}}""" + "\n\n";

    private static string Gemini(string usage) => $$$"""data: {"candidates":[],"usageMetadata":{{{usage}}}}""" + "\n\n";

    private static string Start(string usage) => $$$"""data: {"type":"message_start","message":{"usage":{{{usage}}}}}""" + "\n\n";

    private static string Delta(string usage) => $$$"""data: {"type":"message_delta","delta":{},"usage":{{{usage}}}}""" + "\n\n";

    public static readonly TheoryData<Vector> Vectors =
    [
        new("cached lies inside the prompt", FakeWire.OpenAI, OpenAI("""{"prompt_tokens":17903,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":17817}}"""), 86, 10, 17817),
        new("writes lie inside the prompt too", FakeWire.OpenAI,
            OpenAI("""{"prompt_tokens":120,"completion_tokens":40,"prompt_tokens_details":{"cached_tokens":64,"cache_write_tokens":20},"completion_tokens_details":{"reasoning_tokens":30}}"""), 36, 10, 64, 20, Reasoning: 30),
        new("parts that overlap never make a negative count", FakeWire.OpenAI,
            OpenAI("""{"prompt_tokens":100,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":90,"cache_write_tokens":20}}"""), 0, 1, 90, 20),
        new("three counts and no details", FakeWire.OpenAI, OpenAI("""{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}"""), 9, 3),
        new("running usage on every chunk is not summed", FakeWire.OpenAI,
            OpenAI("""{"prompt_tokens":9,"completion_tokens":1}""") + OpenAI("""{"prompt_tokens":9,"completion_tokens":2}""") + OpenAI("""{"prompt_tokens":9,"completion_tokens":3}"""), 9, 3),
        new("null after the counts changes nothing", FakeWire.OpenAI, OpenAI("""{"prompt_tokens":9,"completion_tokens":3}""") + OpenAI("null"), 9, 3),
        new("reasoning beside the completion, told by the total (xAI)", FakeWire.OpenAI,
            OpenAI("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":35,"completion_tokens_details":{"reasoning_tokens":20}}"""), 10, 5, Reasoning: 20),
        new("the cost of OpenRouter", FakeWire.OpenAI, OpenAI("""{"prompt_tokens":10,"completion_tokens":5,"cost":0.00123}"""), 10, 5, Cost: 0.00123),
        new("cache hits of DeepSeek", FakeWire.OpenAI, OpenAI("""{"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":2}"""), 2, 5, 8),
        new("usage inside the choice (Moonshot)", FakeWire.OpenAI, """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":4,"completion_tokens":2}}]}""" + "\n\n", 4, 2),
        new("usage of Groq", FakeWire.OpenAI, """data: {"choices":[],"x_groq":{"usage":{"prompt_tokens":4,"completion_tokens":2}}}""" + "\n\n", 4, 2),
        new("cached lies outside the input, the last output stands", FakeWire.Anthropic,
            Start("""{"input_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":900,"output_tokens":1}""") + Delta("""{"output_tokens":30}""") + Delta("""{"output_tokens":57}"""), 20, 57, 900, 0),
        new("later input counts override", FakeWire.Anthropic, Start("""{"input_tokens":20,"output_tokens":1}""") + Delta("""{"input_tokens":25,"cache_read_input_tokens":3,"output_tokens":5}"""), 25, 5, 3),
        new("writes by their lifetime", FakeWire.Anthropic,
            Start("""{"input_tokens":1,"cache_creation_input_tokens":100,"cache_creation":{"ephemeral_5m_input_tokens":60,"ephemeral_1h_input_tokens":40}}""") + Delta("""{"output_tokens":5}"""), 1, 5, null, 60, 40),
        new("a split that falls short: the rest is 5-minute", FakeWire.Anthropic,
            Start("""{"input_tokens":1,"cache_creation_input_tokens":100,"cache_creation":{"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":40}}""") + Delta("""{"output_tokens":5}"""), 1, 5, null, 60, 40),
        new("thinking lies inside the output", FakeWire.Anthropic, Start("""{"input_tokens":1}""") + Delta("""{"output_tokens":50,"output_tokens_details":{"thinking_tokens":20}}"""), 1, 30, Reasoning: 20),
        new("the placeholder at the start is no count", FakeWire.Anthropic, Start("""{"input_tokens":20,"output_tokens":3}"""), 20, null),
        new("thoughts lie outside the candidates, zeroes are left out", FakeWire.Gemini,
            Gemini("""{"promptTokenCount":4,"totalTokenCount":60,"thoughtsTokenCount":56}""") + Gemini("""{"promptTokenCount":4,"candidatesTokenCount":2,"thoughtsTokenCount":56,"totalTokenCount":62}"""), 4, 2, 0, Reasoning: 56),
        new("cached inside the prompt, tool results as input", FakeWire.Gemini,
            Gemini("""{"promptTokenCount":100,"cachedContentTokenCount":40,"toolUsePromptTokenCount":7,"candidatesTokenCount":2}"""), 67, 2, 40, Reasoning: 0),
        new("two counts of Ollama", FakeWire.Ollama, """{"message":{"content":"a"},"done":true,"prompt_eval_count":26,"eval_count":40}""", 26, 40),
        new("a cached prompt of Ollama drops its count", FakeWire.Ollama, """{"message":{"content":"a"},"done":true,"eval_count":40}""", null, 40),
    ];

    [Theory, MemberData(nameof(Vectors))]
    public void MustHave_14_Counts_become_billed_categories(Vector vector) =>
        StreamRun.Of(WireOf(vector.Wire), vector.Events).Usage.ShouldBe(
            new TokenUsage(vector.Input, vector.Output, vector.Read, vector.Write5m, vector.Write1h, vector.Reasoning, (decimal?)vector.Cost));

    [Theory, InlineData(FakeWire.OpenAI), InlineData(FakeWire.Anthropic), InlineData(FakeWire.Gemini), InlineData(FakeWire.Ollama)]
    public void No_usage_is_unknown_not_zero(FakeWire wire) => new StreamRun(WireOf(wire)).End(1).Usage.ShouldBeNull();

    [Fact]
    public void Durations_of_local_servers_are_kept_apart()
    {
        var ollama = StreamRun.Of(WireFormat.Ollama,
            """{"message":{"content":"a"},"done":true,"load_duration":400000000,"prompt_eval_count":26,"prompt_eval_duration":90000000,"eval_count":40,"eval_duration":500000000}""");
        var llama = StreamRun.Of(WireFormat.OpenAI,
            """data: {"choices":[],"timings":{"cache_n":10,"prompt_n":5,"prompt_ms":12.5,"predicted_n":40,"predicted_ms":800}}""" + "\n\n");

        ollama.Recorder.ServerReported.ShouldBe(new ServerTimings(
            TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(90), TimeSpan.FromMilliseconds(500), 26, 40, null));
        llama.Recorder.ServerReported.ShouldBe(new ServerTimings(null, TimeSpan.FromMilliseconds(12.5), TimeSpan.FromMilliseconds(800), 5, 40, 10));
    }
}
