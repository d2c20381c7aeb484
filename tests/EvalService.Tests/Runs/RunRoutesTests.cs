using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

/// <summary>The seed's routes of runs, with the paths, names, types and codes that its own tests and its own site expect.</summary>
public sealed class RunRoutesTests(PostgresFixture postgres) : EvalTest(postgres)
{
    private const string Run = "id:int suite_id:int? status:str started_at:time? finished_at:time? selected_car_ids_json:list judge_car_id_nullable:int? items:list";
    private const string Item = "id:int test_id:int? car_id:int? status:str attempt_count:int started_at:time? finished_at:time? error_message:str?";

    [Fact]
    public async Task Race_MustHave_01_Runs_have_the_seeds_objects_under_the_seeds_paths()
    {
        Generation.AddCar(1, "tools");
        Generation.AddCar(2, "judge");
        Generation.OnModel("tools", (request, _) => request.Messages[^1].Role == "tool" ? FakeCompletion.Of("It is 42") : FakeCompletion.Tool("calculator", """{"expression":"6*7"}"""));
        Generation.OnModel("judge", FakeCompletion.Of(JudgeAnswer));
        var suite = await Host.AddSuiteAsync(new TestSpec("What is 6*7?", "contains:42", TestSpec.Calculator));

        var (run, _) = await RaceAsync(new { suite_id = suite, car_ids = Cars(1), judge_car_id = 2 });
        await Host.PostAsync($"/api/runs/{run}/judge", new { judge_car_id = 2, wait_seconds = 20 });

        var detail = await Host.GetAsync($"/api/runs/{run}");
        detail.ShouldHave("run:obj items:list outputs:list metrics:list tool_calls:list judge_results:list");
        detail.GetProperty("run").ShouldHave(Run);
        detail.GetProperty("run").GetProperty("judge_car_id_nullable").GetInt64().ShouldBe(2);
        detail.GetProperty("run").GetProperty("items")[0].ShouldHave(Item);
        detail.GetProperty("items")[0].ShouldHave(Item);
        detail.GetProperty("outputs")[0].ShouldHave("run_item_id:int request_messages_json:list streamed_text:str? final_text:str? raw_provider_payload_json:obj");
        detail.GetProperty("outputs")[0].GetProperty("raw_provider_payload_json").GetProperty("assertions").ShouldHave("total:int passed:int results:list");
        detail.GetProperty("metrics")[0].ShouldHave(
            "run_item_id:int ttft_ms:int? total_latency_ms:int? generation_ms:int? output_tokens:int? output_tokens_estimated:bool tokens_per_sec:num? error_flag:bool");
        detail.GetProperty("tool_calls")[0].ShouldHave(
            "run_item_id:int loop_index:int tool_name:str args_json:obj result_json:obj status:str provider_style:str");
        detail.GetProperty("judge_results").GetArrayLength().ShouldBe(3, "one item, its car, the run");
        detail.GetProperty("judge_results")[0].ShouldHave(
            "id:int run_item_id:int? car_id:int? writing_score:num? coding_score:num? tool_score:num? overall:num? rationale:str");

        var listed = (await Host.GetAsync($"/api/runs?limit=1&status=COMPLETED&suite_id={suite}&car_id=1"))[0];
        listed.ShouldHave(Run);
        listed.GetProperty("items")[0].ShouldHave(Item);
    }

    [Theory]
    [InlineData("GET", "/api/runs/999999", 404)]
    [InlineData("GET", "/api/runs/999999/stream", 404)]
    [InlineData("GET", "/api/runs/999999/items", 404)]
    [InlineData("POST", "/api/runs/999999/cancel", 404)]
    [InlineData("POST", "/api/runs/999999/rerun", 404)]
    [InlineData("PATCH", "/api/runs/999999", 404)]
    [InlineData("DELETE", "/api/runs/999999", 404)]
    [InlineData("GET", "/api/runs?limit=0", 422)]
    [InlineData("GET", "/api/runs?limit=501", 422)]
    [InlineData("GET", "/api/runs?suite_id=x", 422)]
    [InlineData("GET", "/api/runs?status=NEVER", 422)]
    public async Task Race_MustHave_01_What_cannot_be_answered_has_the_seeds_codes(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method is "POST" or "PATCH" ? JsonContent.Create(new { }) : null };
        using var response = await Host.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
        var detail = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail");
        detail.ValueKind.ShouldBe(status == 422 ? JsonValueKind.Array : JsonValueKind.String);
    }

    [Fact]
    public async Task A_run_that_is_being_judged_is_not_run_again()
    {
        Generation.AddCar(1, "moody", retries: 0);
        Generation.AddCar(2, "judge");
        Generation.OnModel("moody", (_, seen) => seen == 0 ? FakeCompletion.Fail(400, retryable: false) : FakeCompletion.Of("an answer"));
        Generation.OnModel("judge", FakeCompletion.Of(JudgeAnswer) with { Hangs = true });
        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(2)), car_ids = Cars(1) });
        var judging = await Host.PostAsync($"/api/runs/{run}/judge", new { judge_car_id = 2, wait_seconds = 0 });

        using var refused = await Host.Client.PostAsJsonAsync($"/api/runs/{run}/rerun", new { failed_only = true });

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("run.being_judged");
        await Host.PostAsync($"/api/runs/{run}/judgings/{judging.GetProperty("judging_id")}/cancel");
        await Host.PostAsync($"/api/runs/{run}/rerun", new { failed_only = true });
        Statuses(await Host.UntilAsync(run, "COMPLETED")).ShouldBe(["COMPLETED", "COMPLETED"]);
        var all = await Host.StreamAsync(run);
        ShouldBeGapless(all);
        all.Skip(events.Count).Select(e => e.Type).ShouldContain("run.resumed");
    }

    private const string JudgeAnswer = """{"writing_score": 7, "coding_score": 6, "tool_score": 5, "overall": 6, "rationale": "Fine."}""";
}
