using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;
using Podium.EvalService.Runs;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Load.Driving;

/// <summary>Who drives which load: the leases, and what became of loads whose process died.</summary>
internal sealed class LoadClaims([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database)
{
    /// <summary>What the database's clock says.</summary>
    public async Task<DateTime> ReadClockAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select now()", cancellationToken: cancellationToken));
    }

    /// <summary>Takes the oldest load that waits and shares no connection with one that goes on; null when there is none.</summary>
    public async Task<LoadToDrive?> TakeAsync(Guid worker, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // One taker at a time: two could each take a load that the other's forbids.
        await connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_xact_lock(hashtextextended('podium/eval/loads', 0))", transaction: transaction, cancellationToken: cancellationToken));
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            """
            update eval.loads set status = 'RUNNING', worker_id = @worker, epoch = epoch + 1, lease_until = now() + @lease, started_at = now()
            where id = (
                select id from eval.loads l
                where status = 'QUEUED'
                  and not exists (select from eval.loads o where o.status = 'RUNNING' and o.connection_ids && l.connection_ids)
                order by id limit 1)
            returning id as Id, epoch as Epoch, plan::text as Plan, prompts::text as Prompts, cars::text as Cars,
                owner_id as OwnerId, owner_name as OwnerName, owner_role as OwnerRole
            """,
            new { worker, lease },
            transaction,
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return row?.ToLoad(worker);
    }

    /// <summary>Takes a load whose worker is gone, to close it; null when there is none.</summary>
    /// <param name="expiredBefore">A lease that ended before this was given up.</param>
    public async Task<AbandonedLoad?> TakeAbandonedAsync(Guid worker, TimeSpan lease, DateTime expiredBefore, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<(long Id, int Epoch, string Plan, long LastSeq)?>(new CommandDefinition(
            """
            update eval.loads set worker_id = @worker, epoch = epoch + 1, lease_until = now() + @lease
            where id = (
                select id from eval.loads where status = 'RUNNING' and lease_until < @expiredBefore order by id limit 1 for update skip locked)
            returning id, epoch, plan::text, last_seq
            """,
            new { worker, lease, expiredBefore },
            cancellationToken: cancellationToken));
        if (row is not { } load)
        {
            return null;
        }

        var open = await connection.QueryAsync<string>(new CommandDefinition(
            "select mark::text from eval.load_stages where load_id = @Id and result is null order by ordinal",
            new { load.Id },
            cancellationToken: cancellationToken));
        var held = new LoadLease(load.Id, worker, load.Epoch);
        return new AbandonedLoad(held, RunJson.Read<LoadPlan>(load.Plan), load.LastSeq, [.. open.Select(RunJson.Read<StageMark>)]);
    }

    public async Task<IReadOnlyList<LoadSample>> ReadSamplesAsync(long loadId, int stage, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<LoadSample>(new CommandDefinition(
            $"select {SampleRows.Columns} from eval.load_requests where load_id = @loadId and stage = @stage",
            new { loadId, stage },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Drops the single requests of the oldest loads beyond <paramref name="most"/> of them in all; their results stay.</summary>
    public async Task TrimAsync(long most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with sizes as (
                select id, sum(requests_done) over (order by id desc) as upto from eval.loads where requests_kept and status not in ('QUEUED', 'RUNNING')),
            trimmed as (
                update eval.loads l set requests_kept = false from sizes where l.id = sizes.id and sizes.upto > @most returning l.id)
            delete from eval.load_requests r using trimmed where r.load_id = trimmed.id
            """,
            new { most },
            commandTimeout: 300,
            cancellationToken: cancellationToken));
    }

    private sealed record Row
    {
        public long Id { get; init; }
        public int Epoch { get; init; }
        public string Plan { get; init; } = "";
        public string Prompts { get; init; } = "";
        public string Cars { get; init; } = "";
        public string OwnerId { get; init; } = "";
        public string OwnerName { get; init; } = "";
        public string OwnerRole { get; init; } = "";

        public LoadToDrive ToLoad(Guid worker) => new()
        {
            Lease = new LoadLease(Id, worker, Epoch),
            Plan = RunJson.Read<LoadPlan>(Plan),
            Prompts = RunJson.Read<LoadPrompt[]>(Prompts),
            Cars = RunJson.Read<CarSnapshot[]>(Cars),
            Owner = new PodiumUser(OwnerId, OwnerName, Enum.Parse<Role>(OwnerRole)),
        };
    }
}

/// <param name="Open">Stages that had not ended.</param>
internal sealed record AbandonedLoad(LoadLease Lease, LoadPlan Plan, long LastSequence, IReadOnlyList<StageMark> Open);
