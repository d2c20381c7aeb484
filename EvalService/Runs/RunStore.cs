using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.EvalService.Runs.Events;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Runs;

/// <summary>The rows of runs as people start, steer and delete them. Their worker's writes are in <see cref="RunEventStore"/>.</summary>
internal sealed class RunStore([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database)
{
    /// <summary>A version of a suite to run: the current one without <paramref name="version"/>. Null: there is none.</summary>
    public async Task<SuiteToRun?> FindSuiteAsync(long suiteId, int? version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<SuiteToRun>(new CommandDefinition(
            """
            select v.id as VersionId, (select count(*) from eval.tests t where t.suite_version_id = v.id) as Tests
            from eval.suites s join eval.suite_versions v on v.suite_id = s.id and v.version = coalesce(@version, s.current_version)
            where s.id = @suiteId and s.deleted_at is null
            """,
            new { suiteId, version },
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Stores a run and all its items: warm-ups first, then repetition by repetition, test by test, car by car in the chosen order.
    /// </summary>
    /// <returns>The run that the same key has started before, if there is one.</returns>
    public async Task<long> AddAsync(NewRun run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            """
            insert into eval.runs (
                suite_id, suite_version_id, owner_id, owner_name, owner_role, mode, cars, judge_car, repetitions, warmups, limits, label, demo,
                items_total, idempotency_key)
            select @SuiteId, @SuiteVersionId, @OwnerId, @OwnerName, @OwnerRole, @Mode, @Cars::jsonb, @JudgeCar::jsonb, @Repetitions, @Warmups,
                @Limits::jsonb, @Label, @Demo, @CarCount * @Repetitions * (select count(*) from eval.tests where suite_version_id = @SuiteVersionId),
                @IdempotencyKey
            on conflict (owner_id, idempotency_key) where idempotency_key is not null do nothing
            returning id
            """,
            new
            {
                run.SuiteId,
                run.SuiteVersionId,
                OwnerId = run.Owner.Id,
                OwnerName = run.Owner.Name,
                OwnerRole = run.Owner.Role.ToString(),
                run.Mode,
                Cars = RunJson.Text(run.Cars),
                JudgeCar = run.JudgeCar is null ? null : RunJson.Text(run.JudgeCar),
                run.Repetitions,
                run.Warmups,
                Limits = RunJson.Text(run.Limits),
                run.Label,
                Demo = run.Cars.All(c => c.Connection.Demo),
                CarCount = run.Cars.Count,
                run.IdempotencyKey,
            },
            transaction,
            cancellationToken: cancellationToken));
        if (id is null)
        {
            return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                "select id from eval.runs where owner_id = @OwnerId and idempotency_key = @IdempotencyKey",
                new { OwnerId = run.Owner.Id, run.IdempotencyKey },
                transaction,
                cancellationToken: cancellationToken));
        }

        await AddItemsAsync(connection, transaction, id.Value, run, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id.Value;
    }

    public async Task<RunHead?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<RunHead>(new CommandDefinition(
            "select id as Id, owner_id as OwnerId, status as Status from eval.runs where id = @id and deleted_at is null",
            new { id },
            cancellationToken: cancellationToken));
    }

    /// <summary>Says what is wanted of a run that has not ended. One that nobody drives goes back to the queue where a worker has to act.</summary>
    /// <returns>False: it has ended.</returns>
    public async Task<bool> WantAsync(long id, string wanted, CancellationToken cancellationToken) => await ChangeAsync(
        """
        update eval.runs set wanted = @wanted, status = case when status = 'PAUSED' and @wanted <> 'pause' then 'QUEUED' else status end
        where id = @id and deleted_at is null and status in ('QUEUED', 'RUNNING', 'PAUSED')
        """,
        new { id, wanted },
        cancellationToken);

    /// <summary>Puts failed and cancelled items of a run that has ended back into the queue. Everything else stays as it is.</summary>
    public async Task<Rerun> RerunFailedAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Under the row's lock nobody can open a judging of the run: what is seen of judgings behind it is the truth.
        var ended = await connection.ExecuteScalarAsync<bool?>(new CommandDefinition(
            """
            select status in ('COMPLETED', 'FAILED', 'CANCELLED') and worker_id is null from eval.runs where id = @id and deleted_at is null for update
            """,
            new { id },
            transaction,
            cancellationToken: cancellationToken));
        if (ended != true)
        {
            return Rerun.NotEnded;
        }

        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from eval.judgings where run_id = @id and state in ('QUEUED', 'RUNNING'))",
            new { id },
            transaction,
            cancellationToken: cancellationToken)))
        {
            return Rerun.Judged;
        }

        var again = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            with again as (
                update eval.run_items i set
                    status = 'PENDING', started_at = null, finished_at = null, error_message = null, error_code = null, takeovers = 0,
                    -- Their metrics go; what they cost was paid all the same.
                    paid_before_pico_usd = coalesce((select m.cost_pico_usd from eval.metrics m where m.run_item_id = i.id), i.paid_before_pico_usd)
                where i.run_id = @id and i.status in ('FAILED', 'CANCELLED') returning i.id, i.is_warmup),
            metrics as (
                delete from eval.metrics m using again where m.run_item_id = again.id returning again.is_warmup),
            scores as (
                delete from eval.judge_results j using again where j.run_id = @id and j.run_item_id = again.id),
            run as (
                -- The time it may take is counted anew; what it may cost is not.
                update eval.runs r set
                    status = 'QUEUED', wanted = 'run', error = null, finished_at = null, active_ms = 0,
                    items_done = items_done - (select count(*) from metrics where not is_warmup)
                where r.id = @id and exists (select from again))
            select count(*)::int from again
            """,
            new { id },
            transaction,
            cancellationToken: cancellationToken));
        await NotifyAsync(connection, transaction, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return again > 0 ? Rerun.Queued : Rerun.NothingFailed;
    }

    /// <summary>What a run was started with, to start it once more.</summary>
    public async Task<NewRun?> ReadStartAsync(long id, PodiumUser owner, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<(long Suite, long Version, string Cars, string? Judge, string Mode, int Repetitions, int Warmups, string Limits, string? Label)?>(
            new CommandDefinition(
                """
                select suite_id, suite_version_id, cars::text, judge_car::text, mode, repetitions, warmups, limits::text, label
                from eval.runs where id = @id and deleted_at is null
                """,
                new { id },
                cancellationToken: cancellationToken));
        return row is not { } run ? null : new NewRun
        {
            SuiteId = run.Suite,
            SuiteVersionId = run.Version,
            Cars = RunJson.Read<CarSnapshot[]>(run.Cars),
            JudgeCar = run.Judge is null ? null : RunJson.Read<CarSnapshot>(run.Judge),
            Mode = run.Mode,
            Repetitions = run.Repetitions,
            Warmups = run.Warmups,
            Limits = RunJson.Read<RunLimits>(run.Limits),
            Label = run.Label,
            Owner = owner,
        };
    }

    public Task<bool> LabelAsync(long id, bool setsLabel, string? label, bool? isBaseline, CancellationToken cancellationToken) => ChangeAsync(
        """
        update eval.runs set label = case when @setsLabel then @label else label end, is_baseline = coalesce(@isBaseline, is_baseline)
        where id = @id and deleted_at is null
        """,
        new { id, setsLabel, label, isBaseline },
        cancellationToken);

    /// <summary>Hides a run; one that is driven ends. <see cref="Sweeping.RunSweeper"/> removes it.</summary>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellationToken) => ChangeAsync(
        "update eval.runs set deleted_at = now(), wanted = 'cancel', idempotency_key = null where id = @id and deleted_at is null",
        new { id },
        cancellationToken);

    private static async Task AddItemsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, NewRun run, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into eval.run_items (run_id, ordinal, test_id, car_id, repetition, is_warmup)
            select @id, row_number() over (order by not kind.is_warmup, kind.repetition, t.order_index, t.id, c.position), t.id, c.id, kind.repetition, kind.is_warmup
            from (
                select n as repetition, true as is_warmup from generate_series(1, @Warmups) n
                union all
                select n, false from generate_series(1, @Repetitions) n) kind
            join eval.tests t on t.suite_version_id = @SuiteVersionId and (not kind.is_warmup or t.order_index = (
                select min(order_index) from eval.tests where suite_version_id = @SuiteVersionId))
            cross join unnest(@cars) with ordinality as c (id, position)
            """,
            new { id, run.Warmups, run.Repetitions, run.SuiteVersionId, cars = run.Cars.Select(c => c.Id).ToArray() },
            transaction,
            commandTimeout: 300,
            cancellationToken: cancellationToken));
        await NotifyAsync(connection, transaction, id, cancellationToken);
    }

    private async Task<bool> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
        await NotifyAsync(connection, transaction, 0, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed > 0;
    }

    private static Task<int> NotifyAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "select pg_notify(@WorkChannel, @id::text)", new { RunNotifications.WorkChannel, id }, transaction, cancellationToken: cancellationToken));
}

internal sealed record SuiteToRun(long VersionId, long Tests);

/// <summary>What became of the wish to run the failed items of a run again.</summary>
internal enum Rerun
{
    Queued,
    NotEnded,
    Judged,
    NothingFailed,
}
