using FsCheck;
using FsCheck.Fluent;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Http;
using Podium.TestKit.Providers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>Whatever bytes come: never a hang, never an unhandled exception.</summary>
public sealed class ParserPropertyTests
{
    // Random bytes rarely get past the first brace; pieces of real streams, mixed and broken, get everywhere.
    private static readonly string[] Fragments =
    [
        "data: ", "data:", "event: error\n", "\n\n", "\n", "\r\n", ": ping\n", "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e999", "0.5", "[DONE]", "\\", "\\ud83d", "\uFEFF",
        "\"choices\":", "[{\"index\":0,\"delta\":", "{\"content\":\"x\"}", "{\"content\":[{\"text\":1}]}", "\"tool_calls\":[{\"index\":2147483647,\"id\":\"\",\"function\":{\"name\":null,\"arguments\":{}}}]",
        "\"finish_reason\":\"stop\"", "\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":1e30,\"prompt_tokens_details\":{\"cached_tokens\":9}}", "\"error\":", "{\"message\":[1]}", "\"error\":[]", "\"error\":{}",
        "{\"type\":\"content_block_delta\",\"index\":-1,\"delta\":{\"partial_json\":\"{\"}}", "{\"type\":\"content_block_start\",\"content_block\":{\"id\":1,\"name\":\"f\",\"input\":{\"a\":[1,2]}}}",
        "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":\"x\"}}}", "{\"type\":\"message_stop\"}", "{\"type\":\"error\"}", "{\"type\":7}",
        "\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\",\"thought\":true},{\"functionCall\":{\"args\":[],\"name\":{}}}]}}]", "\"usageMetadata\":{\"promptTokenCount\":99999999999999999999}", "\"promptFeedback\":{\"blockReason\":3}",
        "\"message\":{\"content\":\"x\",\"tool_calls\":[{\"function\":{\"function\":{\"name\":\"f\"},\"arguments\":\"x\"}}]}", "\"done\":true", "\"done_reason\":{}", "\"eval_count\":-3", "\"timings\":{\"prompt_ms\":1e400}", "\"error\":\"boom\"",
    ];

    private static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(),
        Gen.Elements(Fragments).ArrayOf().Select(parts => System.Text.Encoding.UTF8.GetBytes(string.Concat(parts))),
        Gen.Elements(Fragments).ArrayOf().Select(parts => System.Text.Encoding.UTF8.GetBytes(string.Concat(parts.Select(p => $"data: {{{p}}}\n\n")))),
        Gen.Zip(Gen.Elements(Fragments).ArrayOf(), Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf())
            .Select(both => (byte[])[.. System.Text.Encoding.UTF8.GetBytes("data: {" + string.Concat(both.Item1)), .. both.Item2]));

    public static readonly TheoryData<FakeWire, bool> Parsers = new()
    {
        { FakeWire.OpenAI, false }, { FakeWire.Anthropic, false }, { FakeWire.Gemini, false }, { FakeWire.Ollama, false },
        { FakeWire.OpenAI, true }, { FakeWire.Anthropic, true }, { FakeWire.Gemini, true }, { FakeWire.Ollama, true },
    };

    [Theory, MemberData(nameof(Parsers))]
    public void Two_thousand_random_streams_neither_hang_nor_throw_and_read_the_same_however_cut(FakeWire format, bool whole) =>
        Prop.ForAll(Gen.Zip(Bytes, Gen.Choose(1, 40)).ToArbitrary(), input =>
        {
            var (bytes, size) = input;
            var one = new StreamRun(WireOf(format), whole).Feed(0, bytes).End(1);
            var cut = new StreamRun(WireOf(format), whole);
            foreach (var piece in bytes.Chunk(size))
            {
                cut.Feed(0, piece);
            }

            return cut.End(1).Summary() == one.Summary();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    [Theory]
    [InlineData(FakeWire.OpenAI)]
    [InlineData(FakeWire.Anthropic)]
    [InlineData(FakeWire.Gemini)]
    [InlineData(FakeWire.Ollama)]
    public async Task Random_responses_over_a_socket_always_end_in_a_result(FakeWire format)
    {
        await using var harness = await StartAsync(new ProviderLimits { IdleTimeout = TimeSpan.FromSeconds(5) });
        var random = new Random(20261120);
        foreach (var bytes in Bytes.Sample(40, 60))
        {
            harness.Fake.Enqueue(new FakeReply
            {
                Status = random.Next(4) == 0 ? random.Next(200, 600) : 200,
                ContentType = random.Next(3) switch { 0 => "application/json", 1 => "text/event-stream", _ => "application/x-ndjson" },
                Steps = random.Next(5) == 0 ? [FakeStep.Send(bytes), FakeStep.Cut()] : [FakeStep.Send(bytes)],
                SplitBytes = random.Next(0, 9),
            });

            var (result, _) = await harness.RunAsync(harness.Endpoint(WireOf(format)), Ask(stream: random.Next(2) == 0));

            (result.Finish == FinishReason.Failed).ShouldBe(result.Failure is not null);
        }
    }
}
