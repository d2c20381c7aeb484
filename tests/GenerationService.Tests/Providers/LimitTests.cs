using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Http;
using Podium.TestKit.Providers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>Upstreams that never end, send too much, or nothing at all: bounded, clear, and nothing lost.</summary>
public sealed class LimitTests
{
    private static readonly ProviderLimits Tight = new()
    {
        MaxResponseBytes = 1 << 20,
        MaxEventBytes = 64 << 10,
        IdleTimeout = TimeSpan.FromMilliseconds(1500),
        FirstByteTimeout = TimeSpan.FromMilliseconds(2500),
        ErrorBodyTimeout = TimeSpan.FromMilliseconds(1500),
    };

    public static readonly TheoryData<FakeWire> Wires = [.. Enum.GetValues<FakeWire>()];

    [Theory, MemberData(nameof(Wires))]
    public async Task A_page_that_never_ends_is_stopped_at_the_limit(FakeWire format)
    {
        await using var harness = await StartAsync(Tight);

        var (result, sink) = await harness.RunAsync(harness.Endpoint(WireOf(format)), Ask("fake-endless"));

        result.Failure!.Code.ShouldBe("upstream.too_large");
        result.Failure.Retryable.ShouldBeFalse();
        sink.Answer.ShouldContain("more and more ");
        result.Timings.TokenEvents.ShouldBeGreaterThan(100);
        await harness.Fake.LastRequest.Ended.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory, MemberData(nameof(Wires))]
    public async Task Silence_in_the_middle_of_an_answer_ends_it(FakeWire format)
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.Enqueue(new FakeAnswer { Ending = FakeEnding.Silence }.Content(0, "kept"));

        var (result, sink) = await harness.RunAsync(harness.Endpoint(WireOf(format)), Ask());

        result.Failure!.Code.ShouldBe("upstream.idle");
        result.Failure.Status.ShouldBe(504);
        sink.Answer.ShouldBe("kept");
    }

    [Fact]
    public async Task A_server_that_forgets_to_close_after_the_answer_keeps_nobody_waiting()
    {
        await using var harness = await StartAsync(new ProviderLimits { ClosingTimeout = TimeSpan.FromMilliseconds(200) });
        harness.Fake.Enqueue(new FakeReply
        {
            ContentType = "text/event-stream",
            Steps =
            [
                FakeStep.Send("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"all\"},\"finish_reason\":\"stop\"}]}\n\n"),
                FakeStep.Hang(),
            ],
        });

        var (result, sink) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask());

        result.Finish.ShouldBe(FinishReason.Stop);
        sink.Answer.ShouldBe("all");
    }

    [Fact]
    public async Task A_provider_that_drips_for_ever_ends_with_the_budget_of_the_caller()
    {
        await using var harness = await StartAsync(Tight);
        using var budget = new CancellationTokenSource(TimeSpan.FromMilliseconds(2500));

        var (result, sink) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask("fake-n3-drip"), budget.Token);

        result.Finish.ShouldBe(FinishReason.Cancelled);
        sink.Answer.ShouldStartWith("<!doctype html>");
    }

    [Fact]
    public async Task A_gigabyte_is_not_read()
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.Enqueue(new FakeReply { Steps = [FakeStep.Repeat(new string(' ', 1 << 20), TimeSpan.Zero, 1024)] });
        var before = GC.GetTotalAllocatedBytes();

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask());

        result.Failure!.Code.ShouldBe("upstream.too_large");
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(200L << 20);
    }

    [Fact]
    public async Task One_endless_line_is_stopped_at_the_limit_of_an_event()
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.Enqueue(new FakeReply { ContentType = "text/event-stream", Steps = [FakeStep.Repeat(new string('x', 10_000), TimeSpan.Zero)] });

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask());

        result.Failure!.Code.ShouldBe("upstream.too_large");
    }

    [Fact]
    public async Task A_header_bomb_is_refused()
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.Enqueue(FakeReply.Body(200, "{}", "application/json",
            [.. Enumerable.Range(0, 300).Select(i => ($"x-bomb-{i}", new string('b', 1000)))]));

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask());

        result.Failure!.Code.ShouldBe("upstream.headers_too_large");
    }

    [Fact]
    public async Task A_provider_that_never_answers_times_out()
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.OnModel("m", _ => new FakeReply { Steps = Never() });

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask());

        result.Failure!.Status.ShouldBe(504);
        result.Failure.Retryable.ShouldBeTrue();

        static IEnumerable<FakeStep> Never()
        {
            Thread.Sleep(4000);
            yield break;
        }
    }

    [Fact]
    public async Task An_error_body_that_never_ends_costs_only_its_details()
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.Enqueue(new FakeReply { Status = 503, Steps = [FakeStep.Send("overloaded, sorry"), FakeStep.Hang()] });

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask());

        result.Failure!.Status.ShouldBe(503);
        result.Failure.Detail.ShouldBe("overloaded, sorry");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_retryable_502()
    {
        await using var harness = await StartAsync(Tight);
        var endpoint = harness.Endpoint(WireFormat.OpenAI) with { BaseUri = new Uri("http://127.0.0.1:1/v1") };

        var (result, _) = await harness.RunAsync(endpoint, Ask());

        result.Failure!.ShouldSatisfyAllConditions(
            f => f.Code.ShouldBe("upstream.unreachable"), f => f.Status.ShouldBe(502), f => f.Retryable.ShouldBeTrue());
        result.Timings.FirstByte.ShouldBeNull();
    }

    [Theory]
    [InlineData(200, "text/html", "upstream.unexpected_content")]
    [InlineData(302, "text/html", "upstream.redirected")]
    public async Task A_page_instead_of_an_answer_is_never_shown(int status, string type, string code)
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.Enqueue(FakeReply.Body(status, "<html><title>Sign in</title><body>secret page</body></html>", type, ("Location", "https://example.org/")));

        var (result, sink) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask());

        result.Failure!.Code.ShouldBe(code);
        (result.Failure.Message + result.Failure.Detail).ShouldNotContain("secret page");
        sink.Answer.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_ignores_the_stream_flag_is_understood_in_both_directions()
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.Enqueue(FakeReply.Body(200, """{"choices":[{"message":{"content":"whole"},"finish_reason":"stop"}]}"""));
        harness.Fake.Enqueue(FakeReply.Stream("data: {\"choices\":[{\"delta\":{\"content\":\"streamed\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"));

        var (whole, wholeSink) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask(stream: true));
        var (streamed, streamedSink) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask(stream: false));

        (whole.Finish, wholeSink.Answer).ShouldBe((FinishReason.Stop, "whole"));
        (streamed.Finish, streamedSink.Answer).ShouldBe((FinishReason.Stop, "streamed"));
    }

    [Fact]
    public async Task A_finish_reason_before_a_connection_left_open_is_an_answer()
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.Enqueue(new FakeReply
        {
            ContentType = "text/event-stream",
            Steps = [FakeStep.Send("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"STOP\"}]}\n\n"), FakeStep.Hang()],
        });

        var (result, _) = await harness.RunAsync(harness.Endpoint(WireFormat.Gemini), Ask());

        result.Finish.ShouldBe(FinishReason.Stop);
    }

    [Fact]
    public async Task Who_served_a_routed_call_is_told()
    {
        await using var harness = await StartAsync(Tight);
        harness.Fake.Enqueue(new FakeAnswer { Headers = new Dictionary<string, string> { ["x-inference-provider"] = "novita" } }.Content(0, "a"));
        harness.Fake.Enqueue(FakeReply.Stream("data: {\"provider\":\"Groq\",\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"));

        (await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "huggingface"), Ask())).Result.ServedBy.ShouldBe("novita");
        (await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI, "openrouter"), Ask())).Result.ServedBy.ShouldBe("Groq");
    }
}
