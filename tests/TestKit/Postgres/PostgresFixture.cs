using Npgsql;
using Xunit;

namespace Podium.TestKit.Postgres;

/// <summary>
/// A real PostgreSQL for tests. All fixtures of a test process share one server; each test class or test takes its own database.
/// </summary>
/// <remarks>Use it as <c>IClassFixture&lt;PostgresFixture&gt;</c>; the server starts with the first fixture and ends with the process.</remarks>
public sealed class PostgresFixture : IAsyncLifetime
{
    private static readonly Lazy<Task<TestServer>> Server = new(TestServer.StartAsync, LazyThreadSafetyMode.ExecutionAndPublication);
    private static int _databases;

    private TestServer? _server;

    /// <summary>Starts the shared server, once. Fixtures do this by themselves; call it only outside xunit.</summary>
    public async Task InitializeAsync() => _server = await Server.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var server = _server ??= await Server.Value;
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        return server.ConnectionString(name);
    }
}
