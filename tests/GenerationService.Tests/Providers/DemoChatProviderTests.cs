using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Demo;
using Podium.GenerationService.Tasks.Demo.Answers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

public sealed class DemoChatProviderTests
{
    private static readonly string Page = $"<!doctype html><html><body>{new string('x', 4000)} 🏁</body></html>";
    private static readonly ProviderEndpoint Endpoint = new("demo", WireFormat.Demo, new Uri("http://demo.invalid"), null, new Dictionary<string, string>());

    [Fact]
    public async Task The_sprinter_streams_its_page_without_usage()
    {
        var (result, sink) = await RunAsync(Ask("podium-sprinter") with { TaskId = "free" });

        result.Finish.ShouldBe(FinishReason.Stop);
        result.Usage.ShouldBeNull();
        sink.Answer.ShouldBe(Page);
        sink.Reasoning.ShouldBeEmpty();
        result.Timings.TokenEvents.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task The_thinker_reasons_first_and_writes_in_larger_pieces()
    {
        var (sprinter, _) = await RunAsync(Ask("podium-sprinter") with { TaskId = "free" });
        var (result, sink) = await RunAsync(Ask("podium-thinker") with { TaskId = "free" });

        sink.Answer.ShouldBe(Page);
        sink.Deltas.TakeWhile(d => d.Channel == DeltaChannel.Reasoning).Count().ShouldBeGreaterThan(20);
        result.Timings.FirstAnswer!.Value.ShouldBeGreaterThan(result.Timings.FirstToken!.Value);
        sink.Deltas.Count(d => d.Channel == DeltaChannel.Answer).ShouldBeLessThan(sprinter.Timings.TokenEvents / 2);
    }

    [Fact]
    public async Task The_phoenix_breaks_down_once_and_recovers()
    {
        var provider = Provider();
        var request = Ask("podium-phoenix") with { TaskId = "free" };

        var (first, firstSink) = await RunAsync(request, provider);
        var (second, secondSink) = await RunAsync(request with { Stream = true }, provider);
        var (another, _) = await RunAsync(Ask("podium-phoenix") with { TaskId = "free" }, provider);

        first.Failure!.ShouldSatisfyAllConditions(f => f.Status.ShouldBe(503), f => f.Retryable.ShouldBeTrue(), f => f.RetryAfter.ShouldNotBeNull());
        Page.ShouldStartWith(firstSink.Answer);
        firstSink.Answer.ShouldNotBeEmpty();
        second.Finish.ShouldBe(FinishReason.Stop);
        secondSink.Answer.ShouldBe(Page);
        another.Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_unknown_demo_model_is_a_404() =>
        (await RunAsync(Ask("podium-nobody") with { TaskId = "free" })).Result.Failure!.Status.ShouldBe(404);

    [Fact]
    public async Task A_cancelled_demo_keeps_what_it_wrote()
    {
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink();
        var run = Provider(speed: 1).CompleteAsync(Ask("podium-sprinter") with { TaskId = "free" }, Endpoint, sink, cancel.Token);
        await TestKit.Eventually.IsTrueAsync(() => sink.Reads > 0);

        await cancel.CancelAsync();
        var result = await run.WaitAsync(TimeSpan.FromSeconds(5));

        result.Finish.ShouldBe(FinishReason.Cancelled);
        Page.ShouldStartWith(sink.Answer);
    }

    private static DemoChatProvider Provider(double speed = 2000) =>
        new(TimeProvider.System, Options.Create(new DemoOptions { SpeedFactor = speed }), (_, _) => Page, _ => new DemoAnswer(Page));

    private static async Task<(CompletionResult Result, RecordingSink Sink)> RunAsync(ChatRequest request, DemoChatProvider? provider = null)
    {
        var sink = new RecordingSink();
        return (await (provider ?? Provider()).CompleteAsync(request, Endpoint, sink, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)), sink);
    }
}
