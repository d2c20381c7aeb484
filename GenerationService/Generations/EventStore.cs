using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Podium.GenerationService.Generations;

/// <summary>The rows of <c>generation.generation_events</c>, and the one transaction that ends a generation.</summary>
internal sealed class EventStore([FromKeyedServices(GenerationModule.Name)] NpgsqlDataSource dataSource)
{
    /// <summary>A read that brings so many rows may have left some.</summary>
    public const int RowsPerRead = 512;

    // The row that holds the event after the one asked for may begin before it. From there on the key alone finds what is new, however long the history.
    private const string RowsBehind = """
        select e.first_sequence as FirstSequence, e.last_sequence as LastSequence, e.frames
        from generation.generation_events e
        where e.generation_id = place.id and e.last_sequence > place.after
          and e.first_sequence >= coalesce((
              select max(b.first_sequence) from generation.generation_events b where b.generation_id = place.id and b.first_sequence <= place.after), 0)
        order by e.first_sequence limit @RowsPerRead
        """;

    /// <summary>Stored frames behind <paramref name="after"/>, at most a few hundred rows at a time.</summary>
    public async Task<IReadOnlyList<StoredFrames>> ReadAsync(Guid id, long after, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<StoredFrames>(new CommandDefinition(
            $"select rows.* from (select @id as id, @after as after) place cross join lateral ({RowsBehind}) rows",
            new { id, after, RowsPerRead },
            cancellationToken: cancellationToken));
        return rows.AsList();
    }

    /// <summary>How several generations stand, and their stored frames behind the places asked for.</summary>
    public async Task<IReadOnlyDictionary<(Guid Id, long After), TailRead>> ReadTailsAsync(
        IReadOnlyList<(Guid Id, long After)> places, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);

        // The states before the events: a generation seen as ended has all its events in the table.
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            $"""
            select id, finished_at is not null, last_sequence, events_removed_at is not null from generation.generations where id = any (@ids);

            select place.index, rows.*
            from unnest(@ids, @afters) with ordinality as place (id, after, index)
            cross join lateral ({RowsBehind}) rows;
            """,
            new { ids = places.Select(p => p.Id).ToArray(), afters = places.Select(p => p.After).ToArray(), RowsPerRead },
            cancellationToken: cancellationToken));
        var states = (await results.ReadAsync<(Guid Id, bool Ended, long? LastSequence, bool EventsRemoved)>())
            .ToDictionary(s => s.Id, s => new TailState(s.Ended, s.LastSequence, s.EventsRemoved));
        var rows = (await results.ReadAsync<(long Index, long First, long Last, byte[] Frames)>())
            .ToLookup(r => r.Index, r => new StoredFrames { FirstSequence = r.First, LastSequence = r.Last, Frames = r.Frames });
        return places.Index().ToDictionary(
            p => p.Item,
            p => new TailRead(states.GetValueOrDefault(p.Item.Id), [.. rows[p.Index + 1].OrderBy(r => r.FirstSequence)]));
    }

    /// <summary>
    /// Puts an empty row where the worker that had the generation would put its next: should it still be alive, it finds its place taken and stops.
    /// </summary>
    public async Task FenceAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var fence = new CommandDefinition(
            """
            insert into generation.generation_events (generation_id, first_sequence, last_sequence, frames)
            select @id, coalesce(max(last_sequence), 0) + 1, coalesce(max(last_sequence), 0), ''
            from generation.generation_events where generation_id = @id
            on conflict (generation_id, first_sequence) do update set frames = ''
                where generation_events.last_sequence < generation_events.first_sequence
            """,
            new { id },
            cancellationToken: cancellationToken);
        while (await connection.ExecuteAsync(fence) == 0)
        {
            // It was a moment faster; its row is part of the stream now.
        }
    }

    /// <summary>
    /// Stores the end of a generation and its last events together, so that no follower sees one without the other.
    /// </summary>
    /// <returns>
    /// False when the generation has ended already, belongs to another worker, or has events that <paramref name="frames"/> do not follow on: then
    /// nothing is stored.
    /// </returns>
    public async Task<bool> FinishAsync(
        Guid id, Guid worker, GenerationEnd end, StoredFrames frames, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await UpdateAsync(connection, transaction, id, worker, end, frames.LastSequence, cancellationToken))
        {
            return false;
        }

        var stored = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            with stored as (
                insert into generation.generation_events (generation_id, first_sequence, last_sequence, frames)
                values (@id, @FirstSequence, @LastSequence, @Frames)
                on conflict (generation_id, first_sequence) do update set last_sequence = excluded.last_sequence, frames = excluded.frames
                    where generation_events.last_sequence < generation_events.first_sequence
                returning 1)
            select count(*), pg_notify(@channel, '') from stored
            """,
            new { id, frames.FirstSequence, frames.LastSequence, frames.Frames, channel = GenerationNotifications.EventChannel },
            transaction,
            cancellationToken: cancellationToken));
        if (stored == 0)
        {
            return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Forgets the events, and the idempotency keys, of generations that ended before <paramref name="age"/>.</summary>
    /// <returns>How many generations were touched: at most <paramref name="limit"/>.</returns>
    public async Task<int> RemoveOlderThanAsync(TimeSpan age, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            with old as (
                select id from generation.generations
                where finished_at < now() - @age and events_removed_at is null
                order by finished_at limit @limit for update skip locked),
            marked as (
                update generation.generations g set events_removed_at = now(), idempotency_key = null from old where g.id = old.id),
            removed as (
                delete from generation.generation_events e using old where e.generation_id = old.id)
            select count(*)::int from old
            """,
            new { age, limit },
            cancellationToken: cancellationToken));
    }

    private static async Task<bool> UpdateAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, Guid worker, GenerationEnd end, long lastSequence, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update generation.generations
            set state = @State, finished_at = now(), artifact_id = @ArtifactId, used_model = @UsedModel, used_provider = @UsedProvider,
                finish_reason = @FinishReason, truncated = @Truncated, error = @Error::json, attempts = @Attempts::json, usage = @Usage::json,
                cost = @Cost::json, timings = @Timings::json, last_sequence = @lastSequence, lease_until = null
            where id = @id and worker_id = @worker and finished_at is null
            """,
            new
            {
                id,
                worker,
                State = end.State.ToText(),
                end.ArtifactId,
                end.UsedModel,
                end.UsedProvider,
                end.FinishReason,
                end.Truncated,
                Error = GenerationJson.Text(end.Error),
                Attempts = GenerationJson.Text(end.Attempts),
                Usage = GenerationJson.Text(end.Usage),
                Cost = GenerationJson.Text(end.Cost),
                Timings = GenerationJson.Text(end.Timings),
                lastSequence,
            },
            transaction,
            cancellationToken: cancellationToken)) == 1;
}

/// <summary>Whole frames as one row holds them.</summary>
internal sealed class StoredFrames
{
    public long FirstSequence { get; set; }

    public long LastSequence { get; set; }

    public byte[] Frames { get; set; } = [];
}
