using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Podium.EvalService.Runs;

/// <summary>Sends the objects of runs as PostgreSQL writes them, row by row: a run of any length takes the same memory.</summary>
internal sealed class RunReader([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database)
{
    private const int FlushAt = 64 * 1024;

    /// <summary>One JSON document, or null when no row is found.</summary>
    public async Task<string?> ReadOneAsync(string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    /// <summary>All rows of one column, each a JSON document.</summary>
    public async Task<IReadOnlyList<string>> ReadAllAsync(string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = Command(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>Writes the parts of a document: text as it stands, and arrays of rows.</summary>
    public async Task WriteAsync(
        PipeWriter writer, IReadOnlyList<(string Text, string? Sql)> parts, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // One state of the run throughout, though it goes on meanwhile.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        foreach (var (text, sql) in parts)
        {
            Write(writer, text);
            if (sql is not null)
            {
                await WriteArrayAsync(writer, connection, sql, parameters, cancellationToken);
            }
        }

        await writer.FlushAsync(cancellationToken);
    }

    private static async Task WriteArrayAsync(
        PipeWriter writer, NpgsqlConnection connection, string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var separator = "[";
        while (await reader.ReadAsync(cancellationToken))
        {
            Write(writer, separator);
            Write(writer, reader.GetString(0));
            separator = ",";
            if (writer.UnflushedBytes > FlushAt)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }

        Write(writer, separator == "[" ? "[]" : "]");
    }

    private static void Write(PipeWriter writer, string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            // Never between the halves of a surrogate pair.
            var length = Math.Min(rest.Length, 16 * 1024);
            length -= length < rest.Length && char.IsHighSurrogate(rest[length - 1]) ? 1 : 0;
            Encoding.UTF8.GetBytes(rest[..length], writer);
            rest = rest[length..];
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, IReadOnlyDictionary<string, object?> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters.Where(p => sql.Contains('@' + p.Key, StringComparison.Ordinal)))
        {
            command.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));
        }

        return command;
    }
}
