using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podium.Gateway.Proxy;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Listeners;
using Podium.TestKit;

namespace Podium.Gateway.Tests;

/// <summary>The gateway as its <c>Program</c> composes it, on a free port.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Secret = "a test secret of enough characters, 0123456789";

    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, RecordedLogs logs)
    {
        _app = app;
        Logs = logs;
        Address = app.Services.GetRequiredService<ListenerAddresses>().Http.First();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public RecordedLogs Logs { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<GatewayHost> StartAsync(string database, Uri? generation = null, params (string Key, string? Value)[] settings)
    {
        var builder = PodiumApplication.CreateBuilder([]);
        var logs = new RecordedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PODIUM_SECRET_KEY"] = Secret,
            ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
            ["ConnectionStrings:edgedb"] = database,
            ["services:generation:http:0"] = (generation ?? new Uri("http://127.0.0.1:1")).ToString(),
            ["services:generation:grpc:0"] = "http://127.0.0.1:1",
            ["services:eval:http:0"] = "http://127.0.0.1:1",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        builder.AddServiceDefaults("gateway");
        builder.AddEdge();
        builder.AddProxy();
        var app = builder.Build();
        app.UseEdge();
        app.MapDefaultEndpoints();
        app.MapEdge();
        app.MapProxy();
        await app.StartAsync();
        return new GatewayHost(app, logs);
    }

    /// <summary>Sends a request with a bearer token, which takes precedence over being local.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer = null, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
