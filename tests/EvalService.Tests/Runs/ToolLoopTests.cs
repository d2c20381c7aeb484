using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

public sealed class ToolLoopTests(PostgresFixture postgres) : EvalTest(postgres)
{
    private static readonly TestSpec _test = new("What is 6*7?", "contains:42", TestSpec.Calculator);

    [Fact]
    public async Task Race_MustHave_13_A_native_call_is_answered_and_the_model_goes_on()
    {
        Generation.AddCar(1, "native");
        Generation.OnModel("native", (request, _) => request.Messages[^1].Role == "tool"
            ? FakeCompletion.Of($"It is {request.Messages[^1].Text}")
            : FakeCompletion.Tool("calculator", """{"expression":"6*7"}"""));

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(_test), car_ids = Cars(1) });

        events.Select(e => e.Type).ShouldBe(
        [
            "run.started", "item.started", "request.sent", "tool.call.detected", "tool.call.executed", "tool.loop.continue", "request.sent", "ttft.recorded",
            "token.delta", "item.metrics", "item.assertions", "item.completed", "run.completed",
        ]);
        var executed = events[4].Json;
        executed.GetProperty("tool_name").GetString().ShouldBe("calculator");
        executed.GetProperty("args").GetProperty("expression").GetString().ShouldBe("6*7");
        executed.GetProperty("result").GetProperty("result").GetDouble().ShouldBe(42);
        executed.GetProperty("status").GetString().ShouldBe("ok");
        events[6].Json.GetProperty("loop").GetInt32().ShouldBe(1);
        var call = (await Host.GetAsync($"/api/runs/{run}")).GetProperty("tool_calls")[0];
        (call.GetProperty("provider_style").GetString(), call.GetProperty("loop_index").GetInt32()).ShouldBe(("native", 0));
    }

    [Fact]
    public async Task Race_Fault_04_The_assistants_call_is_echoed_before_its_result()
    {
        Generation.AddCar(1, "strict");
        Generation.OnModel("strict", (_, seen) => seen == 0 ? FakeCompletion.Tool("calculator", """{"expression":"1+1"}""") : FakeCompletion.Of("2"));

        await RaceAsync(new { suite_id = await Host.AddSuiteAsync(_test), car_ids = Cars(1) });

        var second = Generation.Requests.ElementAt(1);
        second.Messages.Select(m => m.Role).ShouldBe(["user", "assistant", "tool"]);
        second.Messages[1].ToolCalls.Single().Id.ShouldBe("call_calculator");
        second.Messages[1].ToolCalls.Single().Signature.ShouldBe("signed");
        (second.Messages[2].ToolCallId, second.Messages[2].ToolName).ShouldBe(("call_calculator", "calculator"));
        second.Tools.Single().Name.ShouldBe("calculator");
    }

    [Fact]
    public async Task Race_MustHave_13_A_call_written_as_text_is_answered_too()
    {
        Generation.AddCar(1, "fallback");
        Generation.OnModel("fallback", (_, seen) => FakeCompletion.Of(seen == 0 ? """I use {"tool": "calculator", "args": {"expression": "40+2"}}""" : "So 42."));

        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(_test), car_ids = Cars(1) });

        var detail = await Host.GetAsync($"/api/runs/{run}");
        Statuses(detail).ShouldBe(["COMPLETED"]);
        detail.GetProperty("tool_calls")[0].GetProperty("provider_style").GetString().ShouldBe("fallback");
        Generation.Requests.ElementAt(1).Messages[^1].Role.ShouldBe("user");
    }

    [Fact]
    public async Task Race_MustHave_13_A_model_that_never_stops_calling_is_partial_after_three_loops()
    {
        Generation.AddCar(1, "endless");
        Generation.OnModel("endless", FakeCompletion.Tool("calculator", """{"expression":"1"}"""));

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(_test), car_ids = Cars(1) });

        Generation.Requests.Count.ShouldBe(3);
        events.Single(e => e.Type == "tool.loop.exhausted").Json.GetProperty("limit").GetInt32().ShouldBe(3);
        var detail = await Host.GetAsync($"/api/runs/{run}");
        Statuses(detail).ShouldBe(["PARTIAL_TOOL_SUPPORT"]);
        Status(detail).ShouldBe("COMPLETED");
        detail.GetProperty("tool_calls").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Race_Fault_07_A_calculation_that_overflows_is_an_error_and_the_run_stays_readable()
    {
        Generation.AddCar(1, "overflow");
        Generation.OnModel("overflow", (_, seen) => seen switch
        {
            0 => FakeCompletion.Tool("calculator", """{"expression":"9**9**9**9"}"""),
            1 => FakeCompletion.Tool("calculator", "no json at all \0"),
            _ => FakeCompletion.Of("too much"),
        });

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(_test), car_ids = Cars(1) });

        events.Where(e => e.Type == "tool.call.executed").Select(e => e.Json.GetProperty("status").GetString()).ShouldBe(["error", "error"]);
        (await Host.GetAsync($"/api/runs/{run}")).GetProperty("tool_calls").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_test_without_tools_takes_no_text_for_a_call()
    {
        Generation.AddCar(1, "quoting");
        Generation.OnModel("quoting", FakeCompletion.Of("""Write {"tool": "calculator", "args": {}} to call it."""));

        var (_, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("How do I call a tool?")), car_ids = Cars(1) });

        events.ShouldNotContain(e => e.Type.StartsWith("tool."));
        Generation.Requests.Single().Tools.ShouldBeEmpty();
    }

    [Fact]
    public async Task Half_a_surrogate_pair_as_a_name_loses_no_answer()
    {
        Generation.AddCar(1, "halves");
        Generation.OnModel("halves", (_, seen) => seen == 0
            ? FakeCompletion.Tool("calculator", """{"\ud800":1,"expression":"1"}""")
            : FakeCompletion.Of("""{"\ud800":1,"a":2}"""));

        var test = _test with { Constraints = "json_path:$.a" };
        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(test), car_ids = Cars(1) });

        events.Single(e => e.Type == "tool.call.executed").Json.GetProperty("status").GetString().ShouldBe("error");
        var detail = await Host.GetAsync($"/api/runs/{run}");
        Statuses(detail).ShouldBe(["COMPLETED"]);
        detail.GetProperty("metrics")[0].GetProperty("passed").GetBoolean().ShouldBeTrue();
    }
}
