using Npgsql;
using NpgsqlTypes;
using Podium.EvalService.Runs.Items;

namespace Podium.EvalService.Runs.Events;

/// <summary>
/// The batches in which items end, or the run turns into something else: one prepared statement and one round trip as well, since the whole race
/// waits for it. COPY of events, outputs, metrics and tool calls would take a dozen.
/// </summary>
internal static class DecidedEvents
{
    // From about here on COPY is cheaper.
    private const int MostResults = 32;
    private const int MostEvents = 512;

    private static readonly string _sql = $"""
        with fenced as (
            update eval.runs set
                last_seq = $5, active_ms = active_ms + $6,
                {RunRow.Changes("$7", "$8", "$9", "$10", "$11")}
            where id = $1 and worker_id = $2 and epoch = $3 and last_seq = $4
            returning id),
        events as (
            insert into eval.run_events (run_id, seq, run_item_id, event_type, payload)
            select f.id, $4 + e.n, e.item, e.type, e.payload
            from fenced f cross join unnest($12, $13, $14) with ordinality as e (item, type, payload, n)),
        items as (
            update eval.run_items i set
                status = c.status, attempt_count = c.attempts, started_at = coalesce(c.started_at, i.started_at), takeovers = i.takeovers + c.taken_over::int,
                finished_at = c.finished_at, error_message = c.error, error_code = c.code
            from fenced f cross join unnest($15, $16, $17, $18, $19, $20, $21, $22) as c (id, status, attempts, started_at, taken_over, finished_at, error, code)
            where i.id = c.id and i.run_id = f.id),
        {ResultArrays.Sql(23)}
        select 1 from fenced
        """;

    /// <summary>What ends all items at once is none of them: it looks at all rows of the run.</summary>
    public static bool Fit(RunBatch batch) =>
        batch.Results.Count <= MostResults && batch.Events.Count <= MostEvents && batch.Run is not { CancelOpenItems: true };

    /// <returns>False: the run belongs to another worker, or the batch is stored already.</returns>
    public static async Task<bool> WriteAsync(
        NpgsqlConnection connection, RunLease lease, RunBatch batch, TimeSpan active, TimeSpan prolong, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_sql, connection);
        ShownEvents.AddHead(command, lease, batch, active);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = batch.Results.Count(r => !r.IsWarmup) });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = batch.Run?.Status, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StorableText.Of(batch.Run?.Error), NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = batch.Run?.Release ?? false });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = prolong });
        ShownEvents.AddEvents(command, batch);
        ShownEvents.AddItems(command, batch);
        var changes = batch.Items.Values;
        command.AddColumn(NpgsqlDbType.TimestampTz, changes.Select(c => c.FinishedAt).ToArray());
        command.AddColumn(NpgsqlDbType.Text, changes.Select(c => StorableText.Of(c.Error)).ToArray());
        command.AddColumn(NpgsqlDbType.Text, changes.Select(c => c.ErrorCode).ToArray());
        ResultArrays.AddTo(command, batch.Results);

        // Once for each connection of the pool, which keeps it.
        await command.PrepareAsync(cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }
}
