using System.Text.Json.Nodes;
using Podium.Generation.V1;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Connections;

/// <summary>A model calls two tools at once and reads their results: what the second request says, in each format.</summary>
public sealed class ToolRoundTripTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Schema = """{"type":"object","properties":{"expression":{"type":"string"}},"required":["expression"]}""";

    private Garage _garage = null!;

    public async Task InitializeAsync() => _garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());

    public async Task DisposeAsync() => await _garage.DisposeAsync();

    [Theory]
    [InlineData("OPENAI_COMPAT", "messages",
        """
        [{"role":"system","content":"be brief"},{"role":"user","content":"What is it?"},
         {"role":"assistant","content":"","tool_calls":[
           {"id":"call_0","type":"function","function":{"name":"calculator","arguments":"{\"expression\":\"1+1\"}"}},
           {"id":"call_1","type":"function","function":{"name":"calculator","arguments":"{\"expression\":\"2+2\"}"}}]},
         {"role":"tool","content":"{\"result\":2}","tool_call_id":"call_0"},
         {"role":"tool","content":"{\"result\":4}","tool_call_id":"call_1"}]
        """)]
    [InlineData("ANTHROPIC", "messages",
        """
        [{"role":"user","content":[{"type":"text","text":"What is it?"}]},
         {"role":"assistant","content":[
           {"type":"tool_use","id":"toolu_0","name":"calculator","input":{"expression":"1+1"}},
           {"type":"tool_use","id":"toolu_1","name":"calculator","input":{"expression":"2+2"}}]},
         {"role":"user","content":[
           {"type":"tool_result","tool_use_id":"toolu_0","content":"{\"result\":2}"},
           {"type":"tool_result","tool_use_id":"toolu_1","content":"{\"result\":4}"}]}]
        """)]
    [InlineData("GOOGLE", "contents",
        """
        [{"role":"user","parts":[{"text":"What is it?"}]},
         {"role":"model","parts":[
           {"functionCall":{"name":"calculator","args":{"expression":"1+1"}},"thoughtSignature":"c2ln"},
           {"functionCall":{"name":"calculator","args":{"expression":"2+2"}},"thoughtSignature":"c2ln"}]},
         {"role":"user","parts":[
           {"functionResponse":{"name":"calculator","response":{"output":"{\"result\":2}"}}},
           {"functionResponse":{"name":"calculator","response":{"output":"{\"result\":4}"}}}]}]
        """)]
    [InlineData("OLLAMA", "messages",
        """
        [{"role":"system","content":"be brief"},{"role":"user","content":"What is it?"},
         {"role":"assistant","content":"","tool_calls":[
           {"id":"ID0","function":{"name":"calculator","arguments":{"expression":"1+1"}}},
           {"id":"ID1","function":{"name":"calculator","arguments":{"expression":"2+2"}}}]},
         {"role":"tool","content":"{\"result\":2}","tool_call_id":"ID0","tool_name":"calculator"},
         {"role":"tool","content":"{\"result\":4}","tool_call_id":"ID1","tool_name":"calculator"}]
        """)]
    public async Task Race_Fault_04_Calls_come_back_with_their_results_in_the_order_the_format_wants(string type, string field, string expected)
    {
        var request = await AskAsync(type);
        _garage.Upstream.Enqueue(new FakeAnswer().Tool(0, "calculator", """{"expression":"1+1"}""").Tool(0, "calculator", """{"expression":"2+2"}"""));
        _garage.Upstream.Enqueue(new FakeAnswer().Content(0, "Two and four."));

        var called = (await _garage.CompleteAsync(request))[^1].Finished;
        Answer(request, called, """{"result":2}""", """{"result":4}""");
        var answered = await _garage.CompleteAsync(request);

        called.Finish.ShouldBe("tool_calls");
        called.ToolCalls.Select(c => c.Id).ShouldBeUnique();
        answered[^1].Finished.Finish.ShouldBe("stop");
        var ids = called.ToolCalls.Select(c => c.Id).ToList();
        ShouldBeJson(_garage.Upstream.LastRequest.Body.GetProperty(field).GetRawText(), expected.Replace("ID0", ids[0]).Replace("ID1", ids[1]));
    }

    [Theory]
    [InlineData("OPENAI", """[{"type":"function","function":{"name":"calculator","description":"adds","parameters":SCHEMA}}]""")]
    [InlineData("ANTHROPIC", """[{"name":"calculator","description":"adds","input_schema":SCHEMA}]""")]
    [InlineData("GOOGLE", """[{"functionDeclarations":[{"name":"calculator","description":"adds","parameters":SCHEMA}]}]""")]
    [InlineData("OLLAMA", """[{"type":"function","function":{"name":"calculator","description":"adds","parameters":SCHEMA}}]""")]
    public async Task Tools_are_offered_as_the_format_declares_them_and_only_when_there_are_any(string type, string expected)
    {
        var request = await AskAsync(type);
        _garage.Upstream.OnModel("m", new FakeAnswer().Content(0, "fine"));

        await _garage.CompleteAsync(request);
        ShouldBeJson(_garage.Upstream.LastRequest.Body.GetProperty("tools").GetRawText(), expected.Replace("SCHEMA", Schema));
        request.Tools.Clear();
        await _garage.CompleteAsync(request);
        _garage.Upstream.LastRequest.Body.TryGetProperty("tools", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Google_gets_a_schema_beyond_OpenAPI_in_the_field_that_takes_it()
    {
        var request = await AskAsync("GOOGLE");
        request.Tools[0].ParametersJson = """{"type":"object","properties":{},"additionalProperties":false}""";

        await _garage.CompleteAsync(request);

        var declared = _garage.Upstream.LastRequest.Body.GetProperty("tools")[0].GetProperty("functionDeclarations")[0];
        declared.TryGetProperty("parameters", out _).ShouldBeFalse();
        declared.GetProperty("parametersJsonSchema").GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Race_Fault_04_What_Claude_thought_before_its_calls_comes_back_unchanged_and_in_its_place()
    {
        var request = await AskAsync("ANTHROPIC");
        _garage.Upstream.Enqueue(FakeReply.Stream(
            Event("""{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":9,"output_tokens":1}}}"""),
            Event("""{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"""),
            Event("""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Add "}}"""),
            Event("""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"them, ü"}}"""),
            Event("""{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB+/="}}"""),
            Event("""{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"Emwk"}}"""),
            Event("""{"type":"content_block_start","index":2,"content_block":{"type":"text","text":"Let me see."}}"""),
            Event("""{"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_a","name":"calculator","input":{}}}"""),
            Event("""{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"expression\":\"1+1\"}"}}"""),
            Event("""{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":20}}"""),
            Event("""{"type":"message_stop"}""")));
        _garage.Upstream.Enqueue(new FakeAnswer().Content(0, "Two."));

        var called = (await _garage.CompleteAsync(request))[^1].Finished;
        Answer(request, called, """{"result":2}""");
        request.Messages[^2].Text = "Let me see.";
        await _garage.CompleteAsync(request);

        ShouldBeJson(
            _garage.Upstream.LastRequest.Body.GetProperty("messages")[1].GetRawText(),
            """
            {"role":"assistant","content":[
              {"type":"thinking","thinking":"Add them, ü","signature":"EqQB+/="},
              {"type":"redacted_thinking","data":"Emwk"},
              {"type":"text","text":"Let me see."},
              {"type":"tool_use","id":"toolu_a","name":"calculator","input":{"expression":"1+1"}}]}
            """);
    }

    [Fact]
    public async Task Race_Fault_07_Arguments_and_results_that_are_no_JSON_do_not_spoil_the_next_request()
    {
        foreach (var type in new[] { "OPENAI_COMPAT", "ANTHROPIC", "GOOGLE", "OLLAMA" })
        {
            foreach (var arguments in new[] { "{\"x\": NaN}", "{\"x\": Infinity}", "{\"x\": 1e999}", "{\"x\":", "[1]", "", new string('[', 2_000) })
            {
                var request = await AskAsync(type);
                Answer(request, new Finished { ToolCalls = { new ToolCall { Id = "c", Name = "calculator", ArgumentsJson = arguments, Signature = "not its own" } } }, "{\"result\": -Infinity}");
                _garage.Upstream.Enqueue(new FakeAnswer().Content(0, "fine"));

                var finished = (await _garage.CompleteAsync(request))[^1].Finished;

                finished.Finish.ShouldBe("stop", $"{type}: {arguments[..Math.Min(arguments.Length, 20)]}");
            }
        }
    }

    private async Task<CompleteRequest> AskAsync(string type)
    {
        var request = Garage.Ask(await _garage.ConnectAsync(type), "m", "What is it?");
        request.Messages.Insert(0, new Message { Role = "system", Text = "be brief" });
        request.Tools.Add(new Tool { Name = "calculator", Description = "adds", ParametersJson = Schema });
        return request;
    }

    // As the eval service does it.
    private static void Answer(CompleteRequest request, Finished called, params string[] results)
    {
        request.Messages.Add(new Message { Role = "assistant", ToolCalls = { called.ToolCalls } });
        foreach (var (call, result) in called.ToolCalls.Zip(results))
        {
            request.Messages.Add(new Message { Role = "tool", Text = result, ToolCallId = call.Id, ToolName = call.Name });
        }
    }

    private static string Event(string data) => $"event: x\ndata: {data}\n\n";

    private static void ShouldBeJson(string actual, string expected) =>
        JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(expected)).ShouldBeTrue(actual);
}
