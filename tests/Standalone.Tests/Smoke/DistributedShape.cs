using Podium.TestKit.Postgres;
using Podium.TestKit.Processes;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>Gateway, GenerationService and EvalService as processes of their own, with a real PostgreSQL and a real Redis between them.</summary>
public sealed class DistributedShape : PodiumShape
{
    private readonly PostgresFixture _postgres = new();
    private RedisServer? _redis;
    private ProcessHost? _generation;
    private ProcessHost? _eval;
    private ProcessHost? _gateway;

    /// <summary>The service's own address, past the gateway.</summary>
    public Uri GenerationAddress { get; private set; } = new("http://unset.invalid");

    protected override async Task<Uri> StartAsync()
    {
        _redis = await RedisServer.StartAsync();
        _generation = ProcessHost.StartProject("GenerationService", Settings(
            ("ConnectionStrings__generationdb", await _postgres.CreateDatabaseAsync()),
            ("ConnectionStrings__redis", _redis.ConnectionString),
            ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"),
            ("Kestrel__Endpoints__grpc__Url", "http://127.0.0.1:0")));
        var (http, grpc) = await ListeningAsync(_generation);
        GenerationAddress = http;
        _eval = ProcessHost.StartProject("EvalService", Settings(
            ("ConnectionStrings__evaldb", await _postgres.CreateDatabaseAsync()),
            ("ConnectionStrings__redis", _redis.ConnectionString),
            ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"),
            ("Kestrel__Endpoints__grpc__Url", "http://127.0.0.1:0"),
            ("services__generation__grpc__0", grpc!.ToString())));
        var (evalHttp, _) = await ListeningAsync(_eval);
        _gateway = ProcessHost.StartProject("Gateway", Settings(
            ("services__eval__http__0", evalHttp.ToString()),
            ("ConnectionStrings__edgedb", await _postgres.CreateDatabaseAsync()),
            ("ConnectionStrings__redis", _redis.ConnectionString),
            ("Kestrel__Endpoints__http__Url", "http://127.0.0.1:0"),
            ("services__generation__http__0", http.ToString()),
            ("services__generation__grpc__0", grpc!.ToString())));
        return (await ListeningAsync(_gateway)).Http;
    }

    protected override async Task StopAsync()
    {
        foreach (var process in (IAsyncDisposable?[])[_gateway, _eval, _generation, _redis])
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }
    }
}
