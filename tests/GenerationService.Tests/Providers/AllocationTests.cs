using System.Text;
using Podium.GenerationService.Providers;
using Podium.TestKit.Providers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>The hot path: what a token costs between the socket and the sink.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData(FakeWire.OpenAI, "data: {\"id\":\"chatcmpl-x1\",\"object\":\"chat.completion.chunk\",\"created\":1795000000,\"model\":\"m-2026\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"to\\nken \"},\"finish_reason\":null}],\"usage\":null}\n\n")]
    [InlineData(FakeWire.Anthropic, "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"to\\nken \"}}\n\n")]
    [InlineData(FakeWire.Gemini, "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"token \"}],\"role\":\"model\"},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":4},\"modelVersion\":\"m\",\"responseId\":\"r\"}\r\n\r\n")]
    [InlineData(FakeWire.Ollama, "{\"model\":\"m\",\"created_at\":\"2026-11-20T10:00:00.1Z\",\"message\":{\"role\":\"assistant\",\"content\":\"token \"},\"done\":false}\n")]
    public void A_token_costs_next_to_no_garbage(FakeWire format, string streamEvent)
    {
        const int tokens = 20_000;
        var one = Encoding.UTF8.GetBytes(streamEvent);
        var run = new StreamRun(WireOf(format), sink: new CountingSink());
        run.Feed(0, one);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < tokens; i++)
        {
            run.Parser.Feed(one, TimeSpan.FromMilliseconds(i));
        }

        var perToken = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)tokens;
        run.Recorder.Timings(null, null).TokenEvents.ShouldBe(tokens + 1);
        perToken.ShouldBeLessThan(50);
    }

    private sealed class CountingSink : ICompletionSink
    {
        public long Chars { get; private set; }

        public void OnDelta(DeltaChannel channel, ReadOnlySpan<char> text, TimeSpan sinceSent) => Chars += text.Length;

        public void OnReadCompleted()
        {
        }
    }
}
