using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;
using Podium.TestKit;
using Podium.TestKit.Http;

namespace Podium.EvalService.Tests.Runs;

/// <summary>One replica of the service in this process, on real sockets.</summary>
internal sealed class EvalHost : IAsyncDisposable
{
    public const string SecretKeyText = "a-secret-of-tests-that-is-long-enough";
    public static readonly PodiumUser Ada = new("hf:ada", "Ada", Role.Member);
    public static readonly PodiumUser Bob = new("hf:bob", "Bob", Role.Member);

    private readonly WebApplication _app;

    private EvalHost(WebApplication app, ErrorLog errors)
    {
        _app = app;
        Errors = errors;
        Client = ClientFor(Ada);
    }

    public HttpClient Client { get; }

    public ErrorLog Errors { get; }

    public IServiceProvider Services => _app.Services;

    public NpgsqlDataSource Database => Services.GetRequiredKeyedService<NpgsqlDataSource>("eval");

    public static Task<EvalHost> StartAsync(string database, FakeGeneration generation, params (string Key, string Value)[] settings) =>
        StartAsync(database, generation, TimeProvider.System, settings);

    public static async Task<EvalHost> StartAsync(string database, FakeGeneration generation, TimeProvider time, params (string Key, string Value)[] settings)
    {
        var builder = PodiumApplication.CreateBuilder([]);
        var errors = new ErrorLog();
        builder.Logging.ClearProviders().AddProvider(errors);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:evaldb"] = database,
                ["PODIUM_SECRET_KEY"] = SecretKeyText,
                ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
                ["services:generation:grpc:0"] = generation.Address,
                ["Eval:LeaseSeconds"] = "2",
            });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddSingleton(time);
        builder.AddServiceDefaults("eval");
        builder.AddEval();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapEval();
        await app.StartAsync();
        return new EvalHost(app, errors);
    }

    public HttpClient ClientFor(PodiumUser user)
    {
        var client = new HttpClient { BaseAddress = Services.GetRequiredService<ListenerAddresses>().Http.First(), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Add(IdentityHeader.Name, Services.GetRequiredService<IdentityHeader>().Create(user));
        return client;
    }

    public Task<long> AddSuiteAsync(params TestSpec[] tests) => TestSuites.AddAsync(Database, tests);

    public async Task<long> StartRunAsync(object body)
    {
        using var response = await Client.PostAsJsonAsync("/api/runs/start", body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run_id").GetInt64();
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    public async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var response = await Client.PostAsJsonAsync(path, body ?? new { });
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The run's whole stream, to its end.</summary>
    public Task<IReadOnlyList<StreamedEvent>> StreamAsync(long run, long after = 0, TimeSpan? limit = null) =>
        EventStream.ReadAllAsync(Client, new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream?after_seq={after}"), limit);

    /// <summary>Waits until the run has one of these statuses, and returns its detail.</summary>
    public async Task<JsonElement> UntilAsync(long run, params string[] statuses)
    {
        await Eventually.IsTrueAsync(
            async () =>
            {
                var detail = (await GetAsync($"/api/runs/{run}?items=none")).GetProperty("run");
                return statuses.Contains(detail.GetProperty("status").GetString());
            },
            because: $"run {run} is not {string.Join(" or ", statuses)}");
        return await GetAsync($"/api/runs/{run}");
    }

    public async Task<T> ScalarAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Database.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    /// <summary>As SIGTERM does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>A test to be put into a suite.</summary>
internal sealed record TestSpec(string Prompt, string? Constraints = null, string? Tools = null, string? Checks = null)
{
    public const string Calculator =
        """[{"type":"function","function":{"name":"calculator","description":"Adds up","parameters":{"type":"object","properties":{"expression":{"type":"string"}}}}}]""";

    public static TestSpec[] Many(int count) => [.. Enumerable.Range(1, count).Select(i => new TestSpec($"Prompt {i}"))];
}

internal static class TestSuites
{
    private static int _number;

    public static async Task<long> AddAsync(NpgsqlDataSource database, IReadOnlyList<TestSpec> tests)
    {
        await using var connection = await database.OpenConnectionAsync();
        var suite = await connection.ExecuteScalarAsync<long>(
            "insert into eval.suites (name, category, owner_id) values (@name, 'test', 'hf:ada') returning id",
            new { name = $"suite {Environment.ProcessId} {Interlocked.Increment(ref _number)}" });
        var version = await connection.ExecuteScalarAsync<long>(
            "insert into eval.suite_versions (suite_id, version, sha256, created_by) values (@suite, 1, '', 'hf:ada') returning id", new { suite });
        await connection.ExecuteAsync(
            """
            insert into eval.tests (suite_version_id, order_index, name, user_prompt, expected_constraints, tools_schema_json, checks)
            select @version, n, 'test ' || n, prompt, constraints, tools::json, checks::json
            from unnest(@prompts, @constraints, @tools, @checks) with ordinality as t (prompt, constraints, tools, checks, n)
            """,
            new
            {
                version,
                prompts = tests.Select(t => t.Prompt).ToArray(),
                constraints = tests.Select(t => t.Constraints).ToArray(),
                tools = tests.Select(t => t.Tools).ToArray(),
                checks = tests.Select(t => t.Checks).ToArray(),
            });
        return suite;
    }
}
