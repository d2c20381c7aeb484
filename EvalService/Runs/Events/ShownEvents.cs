using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// The batches that come while answers stream: a few events, and no result. One prepared statement and one round trip each, fence included,
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

    private const string Sql = """
        with fenced as (
            update eval.runs set last_seq = $5, active_ms = active_ms + $6, lease_until = now() + $15
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
        select 1, set_config('synchronous_commit', 'off', true) from fenced
        """;

    public static bool Fit(RunBatch batch) => batch.IsShownOnly && batch.Events.Count <= MostEvents;

    /// <returns>False: the run belongs to another worker, or the batch is stored already.</returns>
    public static async Task<bool> WriteAsync(
        NpgsqlConnection connection, RunLease lease, RunBatch batch, TimeSpan active, TimeSpan prolong, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        AddHead(command, lease, batch, active);
        AddEvents(command, batch);
        AddItems(command, batch);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = prolong });

        // Once for each connection of the pool, which keeps it.
        await command.PrepareAsync(cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>$1 to $6.</summary>
    public static void AddHead(NpgsqlCommand command, RunLease lease, RunBatch batch, TimeSpan active)
    {
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lease.RunId });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = lease.Worker });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = lease.Epoch });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batch.Before });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batch.Last });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)active.TotalMilliseconds });
    }

    /// <summary>Items, types and payloads.</summary>
    public static void AddEvents(NpgsqlCommand command, RunBatch batch)
    {
        var (items, types, payloads) = (new long?[batch.Events.Count], new string[batch.Events.Count], new string[batch.Events.Count]);
        for (var i = 0; i < items.Length; i++)
        {
            var slot = batch.Events[i];
            (items[i], types[i], payloads[i]) = (slot.ItemId, slot.Type, Encoding.UTF8.GetString(batch.PayloadOf(slot).Span));
        }

        command.AddColumn(NpgsqlDbType.Bigint, items);
        command.AddColumn(NpgsqlDbType.Text, types);
        command.AddColumn(NpgsqlDbType.Text, payloads);
    }

    /// <summary>Ids, states, attempts, when each began, and whether it was taken over: all there is of what begins or begins again.</summary>
    public static void AddItems(NpgsqlCommand command, RunBatch batch)
    {
        var changes = batch.Items.Values;
        command.AddColumn(NpgsqlDbType.Bigint, batch.Items.Keys.ToArray());
        command.AddColumn(NpgsqlDbType.Text, changes.Select(c => c.Status).ToArray());
        command.AddColumn(NpgsqlDbType.Integer, changes.Select(c => c.Attempts).ToArray());
        command.AddColumn(NpgsqlDbType.TimestampTz, changes.Select(c => c.StartedAt).ToArray());
        command.AddColumn(NpgsqlDbType.Boolean, changes.Select(c => c.TakenOver).ToArray());
    }
}
