using Podium.TestKit.Providers;
using Podium.TestKit.Telemetry;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>A running Podium in one of its two shapes, as a browser meets it, with a scripted provider and an OTLP endpoint beside it.</summary>
public abstract class PodiumShape : IAsyncLifetime
{
    private FakeProvider? _provider;
    private OtlpCollector? _telemetry;

    public FakeProvider Provider => _provider!;

    public OtlpCollector Telemetry => _telemetry!;

    public HttpClient Client { get; private set; } = new();

    /// <summary>For every process, beside what the shape itself sets.</summary>
    public IReadOnlyDictionary<string, string?> Extra { get; init; } = new Dictionary<string, string?>();

    public async Task InitializeAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _telemetry = await OtlpCollector.StartAsync();
        Client = new HttpClient { BaseAddress = await StartAsync(), Timeout = TimeSpan.FromSeconds(60) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        await Provider.DisposeAsync();
        await Telemetry.DisposeAsync();
    }

    /// <summary>Starts every process and returns the address for browsers.</summary>
    protected abstract Task<Uri> StartAsync();

    protected abstract Task StopAsync();

    /// <summary>Everything that talks to the world talks to this test.</summary>
    protected Dictionary<string, string?> Settings(params ReadOnlySpan<(string Name, string? Value)> more)
    {
        var settings = new Dictionary<string, string?>(Telemetry.ProcessSettings.Concat(Extra))
        {
            ["OPENAI_BASE_URL"] = Provider.BaseUrl + "/v1",
            ["ANTHROPIC_BASE_URL"] = Provider.BaseUrl,
            ["GOOGLE_BASE_URL"] = Provider.BaseUrl,
            ["OLLAMA_HOST"] = Provider.BaseUrl,
            ["HF_BASE_URL"] = Provider.BaseUrl + "/v1",
            ["HF_HUB_BASE_URL"] = Provider.BaseUrl,
            ["PODIUM_SECRET_KEY"] = "smoke-tests-only-0123456789abcdef",
            ["Outbound__AllowPrivate"] = "true",
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return settings;
    }
}
