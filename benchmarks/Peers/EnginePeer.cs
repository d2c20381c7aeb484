using Dapper;
using Npgsql;
using Podium.Benchmarks.Measure;
using Podium.EvalService;
using Podium.GenerationService;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Identity;
using Podium.TestKit.Processes;

namespace Podium.Benchmarks.Peers;

/// <summary>
/// Both services in one process, asked by one member, and what shows the price of storing: <c>POST /unstored</c> runs a suite by the same engine and throws
/// its log away; <c>POST /rows</c> writes results as the engine does or one by one; <c>GET /stored/{run}</c> counts.
/// </summary>
internal static class EnginePeer
{
    private static readonly PodiumUser Member = new("benchmark", "Benchmark", Role.Member);

    public static async Task<int> RunAsync(string upstream)
    {
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        var database = (await DurableDatabase.CreateAsync()).ConnectionString;
        var builder = PodiumApplication.CreateBuilder([]);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:generationdb"] = database,
            ["ConnectionStrings:evaldb"] = database,
            ["PODIUM_SECRET_KEY"] = new string('k', 40),
            ["Outbound:AllowPrivate"] = "true",
            ["Kestrel:Endpoints:http:Url"] = address,
            ["Kestrel:Endpoints:grpc:Url"] = "http://127.0.0.1:0",
            ["OPENAI_BASE_URL"] = new Uri(new Uri(upstream), "/v1").ToString(),
            ["Generation:Thumbnails:Enabled"] = "false",
        });
        builder.AddServiceDefaults("engine");
        builder.AddGeneration();
        builder.AddEval();
        builder.Services.AddSingleton<UnstoredRun>();
        var app = builder.Build();
        var identity = app.Services.GetRequiredService<IdentityHeader>();
        app.Use((context, next) =>
        {
            if (!context.Request.Headers.ContainsKey(IdentityHeader.Name))
            {
                context.Request.Headers[IdentityHeader.Name] = identity.Create(Member);
            }

            return next(context);
        });
        app.MapDefaultEndpoints();
        app.MapGeneration();
        app.MapEval();
        Map(app);
        await app.StartAsync();
        Console.WriteLine(address);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static void Map(WebApplication app)
    {
        app.MapPost("/unstored", (long suite, string cars, UnstoredRun run, CancellationToken token) => run.RunAsync(suite, [.. cars.Split(',').Select(long.Parse)], Member, token))
            .RequireAuthorization(Policies.Member);
        app.MapPost("/rows", (string way, int count, [FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database, CancellationToken token) => WrittenRows.RunAsync(database, way, count, token))
            .RequireAuthorization(Policies.Member);
        app.MapGet("/stored/{run:long}", async (long run, [FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database) =>
        {
            await using var connection = await database.OpenConnectionAsync();
            return await connection.ExecuteScalarAsync<int>(
                "select count(*)::int from eval.outputs o join eval.metrics m using (run_item_id) where o.run_id = @run and not m.error_flag", new { run });
        }).RequireAuthorization(Policies.Viewer);
    }
}
