using System.Text.Json;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Scorecards;

public sealed class ScorecardRoutesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private StatsHost _host = null!;

    public async Task InitializeAsync() => _host = await StatsHost.StartAsync(await postgres.CreateDatabaseAsync());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_scorecard_has_the_seeds_fields_and_leaves_warm_ups_out()
    {
        var suite = await _host.Runs.AddSuiteAsync("Scores", 2);
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);
        await _host.Runs.AddItemAsync(run, suite.Tests[0], 1, Answered(100_500, 1_000_000) with { IsWarmup = true });
        await _host.Runs.AddItemAsync(run, suite.Tests[0], 1, Answered(100_500, 1_000_000));
        await _host.Runs.AddItemAsync(run, suite.Tests[1], 1, new SeededItem("FAILED") { Error = "no route" });

        var row = (await _host.GetAsync($"/api/runs/{run}/scorecard")).GetProperty("rows")[0];

        row.GetProperty("car_name").GetString().ShouldBe("Car 1");
        row.GetProperty("connection_name").GetString().ShouldBe("Local");
        Numbers(row, "items_total", "items_completed", "items_failed", "items_partial", "error_rate").ShouldBe([2, 1, 1, 0, 0.5]);
        Numbers(row, "avg_ttft_ms", "avg_latency_ms", "avg_tokens_per_sec", "assertion_pass_rate").ShouldBe([100.5, 1000, 40, 0.5]);
        row.GetProperty("avg_judge_overall").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("pass").GetProperty("n").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Race_MustHave_14_A_test_nobody_answered_counts_as_not_passed_wherever_it_has_checks()
    {
        var suite = await _host.Runs.AddSuiteAsync("Broken halves", 12, constraints: "contains:blue");
        await _host.Runs.ExecuteAsync("update eval.tests set expected_constraints = null where id = @id", new { id = suite.Tests[10] });
        await _host.Runs.ExecuteAsync(
            """update eval.tests set expected_constraints = null, checks = '[{"type":"llm-rubric","value":"polite"}]' where id = @id""", new { id = suite.Tests[11] });
        var run = await AddHalfBrokenAsync(suite);
        var baseline = await AddPassesAsync(suite, 12);

        var pass = (await _host.GetAsync($"/api/runs/{run}/scorecard")).GetProperty("rows")[0].GetProperty("pass");
        Numbers(pass, "n", "count", "value").ShouldBe([10, 5, 0.5]);

        var comparison = await _host.GetAsync($"/api/runs/{run}/compare?baseline_run_id={baseline}");
        var verdict = comparison.GetProperty("rows")[0].GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("metric").GetString() == "pass_rate");
        Numbers(verdict, "n", "current", "lost").ShouldBe([10, 0.5, 5]);
        var gate = await _host.GetAsync($"/api/runs/{run}/gate?baseline={await AddPassesAsync(suite, 12)}&metrics=pass_rate&tolerance=0.49");
        gate.GetProperty("comparison").GetProperty("rows")[0].GetProperty("metrics")[0].GetProperty("difference").GetDouble().ShouldBe(-0.5, 1e-9);

        await _host.Runs.ExecuteAsync("update eval.runs set deleted_at = now() where id <> @run", new { run });
        Numbers((await RowsAsync($"?suite_id={suite.SuiteId}")).Single().GetProperty("pass"), "n", "count", "value").ShouldBe([10, 5, 0.5]);
    }

    [Fact]
    public async Task A_warm_up_says_nothing_of_which_tests_are_checked()
    {
        var suite = await _host.Runs.AddSuiteAsync("Warmed up", 1);
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);
        await _host.Runs.AddItemAsync(run, suite.Tests[0], 1, Answered(1_000, 1_000_000) with { IsWarmup = true });
        await _host.Runs.AddItemAsync(run, suite.Tests[0], 1, new SeededItem("FAILED") { Error = "no route" });

        (await RowsAsync($"?suite_id={suite.SuiteId}")).Single().GetProperty("pass").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_leaderboard_says_how_many_prices_are_in_its_sum()
    {
        var suite = await _host.Runs.AddSuiteAsync("Priced", 3);
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);
        await _host.Runs.AddItemAsync(run, suite.Tests[0], 1, Answered(1_000, 1_000_000));
        await _host.Runs.AddItemAsync(run, suite.Tests[1], 1, Answered(1_000, 1_000_000) with { CostPicoUsd = null });

        var row = (await RowsAsync($"?suite_id={suite.SuiteId}")).Single();
        Numbers(row, "items_total", "cost_items").ShouldBe([2, 1]);
    }

    [Fact]
    public async Task Race_MustHave_16_Asking_the_same_cases_again_makes_the_leaderboard_no_surer()
    {
        var suite = await _host.Runs.AddSuiteAsync("Again", 10);
        await AddPassesAsync(suite, 5);
        var once = (await RowsAsync($"?suite_id={suite.SuiteId}")).Single().GetProperty("pass");
        await AddPassesAsync(suite, 5);
        await AddPassesAsync(suite, 5);

        var thrice = (await RowsAsync($"?suite_id={suite.SuiteId}")).Single().GetProperty("pass");

        Numbers(thrice, "n", "items", "count", "value").ShouldBe([10, 30, 15, 0.5]);
        Numbers(thrice, "low", "high", "standard_error").ShouldBe(Numbers(once, "low", "high", "standard_error"));
    }

    [Fact]
    public async Task A_comparison_refuses_itself_what_is_missing_and_what_is_no_number()
    {
        var suite = await _host.Runs.AddSuiteAsync("Refusals", 1);
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);

        (await _host.SendAsync(HttpMethod.Get, $"/api/runs/{run}/compare?baseline_run_id={run}")).Status.ShouldBe(400);
        (await _host.SendAsync(HttpMethod.Get, $"/api/runs/{run}/compare?baseline_run_id=999999")).Status.ShouldBe(404);
        (await _host.SendAsync(HttpMethod.Get, $"/api/runs/999999/compare?baseline_run_id={run}")).Status.ShouldBe(404);
        (await _host.SendAsync(HttpMethod.Get, "/api/runs/999999/scorecard")).Status.ShouldBe(404);
        foreach (var query in new[] { "", "?baseline_run_id=0", "?baseline_run_id=abc" })
        {
            var (status, body) = await _host.SendAsync(HttpMethod.Get, $"/api/runs/{run}/compare{query}");
            status.ShouldBe(422);
            body.GetProperty("field").GetString().ShouldBe("baseline_run_id");
            body.GetProperty("detail")[0].GetProperty("loc")[1].GetString().ShouldBe("baseline_run_id");
        }
    }

    [Fact]
    public async Task The_gate_takes_the_pinned_baseline_of_the_same_suite_version()
    {
        var suite = await _host.Runs.AddSuiteAsync("Gated", 12);
        var newer = await _host.Runs.AddVersionAsync(suite, 2, 12);
        var baseline = await AddPassesAsync(suite, 12);
        var other = await AddPassesAsync(newer, 12);
        var good = await AddPassesAsync(suite, 11);
        var bad = await AddPassesAsync(suite, 2);
        (await _host.SendAsync(HttpMethod.Get, $"/api/runs/{good}/gate")).Status.ShouldBe(404);
        await _host.Runs.ExecuteAsync("update eval.runs set is_baseline = true where id = any (@pinned)", new { pinned = new[] { baseline, other } });

        var passed = await _host.GetAsync($"/api/runs/{good}/gate");
        var failed = await _host.GetAsync($"/api/runs/{bad}/gate");
        var refused = await _host.GetAsync($"/api/runs/{good}/gate?baseline={other}");

        passed.GetProperty("baseline_run_id").GetInt64().ShouldBe(baseline);
        passed.GetProperty("result").GetString().ShouldBe("pass");
        failed.GetProperty("result").GetString().ShouldBe("fail");
        failed.GetProperty("reasons")[0].GetProperty("metric").GetString().ShouldBe("pass_rate");
        refused.GetProperty("reasons")[0].GetProperty("code").GetString().ShouldBe("not_comparable");
    }

    [Fact]
    public async Task Race_MustHave_16_The_leaderboard_adds_up_all_finished_runs_per_suite_version()
    {
        var suite = await _host.Runs.AddSuiteAsync("Table", 4);
        var newer = await _host.Runs.AddVersionAsync(suite, 2, 4);
        await AddPassesAsync(suite, 4);
        await AddPassesAsync(suite, 2);
        var last = await AddPassesAsync(newer, 1);
        await _host.Runs.AddRunAsync(suite, "RUNNING", 1);

        var rows = await RowsAsync($"?suite_id={suite.SuiteId}");
        rows.Select(row => row.GetProperty("suite_version").GetInt32()).ShouldBe([2, 1]);
        Numbers(rows[1], "runs", "items_total", "error_rate", "assertion_pass_rate", "avg_latency_ms").ShouldBe([2, 8, 0, 0.75, 1000]);
        rows[1].GetProperty("connection_name").GetString().ShouldBe("Local");
        rows[0].GetProperty("last_run_id").GetInt64().ShouldBe(last);

        var pooled = (await RowsAsync($"?suite_id={suite.SuiteId}&pooled=true")).Single();
        Numbers(pooled, "runs", "items_total").ShouldBe([3, 12]);
        pooled.GetProperty("suite_id").ValueKind.ShouldBe(JsonValueKind.Null);
        (await RowsAsync($"?suite_id={suite.SuiteId}&suite_version=2")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_leaderboard_forgets_a_deleted_run_and_adds_a_changed_one_up_again()
    {
        var suite = await _host.Runs.AddSuiteAsync("Changing", 4);
        var run = await AddPassesAsync(suite, 4);
        var other = await AddPassesAsync(suite, 4);
        await RowsAsync($"?suite_id={suite.SuiteId}");

        await _host.Runs.ExecuteAsync("update eval.metrics set checks_passed = 0, passed = false where run_id = @run", new { run });
        Numbers((await RowsAsync($"?suite_id={suite.SuiteId}")).Single(), "assertion_pass_rate").ShouldBe([1], "nothing said that the run changed");
        await _host.Runs.ExecuteAsync("update eval.runs set last_seq = last_seq + 1 where id = @run", new { run });
        Numbers((await RowsAsync($"?suite_id={suite.SuiteId}")).Single(), "assertion_pass_rate", "runs").ShouldBe([0.5, 2]);

        await _host.Runs.ExecuteAsync("update eval.runs set deleted_at = now() where id = @run", new { run });
        var left = (await RowsAsync($"?suite_id={suite.SuiteId}")).Single();
        Numbers(left, "assertion_pass_rate", "runs").ShouldBe([1, 1]);
        left.GetProperty("last_run_id").GetInt64().ShouldBe(other);
    }

    private async Task<IReadOnlyList<JsonElement>> RowsAsync(string query) =>
        [.. (await _host.GetAsync($"/api/runs/leaderboard{query}")).GetProperty("rows").EnumerateArray()];

    private async Task<long> AddPassesAsync(SeededSuite suite, int passed)
    {
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);
        for (var i = 0; i < suite.Tests.Count; i++)
        {
            await _host.Runs.AddItemAsync(run, suite.Tests[i], 1, Answered(1_000, 1_000_000) with { ChecksTotal = 1, ChecksPassed = i < passed ? 1 : 0, Passed = i < passed });
        }

        return run;
    }

    /// <summary>Of twelve tests the first five pass; all others end in an error of the provider.</summary>
    private async Task<long> AddHalfBrokenAsync(SeededSuite suite)
    {
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);
        for (var i = 0; i < suite.Tests.Count; i++)
        {
            await _host.Runs.AddItemAsync(
                run, suite.Tests[i], 1, i < 5 ? Answered(1_000, 1_000_000) with { ChecksTotal = 1, ChecksPassed = 1, Passed = true } : new SeededItem("FAILED") { Error = "HTTP 500" });
        }

        return run;
    }

    private static SeededItem Answered(long ttft, long total) =>
        new() { TtftUs = ttft, TotalUs = total, OutputTokens = 40, ChecksTotal = 2, ChecksPassed = 1, Passed = false, CostPicoUsd = 5 };

    private static double[] Numbers(JsonElement row, params string[] names) => [.. names.Select(name => row.GetProperty(name).GetDouble())];
}
