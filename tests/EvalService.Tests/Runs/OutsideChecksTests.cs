using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

/// <summary>Checks that need more than the answer's text, while a run is driven.</summary>
public sealed class OutsideChecksTests(PostgresFixture postgres) : EvalTest(postgres)
{
    private const string Rubric = """[{"type":"llm-rubric","value":"Is polite.","threshold":0.6}]""";

    private readonly PostgresFixture _postgres = postgres;

    [Fact]
    public async Task Latency_first_token_and_cost_are_those_that_were_measured()
    {
        Generation.AddCar(1, "measured");
        Generation.OnModel("measured", new FakeCompletion { Deltas = [(120, Podium.Generation.V1.Channel.Answer, "Hi.")], ClosedMs = 300, CostPico = 2_000_000 });
        const string Checks = """
            [{"type":"latency","threshold":300},{"type":"latency","threshold":299},{"type":"ttft","threshold":120},{"type":"ttft","threshold":119},
             {"type":"cost","threshold":0.000002},{"type":"cost","threshold":0.0000019}]
            """;

        var results = Results(await RunAsync(new TestSpec("Hello", Checks: Checks)));

        results.Select(result => result.GetProperty("passed").GetBoolean()).ShouldBe([true, false, true, false, true, false]);
        results[0].GetProperty("detail").GetString().ShouldBe("Latency was 300 ms.");
    }

    [Fact]
    public async Task A_price_that_nobody_knows_is_neither_below_a_limit_nor_above_it()
    {
        Generation.AddCar(1, "unpriced");
        var results = Results(await RunAsync(new TestSpec("Hello", Checks: """[{"type":"cost","threshold":1},{"type":"not-cost","threshold":1}]""")));
        results.Select(result => result.GetProperty("passed").GetBoolean()).ShouldBe([false, false]);
    }

    [Fact]
    public async Task A_rubric_is_decided_by_the_runs_judge_and_what_that_takes_is_counted()
    {
        Generation.AddCar(1, "polite");
        Generation.AddCar(9, "judge");
        Generation.OnModel("polite", FakeCompletion.Of("If you please.") with { CostPico = 50 });
        Generation.OnModel("judge", FakeCompletion.Of("""{"score": 0.7, "pass": true, "reason": "Polite enough."}""") with { CostPico = 400 });

        var detail = await RunAsync(new TestSpec("Ask for tea", Checks: Rubric), judge: 9);

        var result = Results(detail).Single();
        (result.GetProperty("passed").GetBoolean(), result.GetProperty("score").GetDouble(), result.GetProperty("detail").GetString())
            .ShouldBe((true, 0.7, "Polite enough."));
        var metric = detail.GetProperty("metrics")[0];
        (metric.GetProperty("cost_pico_usd").GetString(), metric.GetProperty("check_cost_pico_usd").GetString()).ShouldBe(("50", "400"));
        var asked = Generation.Requests.Last();
        (asked.Model, asked.Temperature).ShouldBe(("judge", 0));
        asked.Messages[^1].Text.ShouldContain("Is polite.");
        asked.Messages[^1].Text.ShouldContain("If you please.");
        var row = (await Host.GetAsync($"/api/runs/{Id(detail)}/scorecard")).GetProperty("rows")[0];
        (row.GetProperty("cost_usd").GetDecimal(), row.GetProperty("check_cost_usd").GetDecimal()).ShouldBe((0.00000000005m, 0.0000000004m));
    }

    [Fact]
    public async Task A_judge_that_fails_for_a_moment_is_asked_again_and_one_that_stays_away_fails_nobody()
    {
        Generation.AddCar(1, "answers");
        Generation.AddCar(8, "moody", retries: 2);
        Generation.AddCar(9, "gone", retries: 0);
        Generation.OnModel("moody", (_, seen) => seen == 0 ? FakeCompletion.Fail(503) : FakeCompletion.Of("""{"score": 1}"""));
        Generation.OnModel("gone", FakeCompletion.Fail(401, retryable: false));

        Results(await RunAsync(new TestSpec("a", Checks: Rubric), judge: 8)).Single().GetProperty("passed").GetBoolean().ShouldBeTrue();
        var detail = await RunAsync(new TestSpec("b", "contains:Answer", Checks: Rubric), judge: 9);

        var undecided = Results(detail)[1];
        undecided.GetProperty("passed").ValueKind.ShouldBe(JsonValueKind.Null);
        undecided.GetProperty("detail").GetString()!.ShouldContain("401");
        var metric = detail.GetProperty("metrics")[0];
        (metric.GetProperty("checks_total").GetInt32(), metric.GetProperty("passed").GetBoolean()).ShouldBe((1, true));
        Statuses(detail).ShouldBe(["COMPLETED"]);
    }

    [Fact]
    public async Task A_rubric_without_a_judge_stays_undecided()
    {
        Generation.AddCar(1, "answers");
        var detail = await RunAsync(new TestSpec("a", Checks: Rubric));
        Results(detail).Single().GetProperty("passed").ValueKind.ShouldBe(JsonValueKind.Null);
        detail.GetProperty("metrics")[0].GetProperty("passed").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_model_that_judges_its_own_answer_is_marked()
    {
        Generation.AddCar(1, "both");
        Generation.AddCar(9, "both");
        Generation.OnModel("both", FakeCompletion.Of("""{"score": 1, "reason": "Mine."}"""));
        Results(await RunAsync(new TestSpec("a", Checks: Rubric), judge: 9)).Single()
            .GetProperty("detail").GetString().ShouldBe("Judged by the model that wrote it. Mine.");
    }

    [Fact]
    public async Task What_judges_take_counts_towards_the_limit_of_a_run()
    {
        Generation.AddCar(1, "cheap");
        Generation.AddCar(9, "dear");
        Generation.OnModel("dear", FakeCompletion.Of("""{"score": 1}""") with { CostPico = 3_000_000_000_000 });
        var suite = await Host.AddSuiteAsync([.. Enumerable.Range(1, 5).Select(i => new TestSpec($"Prompt {i}", Checks: Rubric))]);

        var (run, _) = await RaceAsync(new { suite_id = suite, car_ids = Cars(1), judge_car_id = 9, limits = new { max_cost_usd = 5 } });

        var detail = await Host.GetAsync($"/api/runs/{run}");
        Status(detail).ShouldBe("CANCELLED");
        Statuses(detail).Count(status => status == "COMPLETED").ShouldBe(2);
    }

    [Fact]
    public async Task A_webhook_is_asked_through_the_guard()
    {
        var asked = new List<JsonElement>();
        await using var service = await WebhookAsync(asked);
        Generation.AddCar(1, "answers");
        var test = new TestSpec("Say hi", Checks: $$"""[{"type":"webhook","value":"{{service.Urls.Single()}}/judge"}]""");

        var refused = Results(await RunAsync(test)).Single();
        refused.GetProperty("detail").GetString()!.ShouldContain("private address");
        asked.ShouldBeEmpty();

        await using var host = await EvalHost.StartAsync(await _postgres.CreateDatabaseAsync(), Generation, ("Outbound:AllowPrivate", "true"));
        var run = await host.StartRunAsync(new { suite_id = await host.AddSuiteAsync(test), car_ids = Cars(1) });
        var allowed = Results(await host.UntilAsync(run, "COMPLETED")).Single();
        (allowed.GetProperty("passed").GetBoolean(), allowed.GetProperty("score").GetDouble()).ShouldBe((true, 0.9));
        asked.Single().GetProperty("output").GetString().ShouldBe("Answer of answers.");
        asked.Single().GetProperty("context").GetProperty("prompt").GetString().ShouldBe("Say hi");
    }

    private static async Task<WebApplication> WebhookAsync(List<JsonElement> asked)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var service = builder.Build();
        service.MapPost("/judge", async (HttpRequest request) =>
        {
            asked.Add(await JsonSerializer.DeserializeAsync<JsonElement>(request.Body));
            return Microsoft.AspNetCore.Http.Results.Json(new { pass = true, score = 0.9, reason = "good" });
        });
        await service.StartAsync();
        return service;
    }

    private async Task<JsonElement> RunAsync(TestSpec test, long? judge = null)
    {
        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(test), car_ids = Cars(1), judge_car_id = judge });
        return await Host.GetAsync($"/api/runs/{run}");
    }

    private static long Id(JsonElement detail) => detail.GetProperty("run").GetProperty("id").GetInt64();

    private static IReadOnlyList<JsonElement> Results(JsonElement detail) =>
        [.. detail.GetProperty("outputs")[0].GetProperty("raw_provider_payload_json").GetProperty("assertions").GetProperty("results").EnumerateArray()];
}
