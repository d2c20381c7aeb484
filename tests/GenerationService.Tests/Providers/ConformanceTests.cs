using Podium.GenerationService.Providers;
using Podium.TestKit.Providers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>What holds for every wire format, over a real socket.</summary>
public sealed class ConformanceTests
{
    public static readonly TheoryData<FakeWire> Wires = [.. Enum.GetValues<FakeWire>()];

    private static readonly FakeAnswer Answer = new FakeAnswer { Usage = new FakeUsage(100, 30) { Cached = 40, Reasoning = 10 } }
        .Role(0).Reasoning(0, "Let me ").KeepAlive(0).Reasoning(0, "think.").Content(0, "Grüß Gott, ").Content(0, "🌍 \"world\"\n");

    [Theory, MemberData(nameof(Wires))]
    public async Task An_answer_arrives_whole(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();
        harness.Fake.Enqueue(Answer);

        var (result, sink) = await harness.RunAsync(harness.Endpoint(wire), Ask("some-model"));

        result.Failure.ShouldBeNull();
        result.Finish.ShouldBe(FinishReason.Stop);
        sink.Answer.ShouldBe("Grüß Gott, 🌍 \"world\"\n");
        sink.Reasoning.ShouldBe("Let me think.");
        result.Timings.TokenEvents.ShouldBe(4);
        result.ResponseModel.ShouldBe("some-model");
        result.Usage!.TotalOutput.ShouldBe(30);
        result.Usage.TotalInput.ShouldBe(100);
        harness.Fake.LastRequest.Model.ShouldBe("some-model");
        harness.Fake.LastRequest.Headers["accept-encoding"].ShouldBe("identity");
        harness.Fake.LastRequest.Headers.Keys.ShouldNotContain("traceparent");
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task MustHave_12_A_format_works_without_streaming(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();
        harness.Fake.Enqueue(Answer);

        var (result, sink) = await harness.RunAsync(harness.Endpoint(wire), Ask("some-model", stream: false));

        harness.Fake.LastRequest.Stream.ShouldBeFalse();
        result.Failure.ShouldBeNull();
        result.Finish.ShouldBe(FinishReason.Stop);
        sink.Answer.ShouldBe("Grüß Gott, 🌍 \"world\"\n");
        sink.Reasoning.ShouldBe("Let me think.");
        result.Usage!.TotalOutput.ShouldBe(30);
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task MustHave_14_Usage_is_normalised(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();
        harness.Fake.Enqueue(Answer);

        var (result, _) = await harness.RunAsync(harness.Endpoint(wire), Ask());

        // Anthropic's stream does not tell reasoning apart here; Ollama tells neither cache nor reasoning.
        result.Usage.ShouldBe(wire switch
        {
            WireFormat.Anthropic => new TokenUsage(60, 30, CacheRead: 40, CacheWrite5m: 0),
            WireFormat.Ollama => new TokenUsage(100, 30),
            _ => new TokenUsage(60, 20, CacheRead: 40, Reasoning: 10),
        });
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task A_stream_cut_into_single_bytes_with_crlf_reads_the_same(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();
        harness.Fake.Enqueue(Answer with { SplitBytes = 1, Crlf = true });

        var (result, sink) = await harness.RunAsync(harness.Endpoint(wire), Ask());

        result.Finish.ShouldBe(FinishReason.Stop);
        sink.Answer.ShouldBe("Grüß Gott, 🌍 \"world\"\n");
        result.Timings.TokenEvents.ShouldBe(4);
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task Tool_calls_are_put_together_and_count_as_tokens(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();
        harness.Fake.Enqueue(new FakeAnswer().Tool(0, "first", """{"q":"a b"}""").Tool(0, "second", """{"n":[1,2]}"""));

        var (result, sink) = await harness.RunAsync(harness.Endpoint(wire), Ask());

        result.Finish.ShouldBe(FinishReason.ToolCalls);
        result.ToolCalls.Select(c => (c.Name, c.ArgumentsJson)).ShouldBe([("first", """{"q":"a b"}"""), ("second", """{"n":[1,2]}""")]);
        result.ToolCalls.Select(c => c.Id).Distinct().Count().ShouldBe(2);
        result.Timings.FirstAnswer.ShouldNotBeNull();
        result.Timings.TokenEvents.ShouldBeGreaterThanOrEqualTo(2);
        sink.Text(DeltaChannel.ToolArguments).ShouldBe("""{"q":"a b"}{"n":[1,2]}""");
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task The_output_cap_is_reported_as_length(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();
        harness.Fake.Enqueue(new FakeAnswer { Finish = "length" }.Content(0, "half a pa"));

        var (result, _) = await harness.RunAsync(harness.Endpoint(wire), Ask());

        result.Finish.ShouldBe(FinishReason.Length);
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task A_cut_stream_is_a_failure_that_keeps_what_arrived(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();

        var (result, sink) = await harness.RunAsync(harness.Endpoint(wire), Ask("fake-n10-cut4"));

        result.Finish.ShouldBe(FinishReason.Failed);
        result.Failure!.Code.ShouldBe("upstream.cut");
        result.Failure.Retryable.ShouldBeTrue();
        result.Timings.TokenEvents.ShouldBe(4);
        sink.Answer.ShouldStartWith("<!doctype html>");
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task An_orderly_end_without_the_terminal_marker_is_a_cut_too(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();
        harness.Fake.OnModel("m", request => new FakeReply
        {
            ContentType = wire == WireFormat.Ollama ? "application/x-ndjson" : "text/event-stream",
            Steps = [FakeStep.Send(wire switch
            {
                WireFormat.Anthropic => "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"po\"}}\n\n",
                WireFormat.Gemini => "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"po\"}]}}]}\n\n",
                WireFormat.Ollama => "{\"message\":{\"content\":\"po\"},\"done\":false}\n",
                _ => "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"po\"}}]}\n\n",
            })],
        });

        var (result, sink) = await harness.RunAsync(harness.Endpoint(wire), Ask());

        result.Failure!.Code.ShouldBe("upstream.cut");
        sink.Answer.ShouldBe("po");
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task An_error_inside_a_200_stream_is_a_failure_that_keeps_what_arrived(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();

        var (result, sink) = await harness.RunAsync(harness.Endpoint(wire), Ask("fake-n10-err4"));

        result.Finish.ShouldBe(FinishReason.Failed);
        result.Failure!.Status.ShouldBe(wire switch { WireFormat.Anthropic => 529, WireFormat.Gemini => 503, _ => 502 });
        result.Failure.Retryable.ShouldBeTrue();
        sink.Answer.Length.ShouldBeGreaterThan(0);
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task Cancelling_leaves_at_once_and_keeps_what_arrived(FakeWire format)
    {
        var wire = WireOf(format);
        await using var harness = await StartAsync();
        using var cancel = new CancellationTokenSource();
        harness.Fake.Enqueue(new FakeAnswer { Ending = FakeEnding.Silence }.Content(0, "kept"));
        var run = harness.RunAsync(harness.Endpoint(wire), Ask(), cancel.Token);
        await TestKit.Eventually.IsTrueAsync(() => harness.Fake.Requests.Any(r => r.Sends.Any(s => s.Kind == "content")));
        await Task.Delay(50);

        await cancel.CancelAsync();
        var (result, sink) = await run;

        result.Finish.ShouldBe(FinishReason.Cancelled);
        result.Failure.ShouldBeNull();
        sink.Answer.ShouldBe("kept");
        await harness.Fake.LastRequest.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        harness.Fake.LastRequest.ClientLeft.ShouldBeTrue();
    }
}
