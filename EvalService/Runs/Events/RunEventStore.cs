using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Podium.EvalService.Runs.Items;

namespace Podium.EvalService.Runs.Events;

/// <summary>Stores what happened in runs, and reads their events back.</summary>
internal sealed class RunEventStore([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database, IOptions<EvalOptions> options)
{
    public const int EventsPerRead = 1000;

    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>
    /// Stores a batch under its lease, in one transaction: the run's row is locked first, so that a taker waits for it or it finds itself too late.
    /// Safe to repeat when it is not known whether it succeeded.
    /// </summary>
    /// <param name="active">Driving time since the last batch.</param>
    /// <returns>False: the run belongs to another worker, and nothing was stored.</returns>
    public async Task<bool> WriteAsync(RunLease lease, RunBatch batch, TimeSpan active, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (ShownEvents.Fit(batch))
        {
            return await ShownEvents.WriteAsync(connection, lease, batch, active, _lease, cancellationToken)
                || await IsStoredAsync(connection, lease, batch, cancellationToken);
        }

        if (DecidedEvents.Fit(batch))
        {
            return await DecidedEvents.WriteAsync(connection, lease, batch, active, _lease, cancellationToken)
                || await IsStoredAsync(connection, lease, batch, cancellationToken);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await FenceAsync(connection, transaction, lease, batch, active, cancellationToken))
        {
            return await IsStoredAsync(connection, lease, batch, cancellationToken);
        }

        await CopyEventsAsync(connection, lease.RunId, batch, cancellationToken);
        if (batch.Results.Count > 0)
        {
            await ResultRows.CopyAsync(connection, lease.RunId, batch.Results, cancellationToken);
        }

        if (batch.Items.Count > 0)
        {
            await UpdateItemsAsync(connection, transaction, lease.RunId, batch, cancellationToken);
        }

        if (batch.Run is { CancelOpenItems: true })
        {
            await CancelOpenItemsAsync(connection, transaction, lease.RunId, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The first events behind <paramref name="after"/>, as frames; null when there are none.</summary>
    public async Task<EventSegment?> ReadAsync(long runId, long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Sequence, string Type, byte[] Payload)>(new CommandDefinition(
            """
            select seq, event_type, convert_to(payload, 'UTF8') from eval.run_events
            where run_id = @runId and seq > @after order by seq limit @EventsPerRead
            """,
            new { runId, after, EventsPerRead },
            cancellationToken: cancellationToken));
        var frames = new System.Buffers.ArrayBufferWriter<byte>(4 * 1024);
        var last = after;
        foreach (var (sequence, type, payload) in rows)
        {
            if (sequence != last + 1)
            {
                throw new InvalidOperationException($"Run {runId} has no event {last + 1}.");
            }

            EventFrame.Write(frames, last = sequence, type, payload);
        }

        return last == after ? null : new EventSegment(after + 1, last, frames.WrittenMemory);
    }

    /// <summary>The number of the newest event; 0 when there is none.</summary>
    public async Task<long> ReadLastAsync(long runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "select last_seq from eval.runs where id = @runId", new { runId }, cancellationToken: cancellationToken)) ?? 0;
    }

    /// <summary>How several runs stand. A run that is deleted or unknown is missing from the answer.</summary>
    public async Task<IReadOnlyDictionary<long, FeedState>> ReadStatesAsync(IReadOnlyCollection<long> runIds, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Id, long Last, bool Over)>(new CommandDefinition(
            """
            select id, last_seq, status in ('COMPLETED', 'FAILED', 'CANCELLED') and (worker_id is null or lease_until < now())
                   and not exists (select from eval.judgings j where j.run_id = runs.id and j.state in ('QUEUED', 'RUNNING'))
            from eval.runs where id = any (@ids) and deleted_at is null
            """,
            new { ids = runIds.ToArray() },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(r => r.Id, r => new FeedState(r.Last, r.Over));
    }

    private async Task<bool> FenceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunLease lease, RunBatch batch, TimeSpan active, CancellationToken cancellationToken)
    {
        var durability = batch.IsShownOnly ? ShownEvents.Durability : "";
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            $"""
            {durability}
            with fenced as (
                update eval.runs set last_seq = @Last, active_ms = active_ms + @active, {RunRow.Changes("@done", "@status", "@error", "@release", "@prolong")}
                where id = @RunId and worker_id = @Worker and epoch = @Epoch and last_seq = @Before
                returning 1)
            select count(*)::int from fenced;
            """,
            new
            {
                lease.RunId,
                lease.Worker,
                lease.Epoch,
                batch.Before,
                batch.Last,
                done = batch.Results.Count(r => !r.IsWarmup),
                active = (long)active.TotalMilliseconds,
                status = batch.Run?.Status,
                error = StorableText.Of(batch.Run?.Error),
                release = batch.Run?.Release ?? false,
                prolong = _lease,
            },
            transaction,
            cancellationToken: cancellationToken)) == 1;
    }

    // The connection may have broken after the commit and before its answer.
    private static async Task<bool> IsStoredAsync(NpgsqlConnection connection, RunLease lease, RunBatch batch, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from eval.runs where id = @RunId and epoch = @Epoch and last_seq = @Last and @Last > @Before)",
            new { lease.RunId, lease.Epoch, batch.Last, batch.Before },
            cancellationToken: cancellationToken));

    private static async Task CopyEventsAsync(NpgsqlConnection connection, long runId, RunBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Events.Count == 0)
        {
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(
            "copy eval.run_events (run_id, seq, run_item_id, event_type, payload) from stdin (format binary)", cancellationToken);
        foreach (var slot in batch.Events)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(runId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(slot.Sequence, NpgsqlDbType.Bigint, cancellationToken);
            if (slot.ItemId is { } item)
            {
                await copy.WriteAsync(item, NpgsqlDbType.Bigint, cancellationToken);
            }
            else
            {
                await copy.WriteNullAsync(cancellationToken);
            }

            await copy.WriteAsync(slot.Type, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(batch.PayloadOf(slot), NpgsqlDbType.Text, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task UpdateItemsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long runId, RunBatch batch, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update eval.run_items i set
                status = c.status, attempt_count = c.attempts, started_at = coalesce(c.started_at, i.started_at), finished_at = c.finished_at,
                error_message = c.error, error_code = c.code, takeovers = i.takeovers + c.taken_over::int
            from unnest($2, $3, $4, $5, $6, $7, $8, $9) as c (id, status, attempts, started_at, finished_at, error, code, taken_over)
            where i.id = c.id and i.run_id = $1
            """,
            connection,
            transaction);
        var changes = batch.Items.Values;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = runId });
        command.AddColumn(NpgsqlDbType.Bigint, batch.Items.Keys.ToArray());
        command.AddColumn(NpgsqlDbType.Text, changes.Select(c => c.Status).ToArray());
        command.AddColumn(NpgsqlDbType.Integer, changes.Select(c => c.Attempts).ToArray());
        command.AddColumn(NpgsqlDbType.TimestampTz, changes.Select(c => c.StartedAt).ToArray());
        command.AddColumn(NpgsqlDbType.TimestampTz, changes.Select(c => c.FinishedAt).ToArray());
        command.AddColumn(NpgsqlDbType.Text, changes.Select(c => StorableText.Of(c.Error)).ToArray());
        command.AddColumn(NpgsqlDbType.Text, changes.Select(c => c.ErrorCode).ToArray());
        command.AddColumn(NpgsqlDbType.Boolean, changes.Select(c => c.TakenOver).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Task<int> CancelOpenItemsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long runId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "update eval.run_items set status = 'CANCELLED', finished_at = now() where run_id = @runId and status in ('PENDING', 'RUNNING')",
            new { runId },
            transaction,
            cancellationToken: cancellationToken));
}

/// <param name="Last">The number of the newest event.</param>
/// <param name="Over">The run has ended, and nobody writes about it any more.</param>
internal sealed record FeedState(long Last, bool Over);
