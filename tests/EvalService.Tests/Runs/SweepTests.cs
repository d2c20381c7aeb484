using System.Net;
using Dapper;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

public sealed class SweepTests(PostgresFixture postgres) : EvalTest(postgres)
{
    private const string Judgement = """{"writing_score": 7, "coding_score": 6, "tool_score": 5, "overall": 6, "rationale": "Fine."}""";

    // Whatever names a run, an item or a judging, with or without a foreign key.
    private const string References = """
        select format('select count(*) from eval.%I where %I %s', c.table_name, c.column_name, case
            when c.column_name = 'run_id' then '= @run'
            when c.column_name = 'judging_id' then '= any (@judgings)'
            else '= any (@items)' end)
        from information_schema.columns c
        where c.table_schema = 'eval' and (c.column_name in ('run_id', 'judging_id') or c.column_name like '%item_id')
        """;

    [Fact]
    public async Task Of_a_deleted_run_nothing_remains_and_of_another_everything()
    {
        await using var second = await EvalHost.StartAsync(Database, Generation);
        var suite = await Host.AddSuiteAsync(new TestSpec("What is 6*7?", "contains:42", TestSpec.Calculator), new TestSpec("x"));
        var kept = await RaceWithEverythingAsync(suite);
        var deleted = await RaceWithEverythingAsync(suite);
        var (keptRows, rows) = (await ReferencesAsync(kept), await ReferencesAsync(deleted));
        var counts = await CountAsync(rows);
        counts.Keys.Select(sql => sql.Split(' ')[3]).Distinct().Order().ShouldBe(
        [
            "eval.judge_pairs", "eval.judge_results", "eval.judge_scores", "eval.judgings", "eval.metrics", "eval.outputs", "eval.run_car_totals", "eval.run_events",
            "eval.run_items", "eval.tool_calls",
        ]);
        counts.ShouldAllBe(c => c.Value > 0);
        var whole = await CountAsync(keptRows);

        (await Host.Client.DeleteAsync($"/api/runs/{deleted}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Host.Client.GetAsync($"/api/runs/{deleted}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Host.GetAsync("/api/runs")).EnumerateArray().Select(r => r.GetProperty("id").GetInt64()).ShouldBe([kept]);
        await Eventually.IsTrueAsync(async () => await Host.ScalarAsync<long>("select count(*) from eval.runs where id = @deleted", new { deleted }) == 0);
        (await CountAsync(rows)).ShouldAllBe(c => c.Value == 0);
        (await CountAsync(keptRows)).ShouldBe(whole);
        (await Host.StartRunAsync(new { suite_id = suite, car_ids = Cars(1) })).ShouldBeGreaterThan(deleted, "its number is never given to another");
        second.Errors.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_goes_on_and_is_longer_than_a_step_is_removed_as_well()
    {
        Generation.AddCar(1, "m");
        Generation.OnModel("m", (_, seen) => seen == 0 ? FakeCompletion.Of("an answer") : FakeCompletion.Of("slow") with { Hangs = true });
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(1_200)), car_ids = Cars(1) });
        await Eventually.IsTrueAsync(() => Generation.Requests.Count == 2);

        // As of a worker that died, and of a race with more to tell than one step removes.
        await Host.ScalarAsync<int>(
            "insert into eval.run_events select @run, n, null, 'token.delta', '{}' from generate_series(1000, 25000) n", new { run });
        await Host.Client.DeleteAsync($"/api/runs/{run}");

        await Eventually.IsTrueAsync(async () => await Host.ScalarAsync<long>(
            "select (select count(*) from eval.runs) + (select count(*) from eval.run_items) + (select count(*) from eval.run_events)") == 0);
        await Eventually.IsTrueAsync(() => Generation.InFlight == 0);
    }

    private async Task<long> RaceWithEverythingAsync(long suite)
    {
        Generation.AddCar(1, "tools");
        Generation.AddCar(2, "tools");
        Generation.AddCar(3, "judge");
        Generation.AddCar(4, "referee");
        Generation.OnModel(
            "tools",
            (request, _) => request.Tools.Count == 0 || request.Messages[^1].Role == "tool"
                ? FakeCompletion.Of("It is 42")
                : FakeCompletion.Tool("calculator", """{"expression":"6*7"}"""));
        Generation.OnModel("judge", FakeCompletion.Of(Judgement));
        Generation.OnModel("referee", FakeCompletion.Of("""{"verdict": "A=B", "rationale": "Alike."}"""));
        var (run, _) = await RaceAsync(new { suite_id = suite, car_ids = Cars(1, 2) });
        await Host.PostAsync($"/api/runs/{run}/judge", new { judge_car_id = 3, wait_seconds = 20 });
        await Host.PostAsync($"/api/runs/{run}/judge", new { judge_car_id = 4, wait_seconds = 20, mode = "pairwise" });
        await Host.GetAsync("/api/runs/leaderboard");
        return run;
    }

    private async Task<IReadOnlyList<(string Sql, object Ids)>> ReferencesAsync(long run)
    {
        await using var connection = await Host.Database.OpenConnectionAsync();
        var ids = new
        {
            run,
            items = (await connection.QueryAsync<long>("select id from eval.run_items where run_id = @run", new { run })).ToArray(),
            judgings = (await connection.QueryAsync<long>("select id from eval.judgings where run_id = @run", new { run })).ToArray(),
        };
        return [.. (await connection.QueryAsync<string>(References)).Select(sql => (sql, (object)ids))];
    }

    private async Task<Dictionary<string, long>> CountAsync(IReadOnlyList<(string Sql, object Ids)> references)
    {
        var counts = new Dictionary<string, long>();
        foreach (var (sql, ids) in references)
        {
            counts.Add(sql, await Host.ScalarAsync<long>(sql, ids));
        }

        return counts;
    }
}
