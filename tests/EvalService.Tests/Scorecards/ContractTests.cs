using System.Text.Json;
using Podium.EvalService.Tests.Judging;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Scorecards;

/// <summary>What the seed's own clients read of a run's results, by name and type.</summary>
public sealed class ContractTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly string[] _scorecardRow =
    [
        "car_id", "car_name", "model_name", "items_total", "items_completed", "items_failed", "items_partial", "error_rate", "avg_ttft_ms", "avg_latency_ms",
        "avg_tokens_per_sec", "assertion_pass_rate", "avg_judge_overall",
    ];

    private static readonly string[] _comparisonRow =
    [
        "car_id", "car_name", "latency_delta_ms", "tokens_per_sec_delta", "error_rate_delta", "assertion_pass_rate_delta", "judge_overall_delta", "summary",
    ];

    private FakeGeneration _generation = null!;
    private StatsHost _host = null!;
    private SeededSuite _suite = null!;

    public async Task InitializeAsync()
    {
        _generation = await FakeGeneration.StartAsync();
        _host = await StatsHost.StartAsync(await postgres.CreateDatabaseAsync(), _generation.Address);
        _suite = await _host.Runs.AddSuiteAsync("Contract", 12);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _generation.DisposeAsync();
    }

    [Fact]
    public async Task Race_MustHave_01_Scorecard_and_leaderboard_answer_200_with_the_seeds_fields()
    {
        var run = await AddRunAsync(passes: 12);

        var card = await _host.GetAsync($"/api/runs/{run}/scorecard");
        card.GetProperty("run_id").GetInt64().ShouldBe(run);
        Numbers(card.GetProperty("rows")[0], _scorecardRow).ShouldBe([1, 12, 12, 0, 0, 0, 20, 1000, 30, 1]);
        var row = (await _host.GetAsync($"/api/runs/leaderboard?suite_id={_suite.SuiteId}")).GetProperty("rows")[0];
        Numbers(row, _scorecardRow).ShouldBe([1, 12, 12, 0, 0, 0, 20, 1000, 30, 1]);
        row.GetProperty("connection_name").GetString().ShouldBe("Local");
    }

    [Fact]
    public async Task Race_MustHave_01_A_comparison_answers_200_with_the_seeds_fields()
    {
        var baseline = await AddRunAsync(passes: 12, latencyMs: 1000);
        var run = await AddRunAsync(passes: 6, latencyMs: 1100);

        var comparison = await _host.GetAsync($"/api/runs/{run}/compare?baseline_run_id={baseline}");

        Numbers(comparison, ["run_id", "baseline_run_id"]).ShouldBe([run, baseline]);
        var row = comparison.GetProperty("rows")[0];
        Numbers(row, _comparisonRow).ShouldBe([1, 100, (30 / 1.1) - 30, 0, -0.5], 1e-9);
        row.GetProperty("summary").GetString().ShouldBe("regressed");
    }

    [Fact]
    public async Task Race_MustHave_01_Judging_answers_200_with_the_seeds_fields_and_its_refusals()
    {
        var run = await AddRunAsync(passes: 12);
        _generation.Answer = (_, _) => Task.FromResult(FakeGeneration.Scores(6));

        var (status, judged) = await _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { judge_car_id = 100, wait_seconds = 30 });

        status.ShouldBe(200);
        Numbers(judged, ["run_id", "item_scores", "car_aggregates", "skipped_items", "parse_failures", "run_overall"]).ShouldBe([run, 12, 1, 0, 0, 6]);
        (await _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge")).Status.ShouldBe(400, "no judge was chosen");
        (await _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { judge_car_id = 4711 })).Status.ShouldBe(404);
        (await _host.SendAsync(HttpMethod.Post, "/api/runs/4711/judge", new { judge_car_id = 100 })).Status.ShouldBe(404);
        var failed = await _host.Runs.AddRunAsync(_suite, "FAILED", 1);
        (await _host.SendAsync(HttpMethod.Post, $"/api/runs/{failed}/judge", new { judge_car_id = 100 })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Race_MustHave_01_Numbers_that_are_none_are_a_422_with_their_place()
    {
        var run = await AddRunAsync(passes: 12);
        foreach (var (path, field) in new[]
        {
            ($"/api/runs/{run}/compare", "baseline_run_id"),
            ($"/api/runs/{run}/compare?baseline_run_id=x", "baseline_run_id"),
            ($"/api/runs/{run}/gate?baseline=0", "baseline"),
            ($"/api/runs/{run}/gate?baseline=1&metrics=speed", "metrics"),
            ($"/api/runs/{run}/gate?baseline=1&tolerance=-1", "tolerance"),
            ($"/api/runs/{run}/verdict?by=speed", "by"),
            ("/api/runs/leaderboard?suite_id=x", "suite_id"),
            ("/api/runs/leaderboard?suite_id=1&suite_version=0.5", "suite_version"),
            ("/api/runs/leaderboard?pooled=perhaps", "pooled"),
        })
        {
            var (status, body) = await _host.SendAsync(HttpMethod.Get, path);
            (status, body.GetProperty("field").GetString()).ShouldBe((422, field), path);
            body.GetProperty("detail")[0].GetProperty("loc").EnumerateArray().Select(part => part.GetString()).ShouldBe(["query", field]);
        }
    }

    [Fact]
    public async Task The_cars_of_a_run_are_told_apart()
    {
        var run = await _host.Runs.AddRunAsync(_suite, "COMPLETED", 1, 2);
        foreach (var test in _suite.Tests)
        {
            await _host.Runs.AddItemAsync(run, test, 1, Answer(true, 1000));
            await _host.Runs.AddItemAsync(run, test, 2, Answer(false, 1000));
        }

        var verdict = await _host.GetAsync($"/api/runs/{run}/verdict");

        (verdict.GetProperty("decided_by").GetString(), verdict.GetProperty("leaders")[0].GetProperty("car_name").GetString()).ShouldBe(("pass_rate", "Car 1"));
        verdict.GetProperty("pairs")[0].GetProperty("metrics")[0].GetProperty("p_value").GetDouble().ShouldBe(2 / 4096.0, 1e-12);
        (await _host.SendAsync(HttpMethod.Get, "/api/runs/4711/verdict")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_run_that_is_raced_again_leaves_the_leaderboard_until_it_has_ended()
    {
        var suite = await _host.Runs.AddSuiteAsync("Again", 12);
        var run = await AddRunAsync(12, suite: suite);
        (await _host.GetAsync($"/api/runs/leaderboard?suite_id={suite.SuiteId}")).GetProperty("rows").GetArrayLength().ShouldBe(1);

        await _host.Runs.ExecuteAsync(
            "update eval.runs set status = 'RUNNING', worker_id = gen_random_uuid(), lease_until = now() + interval '1 hour' where id = @run", new { run });

        (await _host.GetAsync($"/api/runs/leaderboard?suite_id={suite.SuiteId}")).GetProperty("rows").GetArrayLength().ShouldBe(0);
    }

    private async Task<long> AddRunAsync(int passes, int latencyMs = 1000, SeededSuite? suite = null)
    {
        suite ??= _suite;
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);
        for (var i = 0; i < suite.Tests.Count; i++)
        {
            await _host.Runs.AddItemAsync(run, suite.Tests[i], 1, Answer(i < passes, latencyMs));
        }

        return run;
    }

    private static SeededItem Answer(bool passed, int latencyMs) => new()
    {
        TtftUs = 20_000,
        TotalUs = latencyMs * 1000L,
        OutputTokens = 30,
        ChecksTotal = 1,
        ChecksPassed = passed ? 1 : 0,
        Passed = passed,
    };

    /// <summary>Those members that are numbers; the others have to be texts, or null.</summary>
    private static double[] Numbers(JsonElement row, string[] names) =>
    [
        .. names.Select(name => row.GetProperty(name)).Where(value => value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)).Select(value => value.GetDouble()),
    ];
}
