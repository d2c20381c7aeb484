using System.Text.Json;
using Podium.Generation.V1;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

/// <summary>What is read of long runs while they are watched: no more than what is shown.</summary>
public sealed class RunReadTests(PostgresFixture postgres) : EvalTest(postgres)
{
    private const string Judgement = """{"writing_score": 7, "coding_score": 6, "tool_score": 5, "overall": 6, "rationale": "Fine."}""";

    [Fact]
    public async Task Items_as_rows_have_what_a_table_shows_and_nothing_else()
    {
        Generation.AddCar(1, "m");
        Generation.OnModel("m", FakeCompletion.Of("It is 42"));
        var suite = await Host.AddSuiteAsync(new TestSpec("x", "contains:42\ncontains:43"), new TestSpec("y"));
        var (run, _) = await RaceAsync(new { suite_id = suite, car_ids = Cars(1), warmups = 1 });

        var page = await Host.GetAsync($"/api/runs/{run}/items?form=row&limit=2");

        var rows = page.GetProperty("items").EnumerateArray().ToList();
        page.GetProperty("next_cursor").GetInt64().ShouldBe(2);
        rows.Select(r => r.GetProperty("is_warmup").GetBoolean()).ShouldBe([true, false]);
        rows[1].EnumerateObject().Select(p => p.Name).ShouldBe(
            ["ordinal", "id", "test_id", "car_id", "repetition", "is_warmup", "status", "test_name", "checks_total", "checks_passed", "passed", "total_us"]);
        rows[1].ShouldHave("ordinal:int id:int test_id:int car_id:int repetition:int status:str test_name:str checks_total:int checks_passed:int passed:bool total_us:int");
        (rows[1].GetProperty("test_name").GetString(), rows[1].GetProperty("checks_passed").GetInt32(), rows[1].GetProperty("passed").GetBoolean())
            .ShouldBe(("test 1", 1, false));
        var rest = await Host.GetAsync($"/api/runs/{run}/items?form=row&limit=500&cursor=2");
        var last = rest.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        last.ShouldHave("test_name:str checks_total:int? passed:bool?");
        rest.GetProperty("next_cursor").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Host.GetAsync($"/api/runs/{run}/items")).GetProperty("items")[0].ShouldHave("ordinal:int item:obj test_name:str metric:obj preview:str");
        ((int)(await Host.Client.GetAsync($"/api/runs/{run}/items?form=column")).StatusCode).ShouldBe(422);
    }

    [Fact]
    public async Task A_run_without_its_items_comes_without_their_scores()
    {
        Generation.AddCar(1, "m");
        Generation.AddCar(2, "judge");
        Generation.OnModel("judge", FakeCompletion.Of(Judgement));
        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(3)), car_ids = Cars(1) });
        await Host.PostAsync($"/api/runs/{run}/judge", new { judge_car_id = 2, wait_seconds = 20 });

        var scores = (await Host.GetAsync($"/api/runs/{run}?items=none")).GetProperty("judge_results").EnumerateArray().ToList();

        scores.Select(s => s.GetProperty("run_item_id").ValueKind).ShouldBe([JsonValueKind.Null, JsonValueKind.Null], "the car and the run");
        (await Host.GetAsync($"/api/runs/{run}")).GetProperty("judge_results").GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task An_items_events_come_without_the_pieces_of_its_answer_and_reasoning()
    {
        Generation.AddCar(1, "m");
        Generation.OnModel("m", new FakeCompletion { Deltas = [(1, Channel.Reasoning, "Hm."), (2, Channel.Answer, "42")], ClosedMs = 3 });
        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });
        var item = (await Host.GetAsync($"/api/runs/{run}/items?form=row")).GetProperty("items")[0].GetProperty("id").GetInt64();

        var detail = await Host.GetAsync($"/api/runs/{run}/items/{item}");

        events.Select(e => e.Type).ShouldContain("reasoning.delta");
        detail.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString())
            .ShouldBe(["item.started", "request.sent", "ttft.recorded", "item.metrics", "item.completed"]);
        detail.GetProperty("output").GetProperty("reasoning_text").GetString().ShouldBe("Hm.");
    }
}
