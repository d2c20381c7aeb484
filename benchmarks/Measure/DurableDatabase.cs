using System.Globalization;
using Npgsql;

namespace Podium.Benchmarks.Measure;

/// <summary>A database on the tests' server, made as durable as any other: where storing is measured, it must be storing.</summary>
internal sealed record DurableDatabase(string ConnectionString, int Postmaster)
{
    public static async Task<DurableDatabase> CreateAsync()
    {
        var connectionString = await Product.DatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connectionString);
        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
        {
            await using var on = database.CreateCommand($"alter system set {setting} = on");
            await on.ExecuteNonQueryAsync();
        }

        await using var reload = database.CreateCommand("select pg_reload_conf()");
        await reload.ExecuteNonQueryAsync();
        await using var find = database.CreateCommand("select pg_read_file('postmaster.pid')");
        var file = (string)(await find.ExecuteScalarAsync())!;
        return new DurableDatabase(connectionString, int.Parse(file.AsSpan(0, file.IndexOf('\n')), CultureInfo.InvariantCulture));
    }
}
