using System.Collections.Frozen;
using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Podium.GenerationService.Generations;

/// <summary>
/// The journal's prepared statement on its own connection, with parameter lists that are reused. One round trip per batch, wake-up included:
/// binary COPY would take two.
/// </summary>
internal sealed class EventInsert(NpgsqlDataSource dataSource, bool synchronous) : IAsyncDisposable
{
    // Followers elsewhere are woken this often at most; their own poll covers the last one.
    private static readonly TimeSpan _wakeInterval = TimeSpan.FromMilliseconds(10);

    private readonly List<Guid> _ids = [];
    private readonly List<long> _first = [];
    private readonly List<long> _last = [];
    private readonly List<ReadOnlyMemory<byte>> _frames = [];
    private NpgsqlConnection? _connection;
    private NpgsqlCommand? _insert;
    private NpgsqlCommand? _insertAndWake;
    private long _woken;

    /// <summary>
    /// Stores segments; one that is there already, from a try whose answer was lost, is stored. Each segment follows on the one before, so a row of
    /// another worker in its place means that this worker has lost the generation.
    /// </summary>
    /// <returns>The generations lost.</returns>
    public async Task<IReadOnlySet<Guid>> ExecuteAsync(IReadOnlyList<(GenerationJob Job, EventSegment Segment)> batch, CancellationToken cancellationToken)
    {
        Fill(batch);
        try
        {
            if (_connection is null)
            {
                await ConnectAsync(cancellationToken);
            }

            var wake = Stopwatch.GetElapsedTime(_woken) >= _wakeInterval;
            var stored = wake
                ? (long)(await _insertAndWake!.ExecuteScalarAsync(cancellationToken))!
                : await _insert!.ExecuteNonQueryAsync(cancellationToken);
            if (wake)
            {
                _woken = Stopwatch.GetTimestamp();
            }

            return stored == batch.Count ? FrozenSet<Guid>.Empty : await FindLostAsync(_connection!, cancellationToken);
        }
        catch
        {
            // The next try begins on a connection that works.
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private void Fill(IReadOnlyList<(GenerationJob Job, EventSegment Segment)> batch)
    {
        _ids.Clear();
        _first.Clear();
        _last.Clear();
        _frames.Clear();
        foreach (var (job, segment) in batch)
        {
            _ids.Add(job.Id);
            _first.Add(segment.FirstSequence);
            _last.Add(segment.LastSequence);
            _frames.Add(segment.Frames);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await using (var set = new NpgsqlCommand($"set synchronous_commit = {(synchronous ? "on" : "off")}", connection))
            {
                await set.ExecuteNonQueryAsync(cancellationToken);
            }

            const string Insert = """
                insert into generation.generation_events (generation_id, first_sequence, last_sequence, frames)
                select * from unnest($1, $2, $3, $4)
                on conflict (generation_id, first_sequence) do nothing
                """;
            _insert = await PrepareAsync(connection, Insert, cancellationToken);
            _insertAndWake = await PrepareAsync(
                connection,
                $"with stored as ({Insert} returning 1) select count(*), pg_notify('{GenerationNotifications.EventChannel}', '') from stored",
                cancellationToken);
        }
        catch
        {
            // Whatever it was, nobody else knows of this connection yet.
            await connection.DisposeAsync();
            throw;
        }

        _connection = connection;
    }

    private async Task<IReadOnlySet<Guid>> FindLostAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select e.generation_id
            from unnest($1, $2, $3, $4) as mine (generation_id, first_sequence, last_sequence, frames)
            join generation.generation_events e using (generation_id, first_sequence)
            where e.last_sequence <> mine.last_sequence or e.frames <> mine.frames
            """,
            connection);
        AddParameters(command);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lost = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            lost.Add(reader.GetGuid(0));
        }

        return lost;
    }

    private async Task<NpgsqlCommand> PrepareAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        AddParameters(command);
        await command.PrepareAsync(cancellationToken);
        return command;
    }

    private void AddParameters(NpgsqlCommand command)
    {
        command.Parameters.Add(new NpgsqlParameter<List<Guid>> { TypedValue = _ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<List<long>> { TypedValue = _first, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter<List<long>> { TypedValue = _last, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter<List<ReadOnlyMemory<byte>>> { TypedValue = _frames, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
    }
}
