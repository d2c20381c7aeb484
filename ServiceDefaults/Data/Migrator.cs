using System.Data;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Podium.ServiceDefaults.Telemetry;

namespace Podium.ServiceDefaults.Data;

/// <summary>Brings the schema of one module up to date. Any number of replicas may do so at once: an advisory lock lets one through.</summary>
internal sealed partial class Migrator(string schema, NpgsqlDataSource dataSource, ILogger logger)
{
    /// <exception cref="InvalidOperationException">A script was changed after it had been applied.</exception>
    public async Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (await MissingAsync(connection, migrations, cancellationToken) is [])
        {
            return;
        }

        await ExecuteAsync(connection, $"SELECT pg_advisory_lock(hashtextextended('podium/{schema}', 0))", cancellationToken);
        try
        {
            // Asked again: another replica may have been the one to migrate.
            await CreateJournalAsync(connection, cancellationToken);
            foreach (var migration in await MissingAsync(connection, migrations, cancellationToken))
            {
                await ApplyAsync(connection, migration, cancellationToken);
            }
        }
        finally
        {
            // Session locks survive the return to the pool. Not cancellable: the lock must go whatever happened. A broken connection has none.
            if (connection.State == ConnectionState.Open)
            {
                await ExecuteAsync(connection, "SELECT pg_advisory_unlock_all()", CancellationToken.None);
            }
        }
    }

    // A script is applied whole, and its row with it: what the journal says is so without the lock, too.
    private async Task<IReadOnlyList<Migration>> MissingAsync(NpgsqlConnection connection, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        if (await AskAsync(connection, $"SELECT to_regclass('{schema}.schema_migrations') IS NULL", cancellationToken))
        {
            return migrations;
        }

        var applied = await ReadJournalAsync(connection, cancellationToken);
        Check(migrations, applied);
        return [.. migrations.Where(m => !applied.ContainsKey(m.Name))];
    }

    private async Task CreateJournalAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Asked first, since CREATE SCHEMA IF NOT EXISTS needs the right to create even where the operator already made the schema.
        var exists = await AskAsync(connection, $"SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{schema}')", cancellationToken);
        await ExecuteAsync(
            connection,
            $"""
            {(exists ? "" : $"CREATE SCHEMA IF NOT EXISTS {schema};")}
            CREATE TABLE IF NOT EXISTS {schema}.schema_migrations (
                name text PRIMARY KEY,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now());
            """,
            cancellationToken);
    }

    private async Task<Dictionary<string, string>> ReadJournalAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<string, string>();
        await using var command = new NpgsqlCommand($"SELECT name, checksum FROM {schema}.schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }

    // Plain commands: a mapper would compile its readers before the process answers its first request. No limit: a lock or a script takes what it takes.
    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private void Check(IReadOnlyList<Migration> migrations, Dictionary<string, string> applied)
    {
        foreach (var migration in migrations)
        {
            if (applied.TryGetValue(migration.Name, out var checksum) && checksum != migration.Checksum)
            {
                throw new InvalidOperationException(
                    $"Migration {migration.Name} of schema '{schema}' was changed after it had been applied. Restore it, and add a new migration instead.");
            }
        }

        // Normal for a moment while replicas are replaced by newer ones.
        var newer = applied.Keys.Except(migrations.Select(m => m.Name)).Order().LastOrDefault();
        if (newer is not null)
        {
            LogNewer(logger, schema, newer);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        using var span = ServiceDefaultsTelemetry.Source.StartActivity($"migrate {schema}.{migration.Name}");
        span?.SetTag("db.namespace", schema).SetTag("podium.migration.name", migration.Name);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await ExecuteAsync(
                connection,
                $"INSERT INTO {schema}.schema_migrations (name, checksum) VALUES ($1, $2)",
                cancellationToken,
                new NpgsqlParameter<string> { TypedValue = migration.Name },
                new NpgsqlParameter<string> { TypedValue = migration.Checksum });
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }

        var elapsedMs = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        LogApplied(logger, schema, migration.Name, elapsedMs);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied migration {Migration} to schema {Schema} in {ElapsedMs:0} ms")]
    private static partial void LogApplied(ILogger logger, string schema, string migration, double elapsedMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schema {Schema} was migrated by a newer version of Podium, up to {Migration}")]
    private static partial void LogNewer(ILogger logger, string schema, string migration);
}
