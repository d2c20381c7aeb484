using Podium.TestKit.Postgres;
using Podium.TestKit.Processes;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>Gateway, GenerationService and EvalService as processes of their own, with a real PostgreSQL and a real Redis between them.</summary>
public sealed class DistributedShape : PodiumShape
{
    private readonly PostgresFixture _postgres = new();
    private readonly List<PodiumProcess> _evals = [];
    private RedisServer? _redis;
    private PodiumProcess? _generation;
    private PodiumProcess? _gateway;

    /// <summary>How many processes of the eval service share its database.</summary>
    public int EvalReplicas { get; init; } = 1;

    public PodiumProcess Gateway => _gateway!;

    public PodiumProcess Generation => _generation!;

    public IReadOnlyList<PodiumProcess> Evals => _evals;

    /// <summary>The service's own address, past the gateway.</summary>
    public Uri GenerationAddress => Generation.Http;

    protected override async Task<Uri> StartAsync()
    {
        _redis = await RedisServer.StartAsync();
        _generation = await StartAsync("GenerationService", ("ConnectionStrings__generationdb", await _postgres.CreateDatabaseAsync()));
        var grpc = ("services__generation__grpc__0", _generation.Grpc!.ToString());
        var evalDatabase = await _postgres.CreateDatabaseAsync();
        for (var i = 0; i < EvalReplicas; i++)
        {
            _evals.Add(await StartAsync("EvalService", ("ConnectionStrings__evaldb", evalDatabase), grpc));
        }

        var edgeDatabase = await _postgres.CreateDatabaseAsync();
        _gateway = await StartAsync("Gateway", [
            ("ConnectionStrings__edgedb", edgeDatabase),
            ("services__generation__http__0", _generation.Http.ToString()),
            grpc,
            .. _evals.Select((eval, i) => ($"services__eval__http__{i}", (string?)eval.Http.ToString())),
        ]);
        return _gateway.Http;
    }

    protected override async Task StopAsync()
    {
        foreach (var process in (IAsyncDisposable?[])[_gateway, .. _evals, _generation, _redis])
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }
    }

    private Task<PodiumProcess> StartAsync(string project, params ReadOnlySpan<(string Name, string? Value)> settings) => PodiumProcess.StartAsync(project, Settings([
        ("ConnectionStrings__redis", _redis!.ConnectionString),
        ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"),
        ("Kestrel__Endpoints__grpc__Url", "http://127.0.0.1:0"),
        .. settings,
    ]));
}
