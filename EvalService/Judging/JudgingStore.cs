using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.EvalService.Runs;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Judging;

/// <summary>Judgings, and what their judges said.</summary>
internal sealed partial class JudgingStore([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database, RunEventAppender events)
{
    private const string OpenIndex = "judgings_open";

    /// <summary>The run as far as a judging asks: null when there is none.</summary>
    public async Task<JudgedRun?> FindRunAsync(long runId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select r.status as Status, r.judge_car::text as JudgeCar, r.cars::text as Cars, v.settings ->> 'rubric' as Rubric
            from eval.runs r join eval.suite_versions v on v.id = r.suite_version_id
            where r.id = @runId and r.deleted_at is null
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<RunRow>(new CommandDefinition(Sql, new { runId }, cancellationToken: cancellationToken));
        return row?.ToRun();
    }

    /// <summary>The cars of a run as they were when it started.</summary>
    public async Task<IReadOnlyList<CarSnapshot>> ReadCarsAsync(long runId, CancellationToken cancellationToken) =>
        (await FindRunAsync(runId, cancellationToken))?.Cars ?? throw new RunMovedOnException();

    /// <summary>Opens a judging. Answers that this judge has judged before keep their scores unless <paramref name="all"/> is asked for.</summary>
    /// <exception cref="ConflictException">The run is being judged already.</exception>
    /// <exception cref="InvalidInputException">It has too many pairs.</exception>
    public async Task<long> CreateAsync(
        long runId, string mode, CarSnapshot judge, string? rubric, PodiumUser requester, bool all, int maxPairs, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into eval.judgings (run_id, mode, judge_car, judge_key, rubric, requester_id, requester_name, requester_role, total, skipped)
            select @runId, @mode, @judge::jsonb, @key, @rubric, @Id, @Name, @role,
                   case when @mode = 'score' then count(o.run_item_id) else (
                       select count(*) from eval.run_items a
                       join eval.run_items b on b.run_id = a.run_id and b.test_id = a.test_id and b.repetition = a.repetition and b.car_id > a.car_id
                       join eval.outputs oa on oa.run_item_id = a.id join eval.outputs ob on ob.run_item_id = b.id
                       where a.run_id = @runId and not a.is_warmup and not b.is_warmup
                         and a.status in ('COMPLETED', 'PARTIAL_TOOL_SUPPORT') and b.status in ('COMPLETED', 'PARTIAL_TOOL_SUPPORT')) end,
                   (count(*) - count(o.run_item_id))::int
            from eval.run_items i
            left join eval.outputs o on o.run_item_id = i.id and i.status in ('COMPLETED', 'PARTIAL_TOOL_SUPPORT')
            where i.run_id = @runId and not i.is_warmup
            returning id as Id, total as Total
            """;
        var parameters = new
        {
            runId,
            mode,
            judge = RunJson.Text(judge),
            key = JudgeKey.Of(judge, mode, rubric),
            rubric,
            requester.Id,
            requester.Name,
            role = requester.Role.ToString(),
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await MustStandStillAsync(transaction, runId, cancellationToken);
        try
        {
            var (id, total) = await connection.QuerySingleAsync<(long, int)>(
                new CommandDefinition(Sql, parameters, transaction, cancellationToken: cancellationToken));
            if (mode == JudgingMode.Pairwise && total > maxPairs)
            {
                throw new InvalidInputException("mode", $"That would be {total:N0} pairs; at most {maxPairs:N0} are judged.", "judging.too_many_pairs");
            }

            if (!all)
            {
                await KeepEarlierAsync(transaction, id, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
            return id;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: OpenIndex })
        {
            throw new ConflictException("This run is being judged already.", "judging.running");
        }
    }

    /// <summary>Holds the run as it is until the judging is open: a rerun that comes at the same moment waits, and then finds the judging.</summary>
    private static async Task MustStandStillAsync(NpgsqlTransaction transaction, long runId, CancellationToken cancellationToken)
    {
        const string Sql = "select status from eval.runs where id = @runId and deleted_at is null for share";
        var status = await transaction.Connection!.ExecuteScalarAsync<string?>(
            new CommandDefinition(Sql, new { runId }, transaction, cancellationToken: cancellationToken));
        if (status != RunStatus.Completed)
        {
            throw new InvalidInputException("run_id", $"Only a completed run can be judged; this one is {status ?? "deleted"}.", "run.not_completed");
        }
    }

    /// <summary>Scores of the same judge for the same answers, from whichever judging came last, finished or not: they were asked and paid for.</summary>
    private static Task<int> KeepEarlierAsync(NpgsqlTransaction transaction, long id, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into eval.judge_scores (
                judging_id, run_item_id, car_id, writing_score, coding_score, tool_score, overall, rationale, self_judged, cost_pico_usd, answer_md5)
            select distinct on (s.run_item_id)
                @id, s.run_item_id, s.car_id, s.writing_score, s.coding_score, s.tool_score, s.overall, s.rationale, s.self_judged, 0, s.answer_md5
            from eval.judgings j
            join eval.judgings e on e.run_id = j.run_id and e.judge_key = j.judge_key and e.id <> j.id and e.mode = 'score'
            join eval.judge_scores s on s.judging_id = e.id and s.failure is null
            join eval.outputs o on o.run_item_id = s.run_item_id and md5(coalesce(o.final_text, '')) = s.answer_md5
            where j.id = @id
            order by s.run_item_id, s.judging_id desc;

            insert into eval.judge_pairs (
                judging_id, first_item_id, second_item_id, test_id, first_car_id, second_car_id, forward, swapped, rationale, self_judged, cost_pico_usd,
                answers_md5)
            select distinct on (p.first_item_id, p.second_item_id)
                @id, p.first_item_id, p.second_item_id, p.test_id, p.first_car_id, p.second_car_id, p.forward, p.swapped, p.rationale, p.self_judged, 0,
                p.answers_md5
            from eval.judgings j
            join eval.judgings e on e.run_id = j.run_id and e.judge_key = j.judge_key and e.id <> j.id and e.mode = 'pairwise'
            join eval.judge_pairs p on p.judging_id = e.id and p.forward is not null and p.swapped is not null
            join eval.outputs a on a.run_item_id = p.first_item_id
            join eval.outputs b on b.run_item_id = p.second_item_id
                and md5(coalesce(a.final_text, '')) || md5(coalesce(b.final_text, '')) = p.answers_md5
            where j.id = @id
            order by p.first_item_id, p.second_item_id, p.judging_id desc
            """;
        return transaction.Connection!.ExecuteAsync(new CommandDefinition(Sql, new { id }, transaction, cancellationToken: cancellationToken));
    }

    private sealed record RunRow
    {
        public string Status { get; init; } = "";
        public string? JudgeCar { get; init; }
        public string Cars { get; init; } = "[]";
        public string? Rubric { get; init; }

        public JudgedRun ToRun() => new(
            Status, JudgeCar is null ? null : RunJson.Read<CarSnapshot>(JudgeCar), RunJson.Read<List<CarSnapshot>>(Cars), Rubric);
    }
}

/// <param name="Judge">The judge chosen when the run was started, if one was.</param>
internal sealed record JudgedRun(string Status, CarSnapshot? Judge, IReadOnlyList<CarSnapshot> Cars, string? Rubric);
