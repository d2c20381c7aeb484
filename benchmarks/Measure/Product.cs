using System.Net.Http.Json;
using System.Text.Json;
using Podium.TestKit;
using Podium.TestKit.Postgres;
using Podium.TestKit.Processes;

namespace Podium.Benchmarks.Measure;

/// <summary>Starts Podium's own hosts, as `./run` and a cluster would, with limits raised to what a load needs.</summary>
internal static class Product
{
    private static readonly string Secret = new('k', 40);
    private static readonly string[] MemberScopes = ["read", "write"];

    /// <summary>The one-process shape with its own database in a temporary folder; OpenAI's address is the mock's.</summary>
    public static Task<Child> StandaloneAsync(Uri upstream) => StandaloneInAsync(DataFolder.Create(), upstream);

    /// <summary>The one-process shape on a server of its own, as the distributed shape has it.</summary>
    public static async Task<Child> StandaloneOnServerAsync(Uri upstream)
    {
        var port = FreePort.Next();
        var environment = new Dictionary<string, string>(Limits(upstream).Concat(Databases(await DatabaseAsync())))
        {
            ["PORT"] = $"{port}",
            ["PODIUM_DATA"] = DataFolder.Create(),
        };
        var (host, _) = await Child.HostAsync([Program("Standalone")], Local(port), environment);
        return host;
    }

    /// <summary>The gateway and the generation service as processes of their own on one PostgreSQL.</summary>
    public static async Task<Distributed> DistributedAsync(Uri upstream)
    {
        var environment = new Dictionary<string, string>(Limits(upstream).Concat(Databases(await DatabaseAsync())))
        {
            ["PODIUM_SECRET_KEY"] = Secret,
            ["Outbound__AllowPrivate"] = "true",
        };
        var (http, grpc) = (Local(FreePort.Next()), Local(FreePort.Next()));
        var (service, _) = await Child.HostAsync([Program("GenerationService")], http, With(environment, ("http", http), ("grpc", grpc)));

        // Nobody asks for races here.
        return new Distributed(await GatewayOfAsync(environment, http, grpc, eval: http), service);
    }

    /// <summary>The gateway and both services as processes of their own on one PostgreSQL.</summary>
    public static async Task<IReadOnlyList<Child>> RaceServicesAsync(Uri upstream, string database)
    {
        var environment = new Dictionary<string, string>(Limits(upstream).Concat(Databases(database)))
        {
            ["PODIUM_SECRET_KEY"] = Secret,
            ["Outbound__AllowPrivate"] = "true",
        };
        var (http, grpc, eval, evalGrpc) = (Local(FreePort.Next()), Local(FreePort.Next()), Local(FreePort.Next()), Local(FreePort.Next()));
        var (generation, _) = await Child.HostAsync([Program("GenerationService")], http, With(environment, ("http", http), ("grpc", grpc)));
        var (races, _) = await Child.HostAsync(
            [Program("EvalService")],
            eval,
            new Dictionary<string, string>(With(environment, ("http", eval), ("grpc", evalGrpc))) { ["services__generation__grpc__0"] = grpc.ToString() });
        return [await GatewayOfAsync(environment, http, grpc, eval), generation, races];
    }

    /// <summary>The one-process shape with its own database in a folder that the caller knows.</summary>
    public static async Task<Child> StandaloneInAsync(string data, Uri upstream)
    {
        var port = FreePort.Next();
        var environment = new Dictionary<string, string>(Limits(upstream)) { ["PORT"] = $"{port}", ["PODIUM_DATA"] = data };
        var (host, _) = await Child.HostAsync([Program("Standalone")], Local(port), environment);
        return host;
    }

    /// <summary>The gateway in front of another program.</summary>
    public static async Task<Child> GatewayOfAsync(Uri service) => await GatewayOfAsync(
        new Dictionary<string, string>(Limits(service).Concat(Databases(await DatabaseAsync()))) { ["PODIUM_SECRET_KEY"] = Secret }, service, service, service);

    private static async Task<Child> GatewayOfAsync(IReadOnlyDictionary<string, string> environment, Uri http, Uri grpc, Uri eval)
    {
        var address = Local(FreePort.Next());
        var (gateway, _) = await Child.HostAsync(
            [Program("Gateway")],
            address,
            new Dictionary<string, string>(With(environment, ("http", address)))
            {
                ["services__generation__http__0"] = http.ToString(),
                ["services__generation__grpc__0"] = grpc.ToString(),
                ["services__eval__http__0"] = eval.ToString(),
            },
            "/alive");
        return gateway;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> environment, params (string Name, Uri Address)[] listeners) =>
        new(environment.Concat(listeners.Select(l => KeyValuePair.Create($"Kestrel__Endpoints__{l.Name}__Url", l.Address.ToString()))));

    /// <summary>The one-process shape on a database that the benchmark fills itself.</summary>
    public static async Task<Child> StandaloneOnAsync(string database)
    {
        var (host, _) = await StandaloneOnAsync(database, FreePort.Next(), DataFolder.Create(), AppContext.BaseDirectory);
        return host;
    }

    /// <summary>The one-process shape on a database that runs already.</summary>
    public static Task<(Child Host, TimeSpan ToReady)> StandaloneOnAsync(string database, int port, string data, string workingDirectory) =>
        Child.HostAsync([Program("Standalone")], Local(port), new Dictionary<string, string>(Databases(database)) { ["PORT"] = $"{port}", ["PODIUM_DATA"] = data }, workingDirectory: workingDirectory);

    public static Task<(Child Host, TimeSpan ToReady)> MinimalAsync(int port, string workingDirectory) =>
        Child.HostAsync([typeof(Product).Assembly.Location, "peer", "minimal", $"{port}"], Local(port), new Dictionary<string, string>(), workingDirectory: workingDirectory);

    /// <summary>The gateway alone, with the mock where the generation service would be, and a member's token.</summary>
    public static async Task<GatewayUnderTest> GatewayAsync(Uri upstream)
    {
        var port = FreePort.Next();
        var environment = new Dictionary<string, string>(Databases(await DatabaseAsync()))
        {
            ["PODIUM_SECRET_KEY"] = Secret,
            ["Kestrel__Endpoints__http__Url"] = Local(port).ToString(),
            ["services__generation__http__0"] = upstream.ToString(),
            ["services__generation__grpc__0"] = upstream.ToString(),
            ["services__eval__http__0"] = upstream.ToString(),
        };
        var (host, _) = await Child.HostAsync([Program("Gateway")], Local(port), environment, "/alive");
        return new GatewayUnderTest(host, await CreateTokenAsync(host.Address));
    }

    public static async Task<string> DatabaseAsync() => await new PostgresFixture().CreateDatabaseAsync();

    private static async Task<string> CreateTokenAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var response = await client.PostAsJsonAsync("/api/tokens", new { name = "benchmark", scopes = MemberScopes });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private static Dictionary<string, string> Limits(Uri upstream) => new()
    {
        ["OPENAI_BASE_URL"] = new Uri(upstream, "/v1").ToString(),
        ["Generation__MaxConcurrent"] = "4096",
        ["Generation__MaxConcurrentPerOwner"] = "4096",
        ["RequestLimits__WritesPerMinute"] = "0",
        ["Generation__MaxQueued"] = "4096",
        ["Logging__LogLevel__Default"] = "Warning",

        // Pictures of pages are another load, and a browser's at that.
        ["Generation__Thumbnails__Enabled"] = "false",
    };

    private static Dictionary<string, string> Databases(string connection) => new()
    {
        ["ConnectionStrings__edgedb"] = connection,
        ["ConnectionStrings__generationdb"] = connection,
        ["ConnectionStrings__evaldb"] = connection,
    };

    private static string Program(string room) => Repository.PathTo("artifacts", "publish", room, "release", room + ".dll");

    private static Uri Local(int port) => new($"http://127.0.0.1:{port}");
}

internal sealed record GatewayUnderTest(Child Gateway, string Token) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}

internal sealed record Distributed(Child Gateway, Child Service) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Service.DisposeAsync();
    }
}
