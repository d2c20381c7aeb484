using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Podium.GenerationService.Tests.Generations;

internal static class Database
{
    public static NpgsqlDataSource Of(GenerationHost host) => host.Services.GetRequiredKeyedService<NpgsqlDataSource>("generation");

    /// <summary>Everything the module stored about generations, as text.</summary>
    public static async Task<string> ReadAllTextAsync(GenerationHost host)
    {
        await using var connection = await Of(host).OpenConnectionAsync();
        var rows = await connection.QueryAsync<string>("select to_jsonb(g)::text from generation.generations g");
        var events = await connection.QueryAsync<byte[]>("select frames from generation.generation_events");
        return string.Concat(rows) + string.Concat(events.Select(System.Text.Encoding.UTF8.GetString));
    }

    public static async Task<int> ExecuteAsync(GenerationHost host, string sql, object? parameters = null)
    {
        await using var connection = await Of(host).OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>Ends all connections and lets nobody in for a while.</summary>
    public static async Task RefuseConnectionsAsync(string database, TimeSpan time)
    {
        var target = new NpgsqlConnectionStringBuilder(database);
        var name = target.Database;
        target.Database = "postgres";
        target.Pooling = false;
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"alter database {name} allow_connections false");
        await connection.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = @name", new { name });
        await Task.Delay(time);
        await connection.ExecuteAsync($"alter database {name} allow_connections true");
    }
}
