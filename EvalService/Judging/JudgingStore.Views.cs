using Dapper;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Judging;

internal sealed partial class JudgingStore
{
    private const string ViewSql = """
        select j.run_id as RunId, coalesce(s.valid, p.valid, 0)::int as ItemScores, coalesce(s.cars, 0)::int as CarAggregates, j.skipped as SkippedItems,
               coalesce(s.parse_failures, 0)::int + coalesce(p.failed, 0)::int as ParseFailures, s.overall as RunOverall, j.id as JudgingId,
               j.mode as Mode, j.state as State, j.error as Error, (j.judge_car ->> 'id')::bigint as JudgeCarId, j.judge_car ->> 'name' as JudgeCarName,
               j.total as TotalItems, coalesce(nullif(s.n, 0), p.n, 0)::int as ScoredItems, coalesce(s.call_failures, 0)::int as CallFailures,
               (coalesce(s.self_judged, 0) + coalesce(p.self_judged, 0))::int as SelfJudged,
               coalesce(s.cost, p.cost)::text as CostPicoUsd, round(coalesce(s.cost, p.cost) / 1000000000000, 12) as CostUsd,
               j.created_at as CreatedAt, j.finished_at as FinishedAt
        from eval.judgings j
        left join lateral (
            select count(*) as n, nullif(count(*) filter (where failure is null), 0) as valid, count(distinct car_id) filter (where failure is null) as cars,
                   count(*) filter (where failure = 'parse') as parse_failures, count(*) filter (where failure = 'call') as call_failures,
                   avg(overall) filter (where failure is null) as overall, count(*) filter (where self_judged) as self_judged, sum(cost_pico_usd) as cost
            from eval.judge_scores where judging_id = j.id) s on true
        left join lateral (
            select count(*) as n, count(*) filter (where forward is not null and swapped is not null) as valid,
                   count(*) filter (where forward is null or swapped is null) as failed, count(*) filter (where self_judged) as self_judged,
                   sum(cost_pico_usd) as cost
            from eval.judge_pairs where judging_id = j.id) p on true
        """;

    private const int MaxListed = 100;

    /// <summary>The judgings of a run, newest first.</summary>
    public async Task<IReadOnlyList<JudgingView>> ListAsync(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<JudgingView>(new CommandDefinition(
            $"{ViewSql} where j.run_id = @runId order by j.id desc limit {MaxListed}", new { runId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <exception cref="NotFoundException">The run has no such judging.</exception>
    public async Task<JudgingView> ReadAsync(long runId, long judgingId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var view = await connection.QuerySingleOrDefaultAsync<JudgingView>(new CommandDefinition(
            $"{ViewSql} where j.run_id = @runId and j.id = @judgingId", new { runId, judgingId }, cancellationToken: cancellationToken));
        return view switch
        {
            null => throw new NotFoundException($"Run {runId} has no judging {judgingId}.", "judging.not_found"),
            { Mode: JudgingMode.Pairwise } => view with { Pairs = PairTable.Of(await ReadGamesAsync(connection, judgingId, cancellationToken)) },
            _ => view,
        };
    }
}
