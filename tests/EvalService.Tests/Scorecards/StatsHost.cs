using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;

namespace Podium.EvalService.Tests.Scorecards;

/// <summary>One replica of the whole module in this process, on real sockets and a real database.</summary>
internal sealed class StatsHost : IAsyncDisposable
{
    public static readonly PodiumUser Ada = new("hf:ada", "Ada", Role.Member);

    private readonly WebApplication _app;

    private StatsHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = app.Services.GetRequiredService<ListenerAddresses>().Http.First(), Timeout = TimeSpan.FromSeconds(60) };
        Client.DefaultRequestHeaders.Add(IdentityHeader.Name, app.Services.GetRequiredService<IdentityHeader>().Create(Ada));
        Runs = new SeededRuns(Database);
    }

    public HttpClient Client { get; }

    public SeededRuns Runs { get; }

    public NpgsqlDataSource Database => _app.Services.GetRequiredKeyedService<NpgsqlDataSource>(EvalModule.Name);

    public static async Task<StatsHost> StartAsync(string connectionString, Uri? generation = null, params (string Key, string Value)[] settings)
    {
        var builder = PodiumApplication.CreateBuilder([]);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:evaldb"] = connectionString,
            ["PODIUM_SECRET_KEY"] = "a-secret-of-tests-that-is-long-enough",
            ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
            ["services:generation:grpc:0"] = (generation ?? new Uri("http://127.0.0.1:9")).ToString(),
            ["Eval:LeaseSeconds"] = "2",
        }.Concat(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))));
        builder.AddServiceDefaults(EvalModule.Name);
        builder.AddEval();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapEval();
        await app.StartAsync();
        return new StatsHost(app);
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
