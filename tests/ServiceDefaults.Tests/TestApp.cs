using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;
using Podium.TestKit;

namespace Podium.ServiceDefaults.Tests;

/// <summary>A real host on a free port with nothing but the service defaults and what a test adds.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string Secret = "a test secret of enough characters, 0123456789";

    private readonly WebApplication _app;

    private TestApp(WebApplication app, RecordedLogs logs)
    {
        _app = app;
        Logs = logs;
        Client = new HttpClient { BaseAddress = app.Services.GetRequiredService<ListenerAddresses>().Http.First() };
    }

    public HttpClient Client { get; }

    public RecordedLogs Logs { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestApp> StartAsync(
        Action<WebApplication>? map = null, Action<WebApplicationBuilder>? configure = null, params (string Key, string? Value)[] settings)
    {
        var builder = PodiumApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PODIUM_SECRET_KEY"] = Secret,
            ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        var logs = new RecordedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        configure?.Invoke(builder);
        builder.AddServiceDefaults("test");
        var app = builder.Build();
        app.MapDefaultEndpoints();
        map?.Invoke(app);
        await app.StartAsync();
        return new TestApp(app, logs);
    }

    /// <summary>A request of <paramref name="user"/>, as the edge would send it.</summary>
    public HttpRequestMessage As(PodiumUser user, HttpMethod method, string path)
        => new(method, path) { Headers = { { IdentityHeader.Name, Services.GetRequiredService<IdentityHeader>().Create(user) } } };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
