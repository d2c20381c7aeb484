using System.Text.Json;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Parameters;
using Podium.TestKit.Providers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>Which parameters are sent to whom, and what is learned from a refusal.</summary>
public sealed class ParameterTests
{
    [Theory]
    [InlineData("openai", "gpt-4.1", null, "max_completion_tokens", true)]
    [InlineData("openai", "gpt-5-mini", null, "max_completion_tokens", false)]
    [InlineData("openai", "gpt-5", "none", "max_completion_tokens", false)]
    [InlineData("openai", "gpt-5-chat-latest", null, "max_completion_tokens", true)]
    [InlineData("openai", "o3", null, "max_completion_tokens", false)]
    [InlineData("openai", "o4-mini", null, "max_completion_tokens", false)]
    [InlineData("openai", "gpt-5.1", null, "max_completion_tokens", true)]
    [InlineData("openai", "gpt-5.2", "high", "max_completion_tokens", false)]
    [InlineData("openai", "gpt-5.4-mini", "none", "max_completion_tokens", true)]
    [InlineData("openai", "gpt-5.6-luna", null, "max_completion_tokens", false)]
    [InlineData("openai", "gpt-5.6-luna", "none", "max_completion_tokens", true)]
    [InlineData("openai", "gpt-6-sol", "none", "max_completion_tokens", true)]
    [InlineData("openai", "gpt-6-astra", "none", "max_completion_tokens", false)]
    [InlineData("openai", "gpt-6.1-sol", null, "max_completion_tokens", false)]
    [InlineData("aipipe", "gpt-5-mini", null, "max_completion_tokens", false)]
    [InlineData("aipipe", "openai/gpt-5-mini", null, "max_tokens", true)]
    [InlineData("huggingface", "deepseek-ai/DeepSeek-V4-Pro", null, "max_tokens", true)]
    [InlineData("openrouter", "openai/gpt-5", null, "max_tokens", true)]
    [InlineData("vllm", "gpt-5", null, "max_tokens", true)]
    [InlineData("lmstudio", "x", null, "max_tokens", true)]
    [InlineData("llamacpp", "x", null, "max_tokens", true)]
    [InlineData("jan", "x", null, "max_tokens", true)]
    [InlineData("compatible", "x", null, "max_tokens", true)]
    public void The_known_rules_of_a_family_hold(string provider, string model, string? effort, string cap, bool temperature)
    {
        var endpoint = new ProviderEndpoint(provider, WireFormat.OpenAI, new Uri("http://x/v1"), null, new Dictionary<string, string>());

        var plan = KnownRules.For(endpoint, Ask(model) with { ReasoningEffort = effort });

        plan.CapField.ShouldBe(cap);
        plan.Sends("temperature").ShouldBe(temperature);
    }

    [Theory]
    [InlineData(FakeWire.OpenAI, "seed", "top_k")]
    [InlineData(FakeWire.Gemini, "seed", "topK")]
    [InlineData(FakeWire.Ollama, "seed", "top_k")]
    public async Task Whole_numbers_are_sent_to_the_last_digit(FakeWire format, string seed, string topK)
    {
        await using var harness = await StartAsync();

        await harness.RunAsync(harness.Endpoint(WireOf(format)), Ask() with { Seed = 9_007_199_254_740_993, TopK = 40 });

        var body = harness.Fake.LastRequest.Body.GetRawText();
        body.ShouldContain($"\"{seed}\":9007199254740993");
        body.ShouldContain($"\"{topK}\":40");
    }

    /// <summary>Each as the server names it; what a format has no name for is told as dropped.</summary>
    [Theory]
    [InlineData(FakeWire.OpenAI, "llamacpp", """min_p=0.05 frequency_penalty=-0.5 presence_penalty=0.25 repeat_penalty=1.1""", "num_ctx")]
    [InlineData(FakeWire.OpenAI, "vllm", """min_p=0.05 frequency_penalty=-0.5 presence_penalty=0.25 repetition_penalty=1.1""", "num_ctx")]
    [InlineData(FakeWire.OpenAI, "openai", """frequency_penalty=-0.5 presence_penalty=0.25""", "min_p repeat_penalty num_ctx")]
    [InlineData(FakeWire.Ollama, "ollama", """min_p=0.05 frequency_penalty=-0.5 presence_penalty=0.25 repeat_penalty=1.1 num_ctx=2048""", "")]
    [InlineData(FakeWire.Gemini, "google", """frequencyPenalty=-0.5 presencePenalty=0.25""", "min_p repeat_penalty num_ctx")]
    [InlineData(FakeWire.Anthropic, "anthropic", "", "min_p frequency_penalty presence_penalty repeat_penalty num_ctx")]
    public async Task Further_sampling_is_sent_as_the_server_names_it_or_told_as_dropped(FakeWire format, string provider, string sent, string dropped)
    {
        await using var harness = await StartAsync();
        var asked = Ask() with { MinP = 0.05, FrequencyPenalty = -0.5, PresencePenalty = 0.25, RepeatPenalty = 1.1, ContextTokens = 2048 };

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireOf(format), provider), asked);

        var body = harness.Fake.LastRequest.Body;
        var holder = format switch { FakeWire.Ollama => body.GetProperty("options"), FakeWire.Gemini => body.GetProperty("generationConfig"), _ => body };
        var found = holder.EnumerateObject().Where(p => p.Name.Contains("penalty", StringComparison.OrdinalIgnoreCase) || p.Name is "min_p" or "num_ctx");
        found.Select(p => $"{p.Name}={p.Value.GetRawText()}").ShouldBe(sent.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
        result.DroppedParameters.ShouldBe(dropped.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
    }

    [Fact]
    public async Task Penalties_are_not_sent_to_models_that_never_sample()
    {
        await using var harness = await StartAsync();
        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask("o3") with { FrequencyPenalty = 1, PresencePenalty = 1 });
        harness.Fake.LastRequest.Body.TryGetProperty("frequency_penalty", out _).ShouldBeFalse();
        result.DroppedParameters.ShouldBe(["frequency_penalty", "presence_penalty"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_refusal_in_the_middle_of_an_answer_does_not_send_the_answer_twice()
    {
        await using var harness = await StartAsync();
        harness.Fake.Enqueue(FakeReply.Stream(
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"}}]}\n\n",
            "data: {\"error\":{\"message\":\"Unsupported parameter: 'temperature'\",\"type\":\"invalid_request_error\",\"param\":\"temperature\",\"code\":\"unsupported_parameter\"}}\n\n"));

        var (result, sink) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "compatible"), Ask() with { Temperature = 0.5 });

        result.Failure!.Parameter.ShouldBe("temperature");
        sink.Answer.ShouldBe("half");
        harness.Fake.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("claude-sonnet-4-6", true, false)]
    [InlineData("claude-opus-4-6", true, false)]
    [InlineData("claude-haiku-4-5", true, false)]
    [InlineData("claude-opus-4-7", false, false)]
    [InlineData("claude-opus-5-5", false, false)]
    [InlineData("claude-sonnet-5", false, false)]
    [InlineData("claude-fable-5-1", false, false)]
    public async Task Anthropic_gets_one_sampling_parameter_or_none(string model, bool temperature, bool topP)
    {
        await using var harness = await StartAsync();
        var request = Ask(model) with { Temperature = 1.5, TopP = 0.9, MaxOutputTokens = 100 };

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.Anthropic), request);

        var body = harness.Fake.LastRequest.Body;
        body.TryGetProperty("temperature", out var sent).ShouldBe(temperature);
        (temperature ? sent.GetDouble() : 1).ShouldBe(1);
        body.TryGetProperty("top_p", out _).ShouldBe(topP);
        body.GetProperty("max_tokens").GetInt32().ShouldBe(100);
        result.DroppedParameters.ShouldBe(temperature ? ["top_p"] : ["temperature", "top_p"]);
    }

    [Fact]
    public async Task Nothing_is_sent_that_was_not_asked_for()
    {
        await using var harness = await StartAsync();

        await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "vllm"), Ask());

        harness.Fake.LastRequest.Body.EnumerateObject().Select(p => p.Name).ShouldBe(["model", "messages", "stream", "stream_options"]);
    }

    [Fact]
    public async Task A_refused_parameter_is_dropped_once_and_remembered()
    {
        await using var harness = await StartAsync();
        harness.Fake.OnModel("m", request => request.Body.TryGetProperty("temperature", out _)
            ? Refusal("Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.", "temperature")
            : Answer(request));
        var request = Ask() with { Temperature = 0.2, TopP = 0.5 };

        var (first, sink) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "vllm"), request);
        var (second, _) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "vllm"), request);

        (first.Finish, sink.Answer).ShouldBe((FinishReason.Stop, "fine"));
        first.DroppedParameters.ShouldBe(["temperature"]);
        second.DroppedParameters.ShouldBe(["temperature"]);
        harness.Fake.Requests.Count.ShouldBe(3);
        harness.Fake.LastRequest.Body.GetProperty("top_p").GetDouble().ShouldBe(0.5);
    }

    [Fact]
    public async Task Another_model_of_the_provider_is_not_affected()
    {
        await using var harness = await StartAsync();
        harness.Fake.OnModel("m", r => r.Body.TryGetProperty("temperature", out _) ? Refusal("`temperature` is deprecated for this model.", null) : Answer(r));
        harness.Fake.OnModel("other", Answer);

        await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "vllm"), Ask() with { Temperature = 0.2 });
        await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "vllm"), Ask("other") with { Temperature = 0.2 });

        harness.Fake.LastRequest.Body.GetProperty("temperature").GetDouble().ShouldBe(0.2);
    }

    [Theory]
    [InlineData("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "max_tokens", "max_completion_tokens", 5000)]
    [InlineData("max_tokens is too large: 5000. This model supports at most 4096 completion tokens, whereas you provided 5000.", "max_tokens", "max_tokens", 4096)]
    [InlineData("max_tokens: 5000 > 4000, which is the maximum allowed number of output tokens", null, "max_tokens", 4000)]
    [InlineData("This model's maximum context length is 6000 tokens. However, you requested 5132 output tokens: 'max_tokens' is too large, 1500 tokens in the messages", null, "max_tokens", 4500)]
    public async Task The_cap_is_renamed_or_lowered_as_the_refusal_says(string message, string? parameter, string field, int cap)
    {
        await using var harness = await StartAsync();
        harness.Fake.OnModel("m", r => r.Body.TryGetProperty("max_tokens", out var sent) && sent.GetInt32() == 5000 ? Refusal(message, parameter) : Answer(r));

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "vllm"), Ask() with { MaxOutputTokens = 5000 });

        result.Failure.ShouldBeNull();
        harness.Fake.LastRequest.Body.GetProperty(field).GetInt32().ShouldBe(cap);
        result.DroppedParameters.Single().ShouldStartWith("max_tokens -> ");
    }

    [Fact]
    public async Task Googles_exclusive_limit_is_understood()
    {
        await using var harness = await StartAsync();
        harness.Fake.OnModel("m", r => r.Body.GetProperty("generationConfig").GetProperty("maxOutputTokens").GetInt32() > 65536
            ? FakeReply.Body(400, """{"error":{"code":400,"message":"Unable to submit request because it has a maxOutputTokens value of 99999 but the supported range is from 1 (inclusive) to 65537 (exclusive).","status":"INVALID_ARGUMENT"}}""")
            : FakeReply.Stream("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"fine\"}]},\"finishReason\":\"STOP\"}]}\n\n"));

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.Gemini), Ask() with { MaxOutputTokens = 99_999 });

        result.Failure.ShouldBeNull();
        harness.Fake.LastRequest.Body.GetProperty("generationConfig").GetProperty("maxOutputTokens").GetInt32().ShouldBe(65536);
    }

    [Fact]
    public async Task A_refusal_that_no_change_cures_ends_after_few_tries()
    {
        await using var harness = await StartAsync();
        harness.Fake.OnModel("m", _ => Refusal("Unsupported parameter: 'temperature'", "temperature"));

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "vllm"), Ask() with { Temperature = 0.2 });

        result.Failure!.Code.ShouldBe("upstream.parameter_unsupported");
        result.Failure.Parameter.ShouldBe("temperature");
        harness.Fake.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_model_of_ollama_that_cannot_think_is_asked_without()
    {
        await using var harness = await StartAsync();
        harness.Fake.OnModel("m", r => r.Body.TryGetProperty("think", out _)
            ? FakeReply.Body(400, """{"error":"\"m\" does not support thinking"}""")
            : FakeReply.Body(200, """{"message":{"content":"fine"},"done":true}""", "application/x-ndjson"));

        var (result, sink) = await harness.RunAsync(harness.Endpoint(WireFormat.Ollama), Ask() with { ReasoningEffort = "high" });

        sink.Answer.ShouldBe("fine");
        result.DroppedParameters.ShouldBe(["reasoning_effort"]);
    }

    private static FakeReply Refusal(string message, string? parameter) =>
        FakeReply.Body(400, JsonSerializer.Serialize(new { error = new { message, type = "invalid_request_error", param = parameter, code = "unsupported_value" } }));

    private static FakeReply Answer(FakeRequest request) =>
        FakeReply.Stream("data: {\"choices\":[{\"delta\":{\"content\":\"fine\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
}
