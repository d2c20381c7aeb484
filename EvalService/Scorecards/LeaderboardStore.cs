using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Podium.EvalService.Scorecards;

/// <summary>
/// The all-time table. Each finished run is added up once, and again only after it changed; so reading costs as much as there are runs and cars,
/// however many items they had.
/// </summary>
internal sealed class LeaderboardStore([FromKeyedServices("eval")] NpgsqlDataSource database)
{
    private const int RunsPerRound = 50;

    private const string StaleSql = """
        select r.id from eval.runs r
        where r.status in ('COMPLETED', 'FAILED', 'CANCELLED') and r.deleted_at is null
          and exists (select 1 from eval.run_items i where i.run_id = r.id and not i.is_warmup)
          and not exists (select 1 from eval.run_car_totals t where t.run_id = r.id and t.as_of_seq = r.last_seq)
        order by r.id limit @RunsPerRound
        """;

    private const string AddUpSql = """
        with stale as (
            select r.id, r.last_seq from eval.runs r
            where r.id = any (@runs) and r.status in ('COMPLETED', 'FAILED', 'CANCELLED') and r.deleted_at is null),
        checked as (
            select i.run_id, i.test_id
            from stale s join eval.run_items i on i.run_id = s.id and not i.is_warmup join eval.metrics m on m.run_item_id = i.id
            where m.passed is not null
            union
            select s.id, failed.test_id from stale s cross join unnest(@checkedFailures) failed (test_id)),
        items as (
            select s.id as run_id, s.last_seq, i.car_id, i.status, coalesce(m.error_flag, false) as errored,
                   m.ttft_us, m.total_us, m.output_tokens * 1e6 / nullif(m.total_us, 0)::double precision as tokens_per_sec,
                   m.checks_total, m.checks_passed, m.cost_pico_usd, j.overall,
                   coalesce(m.passed, case when i.status = 'FAILED' and c.test_id is not null then false end) as pass,
                   case when t.family is null then t.id::text else 'family ' || t.family end as source
            from stale s
            join eval.run_items i on i.run_id = s.id and not i.is_warmup
            join eval.tests t on t.id = i.test_id
            left join eval.metrics m on m.run_id = s.id and m.run_item_id = i.id
            left join eval.judge_results j on j.run_id = s.id and j.run_item_id = i.id and not j.parse_failed
            left join checked c on c.run_id = s.id and c.test_id = i.test_id)
        insert into eval.run_car_totals (
            run_id, car_id, as_of_seq, items_total, items_completed, items_failed, items_partial, items_errored, ttft_ms, ttft_n, latency_ms, latency_n,
            tokens_per_sec, tokens_n, checks_total, checks_passed, passed, graded, cases, judge_overall, judge_n,
            cost_pico_usd, cost_n)
        select run_id, car_id, last_seq, count(*), count(*) filter (where status = 'COMPLETED'), count(*) filter (where status = 'FAILED'),
               count(*) filter (where status = 'PARTIAL_TOOL_SUPPORT'), count(*) filter (where errored),
               coalesce(sum(ttft_us) filter (where not errored), 0) / 1000.0, count(ttft_us) filter (where not errored),
               coalesce(sum(total_us) filter (where not errored), 0) / 1000.0, count(total_us) filter (where not errored),
               coalesce(sum(tokens_per_sec) filter (where not errored), 0), count(tokens_per_sec) filter (where not errored),
               coalesce(sum(checks_total), 0), coalesce(sum(checks_passed), 0), count(*) filter (where pass), count(pass),
               count(distinct source) filter (where pass is not null),
               coalesce(sum(overall) filter (where not errored), 0), count(overall) filter (where not errored),
               coalesce(sum(cost_pico_usd), 0), count(cost_pico_usd)
        from items
        group by run_id, car_id, last_seq
        -- Two replicas that add up at once lock the rows in the same order.
        order by run_id, car_id
        on conflict (run_id, car_id) do update set
            as_of_seq = excluded.as_of_seq, items_total = excluded.items_total, items_completed = excluded.items_completed,
            items_failed = excluded.items_failed, items_partial = excluded.items_partial, items_errored = excluded.items_errored,
            ttft_ms = excluded.ttft_ms, ttft_n = excluded.ttft_n, latency_ms = excluded.latency_ms, latency_n = excluded.latency_n,
            tokens_per_sec = excluded.tokens_per_sec, tokens_n = excluded.tokens_n, checks_total = excluded.checks_total,
            checks_passed = excluded.checks_passed, passed = excluded.passed, graded = excluded.graded, cases = excluded.cases, judge_overall = excluded.judge_overall,
            judge_n = excluded.judge_n, cost_pico_usd = excluded.cost_pico_usd, cost_n = excluded.cost_n
        """;

    private const string ReadSql = """
        with totals as (
            select t.*, r.suite_id, r.suite_version_id
            from eval.run_car_totals t
            join eval.runs r on r.id = t.run_id and r.deleted_at is null and r.status in ('COMPLETED', 'FAILED', 'CANCELLED')
            join eval.suite_versions v on v.id = r.suite_version_id
            where (@SuiteId::bigint is null or r.suite_id = @SuiteId) and (@SuiteVersion::int is null or v.version = @SuiteVersion)),
        -- Runs of one version ask the same cases.
        cases as (
            select case when @Pooled then null else suite_version_id end as suite_version_id, car_id, sum(cases)::int as cases
            from (select suite_version_id, car_id, max(cases) as cases from totals group by 1, 2) versions
            group by 1, 2),
        sums as (
            select case when @Pooled then null else t.suite_id end as suite_id,
                   case when @Pooled then null else t.suite_version_id end as suite_version_id,
                   t.car_id, count(*)::int as runs, max(t.run_id) as last_run_id, sum(t.items_total) as items_total, sum(t.items_completed) as items_completed,
                   sum(t.items_failed) as items_failed, sum(t.items_partial) as items_partial, sum(t.items_errored) as items_errored,
                   sum(t.ttft_ms) / nullif(sum(t.ttft_n), 0) as ttft, sum(t.latency_ms) / nullif(sum(t.latency_n), 0) as latency,
                   sum(t.tokens_per_sec) / nullif(sum(t.tokens_n), 0) as tokens_per_sec,
                   sum(t.checks_passed)::double precision / nullif(sum(t.checks_total), 0)::double precision as checks,
                   sum(t.judge_overall) / nullif(sum(t.judge_n), 0) as judge, sum(t.passed)::int as passed, sum(t.graded)::int as graded,
                   case when sum(t.cost_n) > 0 then sum(t.cost_pico_usd) end as cost, sum(t.cost_n) as cost_n
            from totals t
            group by 1, 2, 3)
        select s.car_id as CarId, s.runs as Runs, s.last_run_id as LastRunId, s.suite_id as SuiteId, u.name as SuiteName, v.version as SuiteVersion,
               s.items_total as ItemsTotal, s.items_completed as ItemsCompleted, s.items_failed as ItemsFailed, s.items_partial as ItemsPartial,
               s.items_errored as ItemsErrored, s.ttft as Ttft, s.latency as Latency, s.tokens_per_sec as TokensPerSec, s.checks as Checks,
               s.judge as Judge, s.passed as Passed, s.graded as Graded, c.cases as Cases,
               s.cost::text as Cost, s.cost_n as CostItems,
               (select jsonb_agg(car)::text from jsonb_array_elements(r.cars) car where (car ->> 'id')::bigint = s.car_id) as Cars
        from sums s
        join cases c on c.car_id = s.car_id and c.suite_version_id is not distinct from s.suite_version_id
        join eval.runs r on r.id = s.last_run_id
        left join eval.suites u on u.id = s.suite_id
        left join eval.suite_versions v on v.id = s.suite_version_id
        """;

    /// <summary>By suite and version, newest first; within these by judge, checks and errors.</summary>
    public async Task<IReadOnlyList<LeaderboardRow>> ReadAsync(LeaderboardQuery query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await AddUpAsync(connection, cancellationToken);
        var rows = await connection.QueryAsync<LeaderboardTotals>(new CommandDefinition(
            ReadSql, new { query.SuiteId, query.SuiteVersion, query.Pooled }, cancellationToken: cancellationToken));
        return
        [
            .. rows.Select(row => row.ToRow())
                .OrderByDescending(row => row.SuiteId)
                .ThenByDescending(row => row.SuiteVersion)
                .ThenByDescending(row => row.AvgJudgeOverall ?? -1)
                .ThenByDescending(row => row.AssertionPassRate ?? -1)
                .ThenBy(row => row.ErrorRate)
                .ThenBy(row => row.CarId),
        ];
    }

    private static async Task AddUpAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        int added;
        do
        {
            var stale = await connection.QueryAsync<long>(new CommandDefinition(StaleSql, new { RunsPerRound }, cancellationToken: cancellationToken));
            var runs = stale.ToArray();
            var checkedFailures = (await FailedTests.ReadCheckedAsync(connection, runs, cancellationToken)).ToArray();
            added = await connection.ExecuteAsync(new CommandDefinition(AddUpSql, new { runs, checkedFailures }, cancellationToken: cancellationToken));
        }
        while (added > 0);
    }
}
