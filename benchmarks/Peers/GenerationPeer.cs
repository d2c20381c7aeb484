using Podium.GenerationService;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Identity;
using Podium.TestKit.Postgres;
using Podium.TestKit.Processes;

namespace Podium.Benchmarks.Peers;

/// <summary>The generation service as it is, asked by one member, and <c>GET /allocated</c>: the bytes this process has allocated so far.</summary>
internal static class GenerationPeer
{
    public static async Task<int> RunAsync(string upstream)
    {
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        var builder = PodiumApplication.CreateBuilder([]);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:generationdb"] = await new PostgresFixture().CreateDatabaseAsync(),
            ["PODIUM_SECRET_KEY"] = new string('k', 40),
            ["Outbound:AllowPrivate"] = "true",
            ["Kestrel:Endpoints:http:Url"] = address,
            ["OPENAI_BASE_URL"] = new Uri(new Uri(upstream), "/v1").ToString(),
            ["Generation:MaxConcurrent"] = "4096",
            ["Generation:MaxConcurrentPerOwner"] = "4096",
            ["Generation:Thumbnails:Enabled"] = "false",
        });
        builder.AddServiceDefaults(GenerationModule.Name);
        builder.AddGeneration();
        var app = builder.Build();
        var identity = app.Services.GetRequiredService<IdentityHeader>();
        var member = new PodiumUser("benchmark", "Benchmark", Role.Member);
        app.Use((context, next) =>
        {
            context.Request.Headers[IdentityHeader.Name] = identity.Create(member);
            return next(context);
        });
        app.MapDefaultEndpoints();
        app.MapGeneration();
        app.MapGet("/allocated", () => GC.GetTotalAllocatedBytes(precise: true)).RequireAuthorization(Policies.Viewer);
        await app.StartAsync();
        Console.WriteLine(address);
        await app.WaitForShutdownAsync();
        return 0;
    }
}
