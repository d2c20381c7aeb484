using System.Data;
using System.Diagnostics;
using Dapper;
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
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_lock(hashtextextended(@Name, 0))", new { Name = $"podium/{schema}" }, commandTimeout: 0, cancellationToken: cancellationToken));
        try
        {
            await CreateJournalAsync(connection, cancellationToken);
            var applied = await ReadJournalAsync(connection, cancellationToken);
            Check(migrations, applied);
            foreach (var migration in migrations.Where(m => !applied.ContainsKey(m.Name)))
            {
                await ApplyAsync(connection, migration, cancellationToken);
            }
        }
        finally
        {
            // Session locks survive the return to the pool. Not cancellable: the lock must go whatever happened. A broken connection has none.
            if (connection.State == ConnectionState.Open)
            {
                await connection.ExecuteAsync("SELECT pg_advisory_unlock_all()");
            }
        }
    }

    private async Task CreateJournalAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Asked first, since CREATE SCHEMA IF NOT EXISTS needs the right to create even where the operator already made the schema.
        var exists = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = @schema)", new { schema }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            $"""
            {(exists ? "" : $"CREATE SCHEMA IF NOT EXISTS {schema};")}
            CREATE TABLE IF NOT EXISTS {schema}.schema_migrations (
                name text PRIMARY KEY,
                checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now());
            """,
            cancellationToken: cancellationToken));
    }

    private async Task<Dictionary<string, string>> ReadJournalAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(string Name, string Checksum)>(new CommandDefinition(
            $"SELECT name, checksum FROM {schema}.schema_migrations", cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Name, row => row.Checksum);
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
            await connection.ExecuteAsync(new CommandDefinition(migration.Sql, transaction: transaction, commandTimeout: 0, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(
                $"INSERT INTO {schema}.schema_migrations (name, checksum) VALUES (@Name, @Checksum)",
                migration,
                transaction,
                cancellationToken: cancellationToken));
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
