using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.EvalService.Runs.Events;
using Podium.EvalService.Runs.Items;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Runs.Driving;

/// <summary>Who drives which run: the leases, and what a worker needs to know when it takes one.</summary>
internal sealed class RunClaims([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database)
{
    // Of the usual one: replicas may be configured differently while they are being replaced.
    private const int AbsurdLease = 10;

    /// <summary>What the database's clock says.</summary>
    public async Task<DateTime> ReadClockAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select now()", cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Takes the oldest run that nobody drives. Any number of workers may ask at once: the row's lock lets one of them have it, and its new epoch shuts
    /// out whoever had it before.
    /// </summary>
    /// <param name="driven">What this worker drives. A run that is its own and yet not among them was taken by an answer that got lost.</param>
    /// <param name="expiredBefore">A lease that ended before this was given up; null: it is not known yet whose were.</param>
    /// <param name="endingOnly">Only one that is to be paused or cancelled: that takes no place from the others.</param>
    public async Task<RunToDrive?> TakeAsync(
        Guid worker, long[] driven, TimeSpan lease, DateTime? expiredBefore, bool endingOnly, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            """
            with open as (
                select id, worker_id from eval.runs
                where status in ('QUEUED', 'RUNNING') and deleted_at is null and (not @endingOnly or wanted <> 'run')
                  -- A lease that lies further ahead than anybody gives one comes from a clock that was put back since.
                  and (worker_id is null or (worker_id = @worker and id <> all (@driven)) or lease_until < @expiredBefore or lease_until > @expiredBefore + @absurd)
                order by id limit 1 for update skip locked)
            update eval.runs r set
                worker_id = @worker, epoch = epoch + 1, lease_until = now() + @lease,
                idle_takes = case when taken_at_seq = last_seq then idle_takes + 1 else 0 end, taken_at_seq = last_seq
            from open where r.id = open.id
            returning r.id as Id, epoch as Epoch, status as Status, wanted as Wanted, mode as Mode, cars::text as Cars, judge_car::text as JudgeCar,
                limits::text as Limits, owner_id as OwnerId, owner_name as OwnerName, owner_role as OwnerRole, last_seq as LastSeq, active_ms as ActiveMs,
                idle_takes as IdleTakes, coalesce(open.worker_id <> @worker, false) as IsTakenOver
            """,
            new { worker, driven, lease, expiredBefore, endingOnly, absurd = lease * AbsurdLease },
            transaction,
            cancellationToken: cancellationToken));
        if (row is null)
        {
            return null;
        }

        // Under the row's lock: no other worker can end an item any more.
        var totals = await connection.QuerySingleAsync<RunTotals>(new CommandDefinition(
            """
            select count(*) filter (where not is_warmup and status in ('COMPLETED', 'FAILED', 'PARTIAL_TOOL_SUPPORT'))::int as Ended,
                   count(*) filter (where not is_warmup and status = 'FAILED')::int as Failed,
                   (select coalesce(sum(coalesce(cost_pico_usd, 0) + coalesce(check_cost_pico_usd, 0)), 0) from eval.metrics where run_id = @Id)::bigint
                   + coalesce(sum(paid_before_pico_usd) filter (where status in ('PENDING', 'RUNNING', 'CANCELLED')), 0)::bigint as CostPicoUsd
            from eval.run_items where run_id = @Id
            """,
            row,
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return row.ToRun(worker, totals);
    }

    /// <summary>How many runs wait for a worker.</summary>
    public async Task<long> CountWaitingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select count(*) from eval.runs where status in ('QUEUED', 'RUNNING') and deleted_at is null and worker_id is null",
            cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Prolongs the leases of <paramref name="worker"/>, and tells what is wanted of the runs it still holds. Journals prolong theirs with whatever
    /// they store, so this writes only about runs of which little happens, waits for no lock of a journal, and holds none while the disk writes.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, string>> RenewAsync(
        Guid worker, IReadOnlyCollection<RunLease> leases, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Id, string Wanted)>(new CommandDefinition(
            """
            with held as (
                select r.id, r.wanted,
                       -- Half used; or further ahead than it can be, by a clock that was put back since.
                       r.lease_until is null or r.lease_until not between now() + @lease / 2 and now() + @lease as due
                from eval.runs r join unnest(@ids, @epochs) as h (id, epoch) on h.id = r.id and h.epoch = r.epoch
                where r.worker_id = @worker),
            free as (select id from eval.runs where id in (select id from held where due) and worker_id = @worker order by id for no key update skip locked),
            renewed as (update eval.runs r set lease_until = now() + @lease from free where r.id = free.id)
            select id, wanted, set_config('synchronous_commit', 'off', true) from held
            """,
            new { worker, lease, ids = leases.Select(l => l.RunId).ToArray(), epochs = leases.Select(l => l.Epoch).ToArray() },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(r => r.Id, r => r.Wanted);
    }

    /// <summary>Items that the run's last worker had begun, and how often that happened to each.</summary>
    public async Task<IReadOnlyList<(RunItem Item, int Takeovers)>> ReadInterruptedAsync(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Id, int Ordinal, long TestId, long CarId, int Repetition, bool IsWarmup, int Attempts, long PaidBefore, int Takeovers)>(
            new CommandDefinition(
                """
                select id, ordinal, test_id, car_id, repetition, is_warmup, attempt_count, paid_before_pico_usd, takeovers
                from eval.run_items where run_id = @runId and status = 'RUNNING' order by ordinal
                """,
                new { runId },
                cancellationToken: cancellationToken));
        return [.. rows.Select(r => (new RunItem(r.Id, r.Ordinal, r.TestId, r.CarId, r.Repetition, r.IsWarmup, r.Attempts, r.PaidBefore), r.Takeovers))];
    }

    private sealed record Row
    {
        public long Id { get; init; }
        public int Epoch { get; init; }
        public string Status { get; init; } = "";
        public string Wanted { get; init; } = "";
        public string Mode { get; init; } = "";
        public string Cars { get; init; } = "";
        public string? JudgeCar { get; init; }
        public string Limits { get; init; } = "";
        public string OwnerId { get; init; } = "";
        public string OwnerName { get; init; } = "";
        public string OwnerRole { get; init; } = "";
        public long LastSeq { get; init; }
        public long ActiveMs { get; init; }
        public int IdleTakes { get; init; }
        public bool IsTakenOver { get; init; }

        public RunToDrive ToRun(Guid worker, RunTotals totals) => new()
        {
            Lease = new RunLease(Id, worker, Epoch),
            Status = Status,
            Wanted = Wanted,
            Mode = Mode,
            Cars = RunJson.Read<CarSnapshot[]>(Cars),
            JudgeCar = JudgeCar is null ? null : RunJson.Read<CarSnapshot>(JudgeCar),
            Limits = RunJson.Read<RunLimits>(Limits),
            Owner = new PodiumUser(OwnerId, OwnerName, Enum.Parse<Role>(OwnerRole)),
            LastSequence = LastSeq,
            Active = TimeSpan.FromMilliseconds(ActiveMs),
            IdleTakes = IdleTakes,
            IsTakenOver = IsTakenOver,
            Totals = totals,
        };
    }
}
