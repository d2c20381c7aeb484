using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Podium.GenerationService.Generations;

/// <summary>The rows of <c>generation.generations</c>. Times are the database's, so that replicas agree about leases.</summary>
internal sealed class GenerationStore([FromKeyedServices(GenerationModule.Name)] NpgsqlDataSource dataSource)
{
    private const string Columns = """
        id, owner_id as OwnerId, owner_name as OwnerName, session_id as SessionId, request_sha256 as RequestSha256, state, provider,
        model_id as ModelId, label, vendor, task_id as TaskId, prompt_version as PromptVersion, demo, planned_attempts as PlannedAttempts,
        parent_artifact_id as ParentArtifactId, created_at as CreatedAt, started_at as StartedAt, finished_at as FinishedAt,
        artifact_id as ArtifactId, used_model as UsedModel, used_provider as UsedProvider, finish_reason as FinishReason, truncated,
        error, attempts, usage, cost, timings, last_sequence as LastSequence, events_removed_at is not null as EventsRemoved
        """;

    /// <returns>False when the owner has used this idempotency key before.</returns>
    public async Task<bool> TryCreateAsync(NewGeneration generation, Guid worker, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into generation.generations
                (id, owner_id, owner_name, session_id, idempotency_key, request_sha256, state, provider, model_id, label, vendor, task_id,
                 prompt_version, demo, planned_attempts, request, parent_artifact_id, created_at, worker_id, lease_until)
            values
                (@Id, @OwnerId, @OwnerName, @SessionId, @IdempotencyKey, @RequestSha256, 'queued', @Provider, @ModelId, @Label, @Vendor, @TaskId,
                 @PromptVersion, @Demo, @PlannedAttempts, @Request::json, @ParentArtifactId, now(), @worker, now() + @lease)
            on conflict (owner_id, idempotency_key) where idempotency_key is not null do nothing
            """,
            new
            {
                generation.Id,
                generation.OwnerId,
                generation.OwnerName,
                generation.SessionId,
                generation.IdempotencyKey,
                generation.RequestSha256,
                generation.Provider,
                generation.ModelId,
                generation.Label,
                generation.Vendor,
                generation.TaskId,
                generation.PromptVersion,
                generation.Demo,
                generation.PlannedAttempts,
                generation.Request,
                generation.ParentArtifactId,
                worker,
                lease,
            },
            cancellationToken: cancellationToken)) == 1;
    }

    public Task<Generation?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        QuerySingleAsync($"select {Columns} from generation.generations where id = @id", new { id }, cancellationToken);

    public Task<Generation?> FindByKeyAsync(string ownerId, string key, CancellationToken cancellationToken) =>
        QuerySingleAsync(
            $"select {Columns} from generation.generations where owner_id = @ownerId and idempotency_key = @key", new { ownerId, key }, cancellationToken);

    /// <summary>The owner's generations, newest first, older than <paramref name="before"/>.</summary>
    public async Task<IReadOnlyList<Generation>> ListAsync(GenerationFilter filter, CancellationToken cancellationToken)
    {
        var conditions = new List<string> { "owner_id = @OwnerId" };
        if (filter.SessionId is not null)
        {
            conditions.Add("session_id = @SessionId");
        }

        if (filter.State is not null)
        {
            conditions.Add("state = @State");
        }

        if (filter.Before is not null)
        {
            conditions.Add("id < @Before");
        }

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<GenerationRow>(new CommandDefinition(
            $"select {Columns} from generation.generations where {string.Join(" and ", conditions)} order by id desc limit @Limit",
            new { filter.OwnerId, filter.SessionId, State = filter.State?.ToText(), filter.Before, filter.Limit },
            cancellationToken: cancellationToken));
        return [.. rows.Select(r => r.ToGeneration())];
    }

    /// <summary>Safe to repeat when the answer of the first try was lost.</summary>
    /// <returns>False when it ended already or belongs to somebody else.</returns>
    public async Task<bool> StartAsync(Guid id, Guid worker, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            update generation.generations set state = 'running', started_at = coalesce(started_at, now())
            where id = @id and worker_id = @worker and finished_at is null
            """,
            new { id, worker },
            cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Asks whoever runs it to stop. The flag outlives a missed signal.</summary>
    public async Task RequestCancelAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            with flagged as (
                update generation.generations set cancel_requested_at = coalesce(cancel_requested_at, now())
                where id = @id and finished_at is null returning id)
            select pg_notify(@channel, id::text) from flagged
            """,
            new { id, channel = GenerationNotifications.CancelChannel },
            cancellationToken: cancellationToken));
    }

    /// <summary>Shows a sign of life. Generations missing in the answer belong to somebody else by now.</summary>
    public async Task<IReadOnlyDictionary<Guid, bool>> RenewLeasesAsync(Guid worker, Guid[] ids, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(Guid Id, bool CancelRequested)>(new CommandDefinition(
            """
            update generation.generations set lease_until = clock_timestamp() + @lease
            where id = any (@ids) and worker_id = @worker and finished_at is null
            returning id, cancel_requested_at is not null
            """,
            new { worker, ids, lease },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(r => r.Id, r => r.CancelRequested);
    }

    public async Task<DateTime> ReadClockAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select clock_timestamp()", cancellationToken: cancellationToken));
    }

    /// <summary>
    /// Takes over one generation whose worker is gone. The row lock and the new worker make sure that only one replica does.
    /// </summary>
    /// <param name="running">What runs here: after a suspended machine or a lost database its lease may be over although its worker lives.</param>
    /// <param name="before">Leases that ended before this instant of the database's clock are over.</param>
    public Task<Generation?> TakeExpiredAsync(Guid worker, Guid[] running, TimeSpan lease, DateTime before, CancellationToken cancellationToken) =>
        QuerySingleAsync(
            $"""
            update generation.generations set worker_id = @worker, lease_until = clock_timestamp() + @lease
            where id = (select id from generation.generations where finished_at is null and lease_until < @before and id <> all (@running)
                        order by lease_until limit 1 for update skip locked)
            returning {Columns}
            """,
            new { worker, running, lease, before },
            cancellationToken);

    private async Task<Generation?> QuerySingleAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<GenerationRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return row?.ToGeneration();
    }
}

/// <summary>What is stored when a generation is accepted.</summary>
/// <param name="Request">JSON of what was asked, without any key.</param>
internal sealed record NewGeneration(
    Guid Id,
    string OwnerId,
    string OwnerName,
    Guid? SessionId,
    string? IdempotencyKey,
    byte[] RequestSha256,
    string Provider,
    string ModelId,
    string Label,
    string Vendor,
    string TaskId,
    string PromptVersion,
    bool Demo,
    int PlannedAttempts,
    string Request,
    Guid? ParentArtifactId);

internal sealed record GenerationFilter(string OwnerId, Guid? SessionId, GenerationState? State, Guid? Before, int Limit);
