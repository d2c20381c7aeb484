using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// The batches that come while answers stream: a few events, and no result. One prepared statement and one round trip each, fence and wake-up included,
/// since whoever watches waits for it; COPY would take seven.
/// </summary>
internal static class ShownEvents
{
    /// <summary>
    /// What is only shown may be lost when PostgreSQL or its machine dies; what is decided may not. A killed process of Podium loses neither. The
    /// numbers of lost events are given out again, so whoever has seen them goes back (<see cref="RunFeed.GoBackTo"/>).
    /// </summary>
    public const string Durability = "set local synchronous_commit to off;";

    // From about here on COPY is cheaper.
    private const int MostEvents = 128;

    private const string Sql = $"""
        with fenced as (
            update eval.runs set last_seq = $5, active_ms = active_ms + $6
            where id = $1 and worker_id = $2 and epoch = $3 and last_seq = $4
            returning id),
        events as (
            insert into eval.run_events (run_id, seq, run_item_id, event_type, payload)
            select f.id, $4 + e.n, e.item, e.type, e.payload
            from fenced f cross join unnest($7, $8, $9) with ordinality as e (item, type, payload, n)),
        items as (
            update eval.run_items i set
                status = c.status, attempt_count = c.attempts, started_at = coalesce(c.started_at, i.started_at), takeovers = i.takeovers + c.taken_over::int
            from fenced f cross join unnest($10, $11, $12, $13, $14) as c (id, status, attempts, started_at, taken_over)
            where i.id = c.id and i.run_id = f.id)
        select 1, set_config('synchronous_commit', 'off', true), pg_notify('{RunNotifications.EventChannel}', id::text) from fenced
        """;

    public static bool Fit(RunBatch batch) => batch.IsShownOnly && batch.Events.Count <= MostEvents;

    /// <returns>False: the run belongs to another worker, or the batch is stored already.</returns>
    public static async Task<bool> WriteAsync(NpgsqlConnection connection, RunLease lease, RunBatch batch, TimeSpan active, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = lease.RunId },
                new NpgsqlParameter<Guid> { TypedValue = lease.Worker },
                new NpgsqlParameter<int> { TypedValue = lease.Epoch },
                new NpgsqlParameter<long> { TypedValue = batch.Before },
                new NpgsqlParameter<long> { TypedValue = batch.Last },
                new NpgsqlParameter<long> { TypedValue = (long)active.TotalMilliseconds },
            },
        };
        AddEvents(command, batch);
        AddItems(command, batch);

        // Once for each connection of the pool, which keeps it.
        await command.PrepareAsync(cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static void AddEvents(NpgsqlCommand command, RunBatch batch)
    {
        var (items, types, payloads) = (new long?[batch.Events.Count], new string[batch.Events.Count], new string[batch.Events.Count]);
        for (var i = 0; i < items.Length; i++)
        {
            var slot = batch.Events[i];
            (items[i], types[i], payloads[i]) = (slot.ItemId, slot.Type, Encoding.UTF8.GetString(batch.PayloadOf(slot).Span));
        }

        Add(command, NpgsqlDbType.Bigint, items);
        Add(command, NpgsqlDbType.Text, types);
        Add(command, NpgsqlDbType.Text, payloads);
    }

    // An item that is done has a result, so only what begins or begins again comes here.
    private static void AddItems(NpgsqlCommand command, RunBatch batch)
    {
        var changes = batch.Items.Values;
        Add(command, NpgsqlDbType.Bigint, batch.Items.Keys.ToArray());
        Add(command, NpgsqlDbType.Text, changes.Select(c => c.Status).ToArray());
        Add(command, NpgsqlDbType.Integer, changes.Select(c => c.Attempts).ToArray());
        Add(command, NpgsqlDbType.TimestampTz, changes.Select(c => c.StartedAt).ToArray());
        Add(command, NpgsqlDbType.Boolean, changes.Select(c => c.TakenOver).ToArray());
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType element, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | element });
}
