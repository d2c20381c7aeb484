using Podium.Standalone.Tests.EmbeddedPostgres;
using Podium.TestKit;
using Podium.TestKit.Processes;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>One process with its own PostgreSQL.</summary>
public sealed class StandaloneShape : PodiumShape
{
    private readonly DataFolder _data = new();
    private PodiumProcess? _podium;

    public ProcessHost Process => _podium!.Host;

    public string DataPath => _data.Path;

    /// <summary>Starts again on the same data and at the same address, after <see cref="ProcessHost.KillAsync"/> or a stop.</summary>
    public async Task<HttpClient> RestartAsync()
    {
        await _podium!.RestartAsync();
        return new HttpClient { BaseAddress = _podium.Http, Timeout = TimeSpan.FromSeconds(60) };
    }

    protected override async Task<Uri> StartAsync()
    {
        _podium = await PodiumProcess.StartAsync("Standalone", Settings(
            ("PORT", "0"),
            ("PODIUM_DATA", _data.Path),
            ("PODIUM_POSTGRES_PACKAGES", Repository.PathTo("Standalone", "postgres"))));
        return _podium.Http;
    }

    protected override async Task StopAsync()
    {
        if (_podium is not null)
        {
            await _podium.DisposeAsync();
        }

        _data.Dispose();
    }
}
