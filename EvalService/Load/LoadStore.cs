using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Load;

/// <summary>The rows of loads as people start, cancel and delete them. Their worker's writes are in <see cref="Events.LoadEventStore"/>.</summary>
internal sealed class LoadStore([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database, TimeProvider time)
{
    /// <returns>The load that the same key has started before, if there is one.</returns>
    public async Task<long> AddAsync(NewLoad load, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var values = new
        {
            OwnerId = load.Owner.Id,
            OwnerName = load.Owner.Name,
            OwnerRole = load.Owner.Role.ToString(),
            load.Name,
            Plan = RunJson.Text(load.Plan),
            Prompts = StorableText.Of(RunJson.Text(load.Prompts)),
            Cars = RunJson.Text(load.Cars),
            Connections = load.Cars.Select(c => c.Connection.Id).Distinct().ToArray(),
            Demo = load.Cars.All(c => c.Connection.Demo),
            load.IdempotencyKey,
        };
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            """
            insert into eval.loads (owner_id, owner_name, owner_role, name, plan, prompts, cars, connection_ids, demo, idempotency_key)
            values (@OwnerId, @OwnerName, @OwnerRole, @Name, @Plan::jsonb, @Prompts::jsonb, @Cars::jsonb, @Connections, @Demo, @IdempotencyKey)
            on conflict (owner_id, idempotency_key) where idempotency_key is not null do nothing
            returning id
            """,
            values,
            cancellationToken: cancellationToken))
            ?? await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                "select id from eval.loads where owner_id = @OwnerId and idempotency_key = @IdempotencyKey", values, cancellationToken: cancellationToken));
    }

    public async Task<LoadHead?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<LoadHead>(new CommandDefinition(
            "select id as Id, owner_id as OwnerId, status as Status from eval.loads where id = @id", new { id }, cancellationToken: cancellationToken));
    }

    /// <summary>Ends a load that waits, and asks for the end of one that goes on.</summary>
    /// <returns>False: it has ended.</returns>
    public async Task<bool> CancelAsync(long id, CancellationToken cancellationToken)
    {
        // Nobody drives a load that waits, so its end is told here.
        var told = LoadEvent.Of(
            LoadEventTypes.Completed, id, time.GetUtcNow().UtcDateTime, new LoadCompletedBody(LoadStatus.Cancelled, null, 0));
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            with cancelled as (
                update eval.loads set wanted = 'cancel',
                    finished_at = case when status = 'QUEUED' then now() end,
                    last_seq = case when status = 'QUEUED' then 1 else last_seq end,
                    status = case when status = 'QUEUED' then 'CANCELLED' else status end
                where id = @id and status in ('QUEUED', 'RUNNING')
                returning status),
            told as (
                insert into eval.load_events (load_id, seq, event_type, payload)
                select @id, 1, @Type, @Payload from cancelled where status = 'CANCELLED')
            select count(*)::int from cancelled
            """,
            new { id, told.Type, told.Payload },
            cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Deletes a load that has ended, with everything measured.</summary>
    /// <returns>False: it goes on.</returns>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from eval.loads where id = @id and status not in ('QUEUED', 'RUNNING')", new { id }, cancellationToken: cancellationToken)) > 0;
    }
}

internal sealed record LoadHead
{
    public required long Id { get; init; }

    public required string OwnerId { get; init; }

    public required string Status { get; init; }
}
