using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Judging;

internal sealed partial class JudgingStore
{
    /// <summary>Items that are still to be judged, in the order of the run.</summary>
    public async Task<IReadOnlyList<(long ItemId, long CarId)>> ReadOpenItemsAsync(JudgingJob job, CancellationToken cancellationToken)
    {
        const string Sql = """
            select i.id, i.car_id
            from eval.run_items i join eval.outputs o on o.run_item_id = i.id
            where i.run_id = @RunId and not i.is_warmup and i.status in ('COMPLETED', 'PARTIAL_TOOL_SUPPORT')
              and not exists (select 1 from eval.judge_scores s where s.judging_id = @Id and s.run_item_id = i.id)
            order by i.ordinal
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<(long, long)>(new CommandDefinition(Sql, new { job.Id, job.RunId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>What has been judged so far, by this worker or another.</summary>
    public async Task<JudgeProgress> ReadProgressAsync(JudgingJob job, CancellationToken cancellationToken)
    {
        const string Sql = """
            select count(*)::int as Scored, count(*) filter (where failure = 'parse')::int as ParseFailures,
                   count(*) filter (where failure = 'call')::int as CallFailures
            from eval.judge_scores where judging_id = @Id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<JudgeProgress>(new CommandDefinition(Sql, new { job.Id }, cancellationToken: cancellationToken));
    }

    /// <summary>All a judge is shown of one item.</summary>
    public async Task<JudgedAnswer> ReadAnswerAsync(long itemId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select t.name as TestName, t.system_prompt as SystemPrompt, t.user_prompt as UserPrompt,
                   nullif(concat_ws(E'\n', t.expected_constraints, t.checks::text), '') as Constraints, t.tools_schema_json::text as ToolsJson,
                   t.reference as Reference, coalesce(o.final_text, '') as Answer
            from eval.run_items i join eval.tests t on t.id = i.test_id join eval.outputs o on o.run_item_id = i.id
            where i.id = @itemId;

            select c.tool_name || ' ' || c.args_json::text || ' -> ' || c.result_json::text || case when c.status = 'ok' then '' else ' (' || c.status || ')' end
            from eval.run_items i join eval.tool_calls c on c.run_id = i.run_id and c.run_item_id = i.id
            where i.id = @itemId order by c.id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(Sql, new { itemId }, cancellationToken: cancellationToken));
        var answer = await results.ReadSingleAsync<AnswerRow>();
        return answer.ToAnswer((await results.ReadAsync<string>()).AsList());
    }

    /// <summary>Keeps what the judge said of an item, and tells it.</summary>
    /// <exception cref="JudgingLostException">The judging is no longer this worker's; nothing was kept.</exception>
    /// <exception cref="RunMovedOnException">The run was started again; nothing was kept.</exception>
    public Task SaveAsync(JudgingJob job, ItemJudgement judgement, JudgeProgress progress, CancellationToken cancellationToken) => InFenceAsync(
        job,
        async transaction =>
        {
            const string Sql = """
                insert into eval.judge_scores (
                    judging_id, run_item_id, car_id, writing_score, coding_score, tool_score, overall, rationale, failure, self_judged, cost_pico_usd, answer_md5)
                values (@Id, @ItemId, @CarId, @Writing, @Coding, @Tool, @Overall, @Rationale, @Failure, @SelfJudged, @CostPicoUsd, md5(@Answer))
                """;
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                Sql,
                new
                {
                    job.Id,
                    judgement.ItemId,
                    judgement.CarId,
                    judgement.Scores?.Writing,
                    judgement.Scores?.Coding,
                    judgement.Scores?.Tool,
                    judgement.Scores?.Overall,
                    Rationale = StorableText.Of(judgement.Rationale),
                    judgement.Failure,
                    judgement.SelfJudged,
                    judgement.CostPicoUsd,
                    judgement.Answer,
                },
                transaction,
                cancellationToken: cancellationToken));
            await TellAsync(transaction, job, judgement.ItemId, JudgeEvents.ItemScored, new JsonObject
            {
                ["scored_items"] = progress.Scored,
                ["total_items"] = job.Total,
                ["parse_failures"] = progress.ParseFailures,
                ["call_failures"] = progress.CallFailures,
                ["parse_failed"] = judgement.Failure == ItemJudgement.ParseFailed,
                ["overall"] = judgement.Scores?.Overall,
            }, cancellationToken);
        },
        cancellationToken);

    /// <summary>Puts the scores in the place of the run's older ones, with their means, all at once.</summary>
    public Task CompleteScoresAsync(JudgingJob job, CancellationToken cancellationToken) => InFenceAsync(
        job,
        async transaction =>
        {
            var scored = await ReadScoredAsync(transaction, job, cancellationToken);
            var aggregates = JudgeAggregate.Of([.. scored.Where(s => s.Scores is not null).Select(s => (s.CarId, s.Scores!))]);
            if (aggregates[0].Scored == 0 && scored.Count > 0)
            {
                const string Error = "Not one answer could be judged; the older scores stay.";
                await CloseAsync(transaction, job, JudgingState.Failed, Error, cancellationToken);
                await TellAsync(transaction, job, null, JudgeEvents.Failed, new JsonObject { ["judging_id"] = job.Id, ["error"] = Error }, cancellationToken);
                return;
            }

            await ReplaceAsync(transaction, job, aggregates, cancellationToken);
            await CloseAsync(transaction, job, JudgingState.Completed, null, cancellationToken);
            await TellAsync(transaction, job, null, JudgeEvents.Completed, new JsonObject
            {
                ["judging_id"] = job.Id,
                ["item_scores"] = aggregates[0].Scored,
                ["car_aggregates"] = aggregates.Count - 1,
                ["skipped_items"] = job.Skipped,
                ["parse_failures"] = scored.Count(s => s.Failure == ItemJudgement.ParseFailed),
                ["call_failures"] = scored.Count(s => s.Failure == ItemJudgement.CallFailed),
                ["run_overall"] = aggregates[0].Overall,
            }, cancellationToken);
        },
        cancellationToken);

    private static async Task<List<(long CarId, JudgeScores? Scores, string? Failure)>> ReadScoredAsync(
        NpgsqlTransaction transaction, JudgingJob job, CancellationToken cancellationToken)
    {
        const string Sql = """
            select car_id as CarId, writing_score as Writing, coding_score as Coding, tool_score as Tool, overall as Overall, failure as Failure
            from eval.judge_scores where judging_id = @Id
            """;
        var rows = await transaction.Connection!.QueryAsync<(long CarId, double? Writing, double? Coding, double? Tool, double? Overall, string? Failure)>(
            new CommandDefinition(Sql, new { job.Id }, transaction, cancellationToken: cancellationToken));
        return rows.Select(row => (
            row.CarId,
            row.Failure is null ? new JudgeScores(row.Writing!.Value, row.Coding!.Value, row.Tool!.Value, row.Overall!.Value, "") : null,
            row.Failure)).AsList();
    }

    private static async Task ReplaceAsync(
        NpgsqlTransaction transaction, JudgingJob job, IReadOnlyList<JudgeAggregate> aggregates, CancellationToken cancellationToken)
    {
        const string Sql = """
            delete from eval.judge_results where run_id = @RunId;

            insert into eval.judge_results (
                run_id, run_item_id, car_id, writing_score, coding_score, tool_score, overall, rationale, parse_failed, self_judged, cost_pico_usd, judging_id)
            select @RunId, s.run_item_id, s.car_id, s.writing_score, s.coding_score, s.tool_score, s.overall, s.rationale, s.failure is not null,
                   s.self_judged, s.cost_pico_usd, @Id
            from eval.judge_scores s join eval.run_items i on i.id = s.run_item_id
            where s.judging_id = @Id
            order by i.ordinal;

            insert into eval.judge_results (run_id, car_id, writing_score, coding_score, tool_score, overall, rationale, judging_id)
            select @RunId, a.car_id, a.writing, a.coding, a.tool, a.overall, a.rationale, @Id
            from unnest(@cars, @writing, @coding, @tool, @overall, @rationales) as a (car_id, writing, coding, tool, overall, rationale)
            """;
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                job.Id,
                job.RunId,
                cars = aggregates.Select(a => a.CarId).ToArray(),
                writing = aggregates.Select(a => a.Writing).ToArray(),
                coding = aggregates.Select(a => a.Coding).ToArray(),
                tool = aggregates.Select(a => a.Tool).ToArray(),
                overall = aggregates.Select(a => a.Overall).ToArray(),
                rationales = aggregates.Select(a => $"Mean of {a.Scored} judged answers.").ToArray(),
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    private sealed class AnswerRow
    {
        public string TestName { get; init; } = "";
        public string? SystemPrompt { get; init; }
        public string UserPrompt { get; init; } = "";
        public string? Constraints { get; init; }
        public string? ToolsJson { get; init; }
        public string? Reference { get; init; }
        public string Answer { get; init; } = "";

        public JudgedAnswer ToAnswer(IReadOnlyList<string> toolCalls) => new()
        {
            TestName = TestName,
            SystemPrompt = SystemPrompt,
            UserPrompt = UserPrompt,
            Constraints = Constraints,
            ToolsJson = ToolsJson,
            Reference = Reference,
            Answer = Answer,
            ToolCalls = toolCalls,
        };
    }
}
