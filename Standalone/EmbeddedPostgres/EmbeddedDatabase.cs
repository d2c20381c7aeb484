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
    private static readonly string[] _connections = ["edgedb", "generationdb", "evaldb"];

    /// <summary>
    /// Where a connection string is missing, sets it to a server of Podium's own below <paramref name="data"/>. Nothing else in the process
    /// knows: the modules read the ordinary settings.
    /// </summary>
    public static EmbeddedDatabase AddEmbeddedPostgres(this WebApplicationBuilder builder, string data)
    {
        var missing = MissingConnections(builder.Configuration);
        if (missing.Count == 0)
        {
            return new EmbeddedDatabase(null);
        }

        var server = EmbeddedServer.Open(ServerRoot(data), Installed(builder.Configuration));
        foreach (var name in missing)
        {
            builder.Configuration[$"ConnectionStrings:{name}"] = server.ConnectionString;
        }

        builder.Services.AddSingleton(server);
        builder.Services.AddHostedService<ServerWatch>();
        builder.AddStartupFact("database", _ => $"PostgreSQL {server.Major} of its own on {server.Address}{(server.WasRunning ? " (taken over, still running)" : "")}");
        return new EmbeddedDatabase(server);
    }

    /// <summary>Whether <see cref="AddEmbeddedPostgres"/> would find a server for this data, for scripts that can install one.</summary>
    /// <exception cref="EmbeddedPostgresException">It would not.</exception>
    public static void CheckEmbeddedPostgres(this WebApplicationBuilder builder, string data)
    {
        if (MissingConnections(builder.Configuration).Count > 0)
        {
            _ = EmbeddedServer.FittingPrograms(new ServerFolder(ServerRoot(data)), Installed(builder.Configuration));
        }
    }

    private static string ServerRoot(string data) => Path.Combine(data, "postgres");

    private static List<string> MissingConnections(ConfigurationManager configuration) =>
        [.. _connections.Where(name => string.IsNullOrWhiteSpace(configuration.GetConnectionString(name)))];

    private static List<ServerPrograms> Installed(ConfigurationManager configuration) =>
        [.. ServerPrograms.FindAll(configuration["PODIUM_POSTGRES_BIN"] is { Length: > 0 } bin ? bin : null, configuration["PODIUM_POSTGRES_PACKAGES"])];
}
