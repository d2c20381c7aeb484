using Podium.GenerationService.Providers;
using Podium.TestKit.Providers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

public sealed class WorkedStreamTests
{
    [Fact]
    public async Task The_socket_gives_the_instants_the_upstream_sent_at()
    {
        await using var harness = await StartAsync();
        harness.Fake.Enqueue(new FakeAnswer { Usage = new FakeUsage(7, 10) { Reasoning = 5 } }
            .Role(0.05).Reasoning(0.1, "five tokens of thought").Content(0.2, "a").Content(0.3, "nd more"));

        var (result, sink) = await harness.RunAsync(harness.Endpoint(WireFormat.OpenAI), Ask());

        result.Failure.ShouldBeNull();
        result.Finish.ShouldBe(FinishReason.Stop);
        sink.Answer.ShouldBe("and more");
        sink.Reasoning.ShouldBe("five tokens of thought");
        result.Usage.ShouldBe(new TokenUsage(7, 5, CacheRead: 0, Reasoning: 5));
        result.Timings.TokenEvents.ShouldBe(3);
        var truth = harness.Fake.LastRequest;
        var sent = truth.Sends.First(s => s.Kind == "reasoning").At - truth.ReceivedAt;
        result.Timings.FirstToken!.Value.TotalMilliseconds.ShouldBe(TimeSpan.FromTicks(sent / 100).TotalMilliseconds, 15);
    }
}
