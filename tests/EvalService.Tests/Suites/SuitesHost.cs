using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Podium.EvalService.Suites;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;

namespace Podium.EvalService.Tests.Suites;

/// <summary>A real host on a free port with the suites alone, and a real database.</summary>
internal sealed class SuitesHost : IAsyncDisposable
{
    public static readonly PodiumUser Ada = new("hf:ada", "Ada", Role.Member);
    public static readonly PodiumUser Bob = new("hf:bob", "Bob", Role.Member);
    public static readonly PodiumUser Root = new("local", "Owner", Role.Admin);

    private readonly WebApplication _app;

    private SuitesHost(WebApplication app) => _app = app;

    public SuiteStore Store => _app.Services.GetRequiredService<SuiteStore>();

    public NpgsqlDataSource Database => _app.Services.GetRequiredKeyedService<NpgsqlDataSource>(EvalModule.Name);

    public static async Task<SuitesHost> StartAsync(string connectionString, params (string Key, string Value)[] settings)
    {
        var builder = PodiumApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PODIUM_SECRET_KEY"] = "a secret for tests, long enough to be one",
            ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
            ["ConnectionStrings:evaldb"] = connectionString,
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults(EvalModule.Name);
        builder.AddModuleDatabase(EvalModule.Name, "evaldb", typeof(EvalModule).Assembly);
        builder.AddModuleOptions<EvalOptions>(EvalOptions.SectionName);
        builder.AddSuites();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGroup("").WithJsonBodies().MapSuites();
        await app.StartAsync();
        return new SuitesHost(app);
    }

    /// <summary>A client whose requests carry the identity header that the edge would send.</summary>
    public HttpClient Client(PodiumUser user)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = _app.Services.GetRequiredService<ListenerAddresses>().Http.First() };
        client.DefaultRequestHeaders.Add(IdentityHeader.Name, _app.Services.GetRequiredService<IdentityHeader>().Create(user));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

internal static class SuiteRequests
{
    public static Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(this HttpClient client, HttpMethod method, string path, object? body = null) =>
        client.SendJsonAsync(method, path, body is null ? null : JsonSerializer.Serialize(body));

    public static async Task<(HttpStatusCode Status, JsonElement Body)> SendJsonAsync(this HttpClient client, HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    public static async Task<JsonElement> OkAsync(this HttpClient client, HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await client.SendAsync(method, path, body);
        status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    public static object Suite(string name, params object[] tests) => new { name, category = "misc", tests };

    public static object Case(int index, string prompt = "Say hello.") => new { order_index = index, name = $"Case {index}", user_prompt = prompt };

    public static List<string?> Names(this JsonElement object_) => [.. object_.EnumerateObject().Select(member => member.Name)];
}
