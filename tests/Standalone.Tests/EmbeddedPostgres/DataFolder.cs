using Podium.Standalone.EmbeddedPostgres;
using Podium.TestKit;

namespace Podium.Standalone.Tests.EmbeddedPostgres;

/// <summary>A folder for one test's server. Whatever still runs in it afterwards is stopped, and the folder removed.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly List<EmbeddedServer> _servers = [];

    public DataFolder(string? parent = null)
    {
        Path = System.IO.Path.Combine(parent ?? "/tmp", $"podium-eps-{Guid.NewGuid():N}"[..20]);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Data => System.IO.Path.Combine(Path, "data");

    internal static IReadOnlyCollection<ServerPrograms> Installed { get; } =
        [.. ServerPrograms.FindAll(Environment.GetEnvironmentVariable("PODIUM_POSTGRES_BIN"), Repository.PathTo("Standalone", "postgres"))];

    internal EmbeddedServer Open(IReadOnlyCollection<ServerPrograms>? installed = null)
    {
        var server = EmbeddedServer.Open(Path, installed ?? Installed);
        _servers.Add(server);
        return server;
    }

    internal async Task<EmbeddedServer> StartAsync(IReadOnlyCollection<ServerPrograms>? installed = null)
    {
        var server = Open(installed);
        await server.StartAsync(CancellationToken.None);
        return server;
    }

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Stop();
        }

        Directory.Delete(Path, recursive: true);
    }
}
