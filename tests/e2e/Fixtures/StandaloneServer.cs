using Podium.TestKit;
using Podium.TestKit.Processes;
using Podium.TestKit.Providers;

namespace Podium.E2E.Tests.Fixtures;

/// <summary>The real Standalone with its own database and the built site; every provider it knows is the fake one.</summary>
public sealed class StandaloneServer : IAsyncDisposable
{
    private readonly string _data = Path.Combine("/tmp", $"podium-e2e-{Guid.NewGuid():N}"[..19]);
    private readonly Dictionary<string, string?> _settings;
    private ProcessHost? _process;

    private StandaloneServer(FakeProvider provider, IEnumerable<(string Name, string? Value)> more)
    {
        Directory.CreateDirectory(_data);
        _settings = new()
        {
            ["PORT"] = $"{FreePort.Next()}",
            ["PODIUM_DATA"] = _data,
            ["PODIUM_POSTGRES_PACKAGES"] = Repository.PathTo("Standalone", "postgres"),
            ["Site__Root"] = Repository.PathTo("Web", "dist"),
            ["OPENAI_BASE_URL"] = provider.BaseUrl + "/v1",
            ["ANTHROPIC_BASE_URL"] = provider.BaseUrl,
            ["GOOGLE_BASE_URL"] = provider.BaseUrl,
            ["OLLAMA_HOST"] = provider.BaseUrl,
            ["HF_BASE_URL"] = provider.BaseUrl + "/v1",
            ["HF_HUB_BASE_URL"] = provider.BaseUrl,
            ["Outbound__AllowPrivate"] = "true",
            ["Generation__Demo__SpeedFactor"] = "2",
        };
        foreach (var (name, value) in more)
        {
            _settings[name] = value;
        }
    }

    public Uri Address { get; private set; } = new("http://unset.invalid");

    public ProcessHost Process => _process!;

    public static async Task<StandaloneServer> StartAsync(FakeProvider provider, params IEnumerable<(string Name, string? Value)> more)
    {
        if (!File.Exists(Repository.PathTo("Web", "dist", "index.html")))
        {
            throw new InvalidOperationException("The site is not built: run ./test, or npm run build in Web.");
        }

        var server = new StandaloneServer(provider, more);
        await server.StartAsync();
        return server;
    }

    /// <summary>On the same data and the same port: an open tab finds it again.</summary>
    public async Task StartAsync()
    {
        _process = ProcessHost.StartProject("Standalone", _settings);
        var ready = await _process.LineAsync(line => line.StartsWith("Podium is ready: ", StringComparison.Ordinal) ? line : null);
        Address = new Uri(ready.Split(": ")[1]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }
}
