using System.Text.Json.Nodes;
using Dapper;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Judging;

internal sealed partial class JudgingStore
{
    /// <summary>Pairs of answers that are still to be judged, in the order of the run.</summary>
    public async Task<IReadOnlyList<AnswerPair>> ReadOpenPairsAsync(JudgingJob job, CancellationToken cancellationToken)
    {
        const string Sql = """
            select a.id as FirstItemId, b.id as SecondItemId, a.test_id as TestId, a.car_id as FirstCarId, b.car_id as SecondCarId
            from eval.run_items a
            join eval.run_items b on b.run_id = a.run_id and b.test_id = a.test_id and b.repetition = a.repetition and b.car_id > a.car_id
            join eval.outputs oa on oa.run_item_id = a.id
            join eval.outputs ob on ob.run_item_id = b.id
            where a.run_id = @RunId and not a.is_warmup and not b.is_warmup
              and a.status in ('COMPLETED', 'PARTIAL_TOOL_SUPPORT') and b.status in ('COMPLETED', 'PARTIAL_TOOL_SUPPORT')
              and not exists (select 1 from eval.judge_pairs p where p.judging_id = @Id and p.first_item_id = a.id and p.second_item_id = b.id)
            order by a.ordinal, b.ordinal
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<AnswerPair>(new CommandDefinition(Sql, new { job.Id, job.RunId }, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<JudgeProgress> ReadPairProgressAsync(JudgingJob job, CancellationToken cancellationToken)
    {
        const string Sql = """
            select count(*)::int as Scored, count(*) filter (where forward is null or swapped is null)::int as ParseFailures, 0 as CallFailures
            from eval.judge_pairs where judging_id = @Id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<JudgeProgress>(new CommandDefinition(Sql, new { job.Id }, cancellationToken: cancellationToken));
    }

    /// <exception cref="JudgingLostException">The judging is no longer this worker's; nothing was kept.</exception>
    /// <exception cref="RunMovedOnException">The run was started again; nothing was kept.</exception>
    public Task SavePairAsync(JudgingJob job, PairJudgement judgement, JudgeProgress progress, CancellationToken cancellationToken) => InFenceAsync(
        job,
        async transaction =>
        {
            const string Sql = """
                insert into eval.judge_pairs (
                    judging_id, first_item_id, second_item_id, test_id, first_car_id, second_car_id, forward, swapped, rationale, self_judged,
                    cost_pico_usd, answers_md5)
                values (@Id, @FirstItemId, @SecondItemId, @TestId, @FirstCarId, @SecondCarId, @Forward, @Swapped, @Rationale, @SelfJudged, @CostPicoUsd,
                    md5(@First) || md5(@Second))
                """;
            var pair = judgement.Pair;
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                Sql,
                new
                {
                    job.Id,
                    pair.FirstItemId,
                    pair.SecondItemId,
                    pair.TestId,
                    pair.FirstCarId,
                    pair.SecondCarId,
                    judgement.Forward,
                    judgement.Swapped,
                    Rationale = StorableText.Of(judgement.Rationale),
                    judgement.SelfJudged,
                    judgement.CostPicoUsd,
                    judgement.First,
                    judgement.Second,
                },
                transaction,
                cancellationToken: cancellationToken));
            await TellAsync(transaction, job, null, JudgeEvents.PairScored, new JsonObject
            {
                ["first_item_id"] = pair.FirstItemId,
                ["second_item_id"] = pair.SecondItemId,
                ["forward"] = judgement.Forward,
                ["swapped"] = judgement.Swapped,
                ["scored_items"] = progress.Scored,
                ["total_items"] = job.Total,
                ["parse_failures"] = progress.ParseFailures,
            }, cancellationToken);
        },
        cancellationToken);

    public Task CompletePairsAsync(JudgingJob job, CancellationToken cancellationToken) => InFenceAsync(
        job,
        async transaction =>
        {
            var tables = PairTable.Of(await ReadGamesAsync(transaction.Connection!, job.Id, cancellationToken));
            await CloseAsync(transaction, job, JudgingState.Completed, null, cancellationToken);
            await TellAsync(transaction, job, null, JudgeEvents.Completed, new JsonObject
            {
                ["judging_id"] = job.Id,
                ["item_scores"] = tables.Sum(table => table.N),
                ["car_aggregates"] = tables.Count,
                ["skipped_items"] = job.Skipped,
                ["parse_failures"] = tables.Sum(table => table.Failed),
                ["run_overall"] = null,
            }, cancellationToken);
        },
        cancellationToken);

    private static async Task<IEnumerable<PairGames>> ReadGamesAsync(Npgsql.NpgsqlConnection connection, long judgingId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select first_car_id as FirstCarId, second_car_id as SecondCarId, forward::int as Forward, swapped::int as Swapped
            from eval.judge_pairs where judging_id = @judgingId
            """;
        return await connection.QueryAsync<PairGames>(new CommandDefinition(Sql, new { judgingId }, cancellationToken: cancellationToken));
    }
}

/// <summary>Answers of two cars to the same test, in the same repetition.</summary>
internal sealed record AnswerPair(long FirstItemId, long SecondItemId, long TestId, long FirstCarId, long SecondCarId);

/// <param name="Forward">From the first car's point of view; null: no usable answer.</param>
/// <param name="First">The first answer.</param>
internal sealed record PairJudgement(AnswerPair Pair, int? Forward, int? Swapped, string Rationale, bool SelfJudged, long? CostPicoUsd, string First, string Second);
