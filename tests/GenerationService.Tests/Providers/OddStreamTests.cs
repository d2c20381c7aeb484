using Podium.GenerationService.Providers;
using Podium.TestKit.Providers;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>Streams as servers really send them. Each row: the bytes, and what must come of them.</summary>
public sealed class OddStreamTests
{
    public sealed record Odd(string Name, FakeWire Wire, string Stream, string Answer, string Reasoning = "", string Finish = "Stop", int Events = -1, string? Failure = null)
    {
        public override string ToString() => Name;
    }

    private const string Stop = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private static string Content(string text) => $$$"""data: {"choices":[{"index":0,"delta":{"content":{{{text}}}}}]}""" + "\n\n";

    public static readonly TheoryData<Odd> Streams =
    [
        new("role, empty and comment lines are no tokens", FakeWire.OpenAI,
            ": OPENROUTER PROCESSING\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n: ping\n\n" + Content("\"a\"") + Stop, "a", Events: 1),
        new("no space after the colon, and CRLF", FakeWire.OpenAI, ("data:{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n" + Stop).Replace("\n", "\r\n", StringComparison.Ordinal), "a", Events: 1),
        new("a byte order mark, event names and ids", FakeWire.OpenAI, "\uFEFFevent: x\nid: 4\nretry: 10\n" + Content("\"a\"") + Stop, "a", Events: 1),
        new("one event over several data lines", FakeWire.OpenAI, "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"a\"}}]}\n\n" + Stop, "a", Events: 1),
        new("no blank line between events", FakeWire.OpenAI, (Content("\"a\"") + Content("\"b\"") + Stop).Replace("\n\n", "\n", StringComparison.Ordinal), "ab", Events: 2),
        new("no final line break", FakeWire.OpenAI, (Content("\"a\"") + Stop).TrimEnd(), "a", Events: 1),
        new("usage with empty choices, null fields", FakeWire.OpenAI,
            Content("\"a\"") + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"prompt_tokens_details\":null},\"error\":null}\n\n" + Stop, "a", Events: 1),
        new("[DONE] without a finish reason", FakeWire.OpenAI, Content("\"a\"") + "data: [DONE]\n\n", "a", Events: 1),
        new("a finish reason without [DONE]", FakeWire.OpenAI, Content("\"a\"") + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n", "a", Finish: "Length"),
        new("two names for the same reasoning", FakeWire.OpenAI,
            "data: {\"choices\":[{\"delta\":{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}}]}\n\n" + Content("\"a\"") + Stop, "a", "hm", Events: 2),
        new("reasoning only in details", FakeWire.OpenAI,
            "data: {\"choices\":[{\"delta\":{\"content\":\"\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\"}]}}]}\n\n" + Content("\"a\"") + Stop, "a", "hm", Events: 2),
        new("reasoning in details beside the plain field counts once", FakeWire.OpenAI,
            "data: {\"choices\":[{\"delta\":{\"reasoning_details\":[{\"text\":\"hm\"}],\"reasoning\":\"hm\"}}]}\n\n" + Content("\"a\"") + Stop, "a", "hm", Events: 2),
        new("content as parts, with thinking", FakeWire.OpenAI,
            "data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},{\"type\":\"text\",\"text\":\"a\"}]}}]}\n\n" + Stop, "a", "hm", Events: 1),
        new("think tags stay in the text", FakeWire.OpenAI, Content("\"<think>hm</think>a\"") + Stop, "<think>hm</think>a"),
        new("an emoji escaped over two deltas", FakeWire.OpenAI, Content("\"x\\ud83d\"") + Content("\"\\ude00y\"") + Stop, "x😀y", Events: 2),
        new("escapes of every kind", FakeWire.OpenAI, Content("""  "\"\\\/\b\f\n\r\tA\u00e9" """) + Stop, "\"\\/\b\f\n\r\tAé"),
        new("choices beside the first, in any order of fields", FakeWire.OpenAI,
            "data: {\"choices\":[{\"delta\":{\"content\":\"no\"},\"index\":1},{\"delta\":{\"content\":\"a\"},\"index\":0}]}\n\n" + Stop, "a", Events: 1),
        new("the index after the delta", FakeWire.OpenAI, "data: {\"choices\":[{\"delta\":{\"content\":\"no\"},\"finish_reason\":\"stop\",\"index\":1}]}\n\n" + Content("\"a\"") + Stop, "a", Events: 1),
        new("keep-alive words of a proxy", FakeWire.OpenAI, "data: OK\n\ndata:\n\ndata\n\n" + Content("\"a\"") + Stop, "a", Events: 1),
        new("text after [DONE] is nothing", FakeWire.OpenAI, Content("\"a\"") + Stop + Content("\"b\""), "a", Events: 1),
        new("an error, then [DONE] (vLLM)", FakeWire.OpenAI, Content("\"a\"") + "data: {\"error\":{\"message\":\"boom\",\"type\":\"BadRequestError\",\"code\":400}}\n\ndata: [DONE]\n\n", "a", Failure: "boom"),
        new("an error as a string", FakeWire.OpenAI, Content("\"a\"") + "data: {\"error\":\"boom\"}\n\n", "a", Failure: "boom"),
        new("an error with choices beside it (OpenRouter)", FakeWire.OpenAI,
            Content("\"a\"") + "data: {\"error\":{\"code\":502,\"message\":\"boom\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n", "a", Finish: "Failed", Failure: "boom"),
        new("a flat error", FakeWire.OpenAI, "data: {\"object\":\"error\",\"message\":\"boom\",\"code\":400}\n\n", "", Failure: "boom"),
        new("an error without the data prefix", FakeWire.OpenAI, Content("\"a\"") + "{\"error\":{\"message\":\"boom\"}}\n", "a", Failure: "boom"),
        new("an error without the data prefix, over lines", FakeWire.Gemini, "{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"boom\"\n  }\n}\n", "", Failure: "boom"),
        new("an error inside an array", FakeWire.Gemini, "[{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"boom\"\n  }\n}\n]", "", Failure: "boom"),
        new("a refusal", FakeWire.OpenAI, "data: {\"choices\":[{\"delta\":{\"refusal\":\"I can\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"refusal\":\"not\"}}]}\n\n" + Stop, "", Events: 0),
        new("pings, unknown events and an empty thinking block", FakeWire.Anthropic,
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":1,"output_tokens":1}}}

            event: ping
            data: {"type": "ping"}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"abc"}}

            event: something_new
            data: {"type":"something_new","payload":{"message":"x"}}

            event: content_block_delta
            data: {"delta":{"text":"a","type":"text_delta"},"index":1,"type":"content_block_delta"}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}

            event: message_stop
            data: {"type":"message_stop"}


            """, "a", Events: 1),
        new("a refusal without any delta", FakeWire.Anthropic,
            "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\",\"stop_details\":{\"type\":\"refusal\",\"explanation\":\"no\"}},\"usage\":{\"output_tokens\":1}}\n\n"
            + "data: {\"type\":\"message_stop\"}\n\n", "", Finish: "Refusal", Events: 0),
        new("the context window is full", FakeWire.Anthropic,
            "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"model_context_window_exceeded\"}}\n\ndata: {\"type\":\"message_stop\"}\n\n", "", Finish: "Length"),
        new("thoughts, the flag before or after the text", FakeWire.Gemini,
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"thought\":true,\"text\":\"h\"},{\"text\":\"m\",\"thought\":true},{\"text\":\"a\"}]}}]}\n\n"
            + "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\n", "a", "hm", Events: 1),
        new("a blocked prompt", FakeWire.Gemini, "data: {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{\"promptTokenCount\":4}}\n\n", "", Finish: "ContentFilter", Events: 0),
        new("stopped for safety", FakeWire.Gemini, "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"SAFETY\"}]}\n\n", "a", Finish: "ContentFilter"),
        new("a finish reason of the future", FakeWire.Gemini, "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"NEW_ONE\"}]}\n\n", "a"),
        new("one JSON array, as without alt=sse", FakeWire.Gemini,
            "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n,\n{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"finishReason\":\"STOP\"}]}]", "ab"),
        new("blank lines between the lines", FakeWire.Ollama,
            "\n{\"message\":{\"content\":\"a\"},\"done\":false}\n\n{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}\n", "a", Events: 1),
        new("no metrics at all", FakeWire.Ollama, "{\"message\":{\"content\":\"a\"},\"done\":true}", "a"),
        new("an error line", FakeWire.Ollama, "{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"error\":\"boom\"}\n", "a", Failure: "boom"),
    ];

    [Theory]
    [InlineData(FakeWire.OpenAI, "data: ")]
    [InlineData(FakeWire.Anthropic, "data: ")]
    [InlineData(FakeWire.Gemini, "data: ")]
    [InlineData(FakeWire.Ollama, "")]
    public void Half_a_surrogate_pair_in_the_name_of_a_field_breaks_nothing(FakeWire wire, string prefix)
    {
        const string Json = """{"\ud83d":1,"error":{"\ud83d":2,"message":"boom"}}""";

        StreamRun.Of(WireOf(wire), $"{prefix}{Json}\n\n").Recorder.Failure.ShouldNotBeNull();

        GenerationService.Providers.Errors.UpstreamErrorReader.Read(System.Text.Encoding.UTF8.GetBytes(Json)).Raw.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Streams))]
    public void An_odd_stream_is_understood(Odd odd)
    {
        var run = StreamRun.Of(WireOf(odd.Wire), odd.Stream);

        run.Sink.Answer.ShouldBe(odd.Answer);
        run.Sink.Reasoning.ShouldBe(odd.Reasoning);
        run.Recorder.Failure?.Error.Message.ShouldBe(odd.Failure);
        (run.Recorder.Failure is null).ShouldBe(odd.Failure is null);
        if (odd.Failure is null)
        {
            (run.Recorder.Finish ?? FinishReason.Stop).ToString().ShouldBe(odd.Finish);
            (run.Recorder.IsTerminated || run.Recorder.Finish is not null).ShouldBeTrue();
        }

        if (odd.Events >= 0)
        {
            run.Timings.TokenEvents.ShouldBe(odd.Events);
        }
    }

    [Theory, MemberData(nameof(Streams))]
    public void An_odd_stream_reads_the_same_however_its_bytes_are_cut(Odd odd)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(odd.Stream);
        var expected = StreamRun.Of(WireOf(odd.Wire), odd.Stream).Summary();
        foreach (var size in (int[])[1, 2, 3, 5, 7, 16, 61])
        {
            var run = new StreamRun(WireOf(odd.Wire));
            foreach (var piece in bytes.Chunk(size))
            {
                run.Feed(0, piece);
            }

            run.End(1).Summary().ShouldBe(expected);
        }
    }

    [Fact]
    public void Broken_json_in_an_event_is_a_failure_that_keeps_what_arrived()
    {
        var run = StreamRun.Of(WireFormat.OpenAI, Content("\"a\"") + "data: {\"choices\":[{\"delta\":{\"content\":\"b\n\n");

        run.Recorder.Failure!.Code.ShouldBe("upstream.malformed");
        run.Sink.Answer.ShouldBe("a");
    }

    [Fact]
    public void An_event_beyond_the_limit_is_a_failure_not_a_growing_buffer()
    {
        var run = new StreamRun(WireFormat.OpenAI, maxEventBytes: 1000);
        for (var i = 0; i < 100; i++)
        {
            run.Feed(0, new string('x', 100));
        }

        run.Recorder.Failure!.Code.ShouldBe("upstream.too_large");
    }
}
