using Podium.Standalone.Tests.EmbeddedPostgres;
using Podium.TestKit;
using Podium.TestKit.Processes;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>One process with its own PostgreSQL.</summary>
public sealed class StandaloneShape : PodiumShape
{
    private readonly DataFolder _data = new();
    private ProcessHost? _process;

    public ProcessHost Process => _process!;

    public string DataPath => _data.Path;

    /// <summary>Starts again on the same data, after <see cref="ProcessHost.KillAsync"/> or a stop.</summary>
    public async Task<HttpClient> RestartAsync() => new() { BaseAddress = await StartAsync(), Timeout = TimeSpan.FromSeconds(60) };

    protected override async Task<Uri> StartAsync()
    {
        _process = ProcessHost.StartProject("Standalone", Settings(
            ("PORT", "0"),
            ("PODIUM_DATA", _data.Path),
            ("PODIUM_POSTGRES_PACKAGES", Repository.PathTo("Standalone", "postgres"))));
        return (await ListeningAsync(_process)).Http;
    }

    protected override async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _data.Dispose();
    }
}
