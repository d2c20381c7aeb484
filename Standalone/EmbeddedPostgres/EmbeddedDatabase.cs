using Podium.ServiceDefaults.Hosting;

namespace Podium.Standalone.EmbeddedPostgres;

/// <summary>The server between its start and its stop, or nothing where every module has a database of its own.</summary>
internal sealed class EmbeddedDatabase(EmbeddedServer? server) : IAsyncDisposable
{
    private Task _start = Task.CompletedTask;

    /// <summary>Starts while the rest of the process is being put together.</summary>
    public Task StartAsync(CancellationToken cancellationToken) =>
        _start = server is null ? Task.CompletedTask : Task.Run(() => server.StartAsync(cancellationToken), CancellationToken.None);

    /// <summary>After the host, which still writes while it stops; and never beside a start that is still under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _start.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        server?.Stop();
    }
}

internal static class EmbeddedDatabaseExtensions
{
    private static readonly string[] _connections = ["edgedb", "generationdb"];

    /// <summary>
    /// Where a connection string is missing, sets it to a server of Podium's own below <paramref name="data"/>. Nothing else in the process
    /// knows: the modules read the ordinary settings.
    /// </summary>
    public static EmbeddedDatabase AddEmbeddedPostgres(this WebApplicationBuilder builder, string data)
    {
        var missing = _connections.Where(name => string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(name))).ToList();
        if (missing.Count == 0)
        {
            return new EmbeddedDatabase(null);
        }

        var packages = builder.Configuration["PODIUM_POSTGRES_PACKAGES"];
        var configured = builder.Configuration["PODIUM_POSTGRES_BIN"];
        var server = EmbeddedServer.Open(Path.Combine(data, "postgres"), [.. ServerPrograms.FindAll(configured is "" ? null : configured, packages)]);
        foreach (var name in missing)
        {
            builder.Configuration[$"ConnectionStrings:{name}"] = server.ConnectionString;
        }

        builder.Services.AddSingleton(server);
        builder.Services.AddHostedService<ServerWatch>();
        builder.AddStartupFact("database", _ => $"PostgreSQL {server.Major} of its own on {server.Address}{(server.WasRunning ? " (taken over, still running)" : "")}");
        return new EmbeddedDatabase(server);
    }
}
