using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

/// <summary>One race in which everything happens that has an event.</summary>
public sealed class EventCatalogTests(PostgresFixture postgres) : EvalTest(postgres)
{
    private const string Always = "timestamp:time run_id:int run_item_id:int?";

    private static readonly Dictionary<string, string> _seventeen = new()
    {
        ["run.started"] = "status:str",
        ["run.completed"] = "status:str",
        ["item.started"] = "run_item_id:int car_id:int test_id:int test_name:str",
        ["request.sent"] = "run_item_id:int attempt:int loop:int model:str",
        ["ttft.recorded"] = "run_item_id:int ttft_ms:int",
        ["token.delta"] = "run_item_id:int token:str",
        ["tool.call.detected"] = "count:int tool_calls:list",
        ["tool.call.executed"] = "run_item_id:int tool_name:str args:any result:any status:str",
        ["tool.loop.continue"] = "run_item_id:int loop:int tool_calls:int",
        ["tool.loop.exhausted"] = "run_item_id:int limit:int",
        ["item.error"] = "run_item_id:int attempt:int error:str retrying:bool",
        ["item.metrics"] = "run_item_id:int ttft_ms:int? latency_ms:int? tokens_per_sec:num? output_tokens:int? estimated:bool",
        ["item.assertions"] = "run_item_id:int passed:int total:int",
        ["item.completed"] = "run_item_id:int status:str",
        ["judge.started"] = "judge_car_id:int total_items:int skipped_items:int",
        ["judge.item.scored"] = "run_item_id:int scored_items:int total_items:int parse_failures:int parse_failed:bool overall:num?",
        ["judge.completed"] = "item_scores:int car_aggregates:int skipped_items:int parse_failures:int run_overall:num?",
    };

    [Fact]
    public async Task Race_MustHave_10_All_seventeen_events_come_with_their_fields_and_replay_alike()
    {
        Generation.AddCar(1, "endless");
        Generation.AddCar(2, "flaky");
        Generation.AddCar(3, "judge");
        Generation.OnModel("endless", FakeCompletion.Tool("calculator", """{"expression":"1"}"""));
        Generation.OnModel("flaky", (_, seen) => seen == 0 ? FakeCompletion.Fail(503) : FakeCompletion.Of("42"));
        Generation.OnModel("judge", FakeCompletion.Of(
            """{"writing_score": 7, "coding_score": 6, "tool_score": 5, "overall": 6, "rationale": "Fine."}"""));

        var (run, raced) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x", "contains:42", TestSpec.Calculator)), car_ids = Cars(1, 2) });
        await Host.PostAsync($"/api/runs/{run}/judge", new { judge_car_id = 3, wait_seconds = 20 });
        var events = await Host.StreamAsync(run);

        ShouldBeGapless(events);
        events.Take(raced.Count).Select(e => (e.Id, e.Data)).ShouldBe(raced.Select(e => (e.Id, e.Data)));
        foreach (var (type, shape) in _seventeen)
        {
            var some = events.Where(e => e.Type == type).ToList();
            some.ShouldNotBeEmpty($"{type} did not happen");
            foreach (var e in some)
            {
                e.Json.ShouldHave(Always);
                e.Json.ShouldHave(shape);
            }
        }

        events.Select(e => e.Type).Except(_seventeen.Keys).ShouldBe(["item.retry"], "Podium's own events are named here");
        events.First(e => e.Type == "tool.call.detected").Json.GetProperty("tool_calls")[0].ShouldHave("id:str name:str arguments:str");
        (await Host.StreamAsync(run, raced.Count)).Select(e => e.Type.Split('.')[0]).Distinct().ShouldBe(["judge"]);
    }

    [Fact]
    public async Task Race_MustHave_10_Who_watches_while_a_run_is_judged_sees_the_judge_live()
    {
        Generation.AddCar(1, "m");
        Generation.AddCar(2, "judge");
        var release = new TaskCompletionSource();
        Generation.OnModel("judge", FakeCompletion.Of("""{"writing_score": 7, "coding_score": 6, "tool_score": 5, "overall": 6, "rationale": "Fine."}""") with { Waits = release.Task });
        var (run, raced) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });
        await Host.PostAsync($"/api/runs/{run}/judge", new { judge_car_id = 2, wait_seconds = 0 });

        var watching = Host.StreamAsync(run, raced.Count);
        await TestKit.Eventually.IsTrueAsync(() => Generation.InFlight == 1);
        watching.IsCompleted.ShouldBeFalse();
        release.SetResult();

        (await watching).Select(e => e.Type).ShouldBe(["judge.started", "judge.item.scored", "judge.completed"]);
    }
}
