using System.Diagnostics;
using Podium.GenerationService.Providers;
using Podium.TestKit.Providers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>The worked stream that defines the clock, with all of its numbers.</summary>
public sealed class WorkedStreamTests
{
    private static StreamRun Worked() => new StreamRun(WireFormat.OpenAI)
        .Feed(0.050, """data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}""" + "\n\n")
        .Feed(0.300, """data: {"choices":[{"index":0,"delta":{"reasoning_content":"five tokens of thought here"}}]}""" + "\n\n")
        .Feed(0.500, """data: {"choices":[{"index":0,"delta":{"content":"one"}}]}""" + "\n\n")
        .Feed(0.700, """data: {"choices":[{"index":0,"delta":{"content":" and four more tokens"},"finish_reason":"stop"}]}""" + "\n\n")
        .Feed(0.710, """data: {"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":10,"completion_tokens_details":{"reasoning_tokens":5}}}""" + "\n\n")
        .Feed(0.720, "data: [DONE]\n\n");

    [Fact]
    public void The_worked_stream_gives_all_of_its_numbers()
    {
        var run = Worked();
        var timings = run.Timings;
        var tokens = run.Usage!.TotalOutput;

        timings.FirstToken.ShouldBe(TimeSpan.FromSeconds(0.300));
        timings.FirstAnswer.ShouldBe(TimeSpan.FromSeconds(0.500));
        timings.SecondToken.ShouldBe(TimeSpan.FromSeconds(0.500));
        timings.LastToken.ShouldBe(TimeSpan.FromSeconds(0.700));
        timings.Closed.ShouldBe(TimeSpan.FromSeconds(0.720));
        timings.TokenEvents.ShouldBe(3);
        timings.Arrivals.ShouldBe([300_000, 500_000, 700_000]);
        tokens.ShouldBe(10);
        timings.InterTokenLatency(tokens)!.Value.TotalSeconds.ShouldBe(0.4 / 9, 1e-6);
        timings.OutputTokensPerSecond(tokens)!.Value.ShouldBe(22.5, 1e-4);
        timings.EndToEndTokensPerSecond(tokens)!.Value.ShouldBe(14.2857, 1e-4);
        run.Usage.ShouldBe(new TokenUsage(20, 5, Reasoning: 5));
        run.Sink.Answer.ShouldBe("one and four more tokens");
        run.Sink.Deltas.Select(d => d.At.TotalSeconds).ShouldBe([0.3, 0.5, 0.7]);
    }

    [Fact]
    public async Task A_socket_gives_the_instants_at_which_the_upstream_sent()
    {
        await using var harness = await StartAsync();
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask("fake-n2-reason1-itl5"));
        }

        harness.Fake.Enqueue(new FakeAnswer { Usage = new FakeUsage(7, 10) { Reasoning = 5 } }
            .Role(0.05).Reasoning(0.1, "five tokens of thought").Content(0.2, "a").Content(0.3, "nd more"));

        var (result, sink) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask());

        result.Failure.ShouldBeNull();
        sink.Answer.ShouldBe("and more");
        sink.Reasoning.ShouldBe("five tokens of thought");
        result.Usage.ShouldBe(new TokenUsage(7, 5, CacheRead: 0, Reasoning: 5));
        result.Timings.TokenEvents.ShouldBe(3);
        var truth = harness.Fake.LastRequest;
        var first = Stopwatch.GetElapsedTime(truth.ReceivedAt, truth.Sends.First(s => s.Kind == "reasoning").At);
        var role = Stopwatch.GetElapsedTime(truth.ReceivedAt, truth.Sends.First(s => s.Kind == "role").At);

        // A loaded machine may delay either process; what must hold is that the role chunk and the connection never count.
        result.Timings.FirstToken!.Value.ShouldBeGreaterThan(role);
        result.Timings.FirstToken!.Value.TotalMilliseconds.ShouldBe(first.TotalMilliseconds, 250);
        result.Timings.FirstByte!.Value.ShouldBeLessThan(result.Timings.FirstToken!.Value);
    }
}
