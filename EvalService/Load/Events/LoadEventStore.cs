using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Podium.EvalService.Load.Driving;
using Podium.EvalService.Runs;
using Podium.EvalService.Runs.Events;

namespace Podium.EvalService.Load.Events;

/// <summary>Stores what happened in loads, and reads their events back.</summary>
internal sealed class LoadEventStore([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database, IOptions<EvalOptions> options)
{
    private const int EventsPerRead = 500;

    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <summary>Stores a batch under its lease in one transaction, and prolongs the lease. Safe to repeat when it is not known whether it succeeded.</summary>
    /// <returns>What is wanted of the load; null: it belongs to another worker, and nothing was stored.</returns>
    public async Task<string?> WriteAsync(LoadLease lease, LoadBatch batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var wanted = await FenceAsync(connection, transaction, lease, batch, cancellationToken);
        if (wanted is null)
        {
            return await FindStoredAsync(connection, lease, batch, cancellationToken);
        }

        await CopyEventsAsync(connection, lease.LoadId, batch, cancellationToken);
        await SampleRows.CopyAsync(connection, lease.LoadId, batch.Samples, cancellationToken);
        await SetStagesAsync(connection, transaction, lease.LoadId, batch, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return wanted;
    }

    /// <summary>The first events behind <paramref name="after"/> as frames, and whether the load has ended with them.</summary>
    /// <returns>Null: there is no such load.</returns>
    public async Task<LoadFrames?> ReadAsync(long loadId, long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // Asked before reading: what was stored before the end is then certainly read.
        var state = await connection.QuerySingleOrDefaultAsync<(long Last, bool Over)?>(new CommandDefinition(
            "select last_seq, status not in ('QUEUED', 'RUNNING') from eval.loads where id = @loadId", new { loadId }, cancellationToken: cancellationToken));
        if (state is not { } known)
        {
            return null;
        }

        if (known.Last <= after)
        {
            return new LoadFrames(default, after, known.Over);
        }

        var rows = await connection.QueryAsync<(long Sequence, string Type, byte[] Payload)>(new CommandDefinition(
            """
            select seq, event_type, convert_to(payload, 'UTF8') from eval.load_events
            where load_id = @loadId and seq > @after order by seq limit @EventsPerRead
            """,
            new { loadId, after, EventsPerRead },
            cancellationToken: cancellationToken));
        var frames = new System.Buffers.ArrayBufferWriter<byte>(4 * 1024);
        foreach (var (sequence, type, payload) in rows)
        {
            EventFrame.Write(frames, after = sequence, type, payload);
        }

        return new LoadFrames(frames.WrittenMemory, after, known.Over && after >= known.Last);
    }

    private async Task<string?> FenceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, LoadLease lease, LoadBatch batch, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            """
            update eval.loads set
                last_seq = @Last,
                requests_done = requests_done + @requests,
                status = coalesce(@status, status),
                ended_because = coalesce(@because, ended_because),
                finished_at = case when @status is null then finished_at else now() end,
                worker_id = case when @status is null then worker_id end,
                lease_until = case when @status is null then now() + @_lease end
            where id = @LoadId and worker_id = @Worker and epoch = @Epoch and last_seq = @Before and status = 'RUNNING'
            returning wanted
            """,
            new
            {
                lease.LoadId,
                lease.Worker,
                lease.Epoch,
                batch.Before,
                batch.Last,
                requests = batch.Samples.Count,
                status = batch.End?.Status,
                because = StorableText.Of(batch.End?.Because),
                _lease,
            },
            transaction,
            cancellationToken: cancellationToken));

    // The connection may have broken after the commit and before its answer.
    private static async Task<string?> FindStoredAsync(NpgsqlConnection connection, LoadLease lease, LoadBatch batch, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select wanted from eval.loads where id = @LoadId and epoch = @Epoch and last_seq = @Last and @Last > @Before",
            new { lease.LoadId, lease.Epoch, batch.Last, batch.Before },
            cancellationToken: cancellationToken));

    private static async Task CopyEventsAsync(NpgsqlConnection connection, long loadId, LoadBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Events.Count == 0)
        {
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(
            "copy eval.load_events (load_id, seq, event_type, payload) from stdin (format binary)", cancellationToken);
        var sequence = batch.Before;
        foreach (var told in batch.Events)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(loadId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(++sequence, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(told.Type, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(told.Payload, NpgsqlDbType.Text, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task SetStagesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long loadId, LoadBatch batch, CancellationToken cancellationToken)
    {
        foreach (var (mark, result) in batch.Stages)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                """
                insert into eval.load_stages (load_id, ordinal, car_id, stage, mark, result)
                values (@loadId, @Ordinal, @CarId, @Stage, @mark::jsonb, @result::jsonb)
                on conflict (load_id, ordinal) do update set mark = excluded.mark, result = coalesce(excluded.result, load_stages.result)
                """,
                new { loadId, mark.Ordinal, mark.CarId, mark.Stage, mark = RunJson.Text(mark), result = result is null ? null : RunJson.Text(result) },
                transaction,
                cancellationToken: cancellationToken));
        }
    }
}

/// <param name="Last">The number of the last event in them, or where they would have begun.</param>
/// <param name="IsEnd">Nothing comes after them.</param>
internal sealed record LoadFrames(ReadOnlyMemory<byte> Frames, long Last, bool IsEnd);
