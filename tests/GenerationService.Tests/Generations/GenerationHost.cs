using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;
using Podium.TestKit;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Generations;

/// <summary>One replica of the service in this process, on real sockets.</summary>
internal sealed class GenerationHost : IAsyncDisposable
{
    public static readonly PodiumUser Ada = new("hf:ada", "Ada", Role.Member);
    public static readonly PodiumUser Bob = new("hf:bob", "Bob", Role.Member);
    public static readonly PodiumUser Root = new("hf:root", "Root", Role.Admin);

    private readonly WebApplication _app;

    private GenerationHost(WebApplication app, FakeProvider upstream, RecordedLogs logs)
    {
        _app = app;
        Logs = logs;
        Upstream = upstream;
        BaseAddress = app.Services.GetRequiredService<ListenerAddresses>().Http.First();
        Client = ClientFor(Ada);
    }

    public FakeProvider Upstream { get; }

    public Uri BaseAddress { get; }

    public RecordedLogs Logs { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<GenerationHost> StartAsync(string database, FakeProvider upstream, params (string Key, string Value)[] settings)
    {
        var builder = PodiumApplication.CreateBuilder([]);
        var logs = new RecordedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:generationdb"] = database,
                ["PODIUM_SECRET_KEY"] = "a-secret-of-tests-that-is-long-enough",
                ["Outbound:AllowPrivate"] = "true",
                ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
                ["Generation:Providers:Endpoints:huggingface:BaseUrl"] = upstream.BaseUrl + "/v1",
                ["Generation:Providers:Endpoints:openai:BaseUrl"] = upstream.BaseUrl + "/v1",
                ["Generation:RetryBaseDelayMs"] = "1",
                ["Pricing:RouterUrl"] = "",
            });

        // On top: a test may also say otherwise.
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.AddServiceDefaults("generation");
        builder.AddGeneration();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGeneration();
        await app.StartAsync();
        return new GenerationHost(app, upstream, logs);
    }

    public HttpClient ClientFor(PodiumUser user)
    {
        var client = new HttpClient { BaseAddress = BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Add(IdentityHeader.Name, Services.GetRequiredService<IdentityHeader>().Create(user));
        return client;
    }

    /// <summary>A free prompt to the fake through the OpenAI format.</summary>
    public static Dictionary<string, object?> Body(string model, params (string Name, object? Value)[] more)
    {
        var body = new Dictionary<string, object?>
        {
            ["provider"] = "openai",
            ["modelId"] = model,
            ["apiKey"] = "sk-test-secret-key",
            ["taskId"] = "free",
            ["prompt"] = "A page about boats",
        };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return body;
    }

    public static Dictionary<string, object?> HuggingFaceBody(string model, params (string Name, object? Value)[] more)
    {
        var body = Body(model, more);
        body["provider"] = "huggingface";
        return body;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, object body, string? idempotencyKey = null, HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await (client ?? Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Starts a generation and reads its stream to the end.</summary>
    public async Task<IReadOnlyList<SseEvent>> StreamAsync(object body, string path = "/api/generate/stream")
    {
        using var response = await PostAsync(path, body);
        response.IsSuccessStatusCode.ShouldBeTrue(response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync());
        return await SseEvent.ReadAllAsync(response);
    }

    public async Task<JsonElement> GetAsync(string path, HttpClient? client = null) =>
        await (client ?? Client).GetFromJsonAsync<JsonElement>(path);

    /// <summary>Asks it to stop, as SIGTERM does.</summary>
    public void Stop() => _app.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
