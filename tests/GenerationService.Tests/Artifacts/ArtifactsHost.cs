using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Podium.GenerationService.Artifacts;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;

namespace Podium.GenerationService.Tests.Artifacts;

/// <summary>A real host on a free port with the artifact endpoints, a real database, and nothing else of the service.</summary>
internal sealed class ArtifactsHost : IAsyncDisposable
{
    public static readonly PodiumUser Ada = new("hf:ada", "Ada", Role.Member);
    public static readonly PodiumUser Bob = new("hf:bob", "Bob", Role.Member);
    public static readonly PodiumUser Root = new("local", "Owner", Role.Admin);

    private readonly WebApplication _app;

    private ArtifactsHost(WebApplication app)
    {
        _app = app;
        Address = app.Services.GetRequiredService<ListenerAddresses>().Http.First();
    }

    public Uri Address { get; }

    public ArtifactStore Store => Get<ArtifactStore>();

    public NpgsqlDataSource Database => _app.Services.GetRequiredKeyedService<NpgsqlDataSource>("generation");

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<ArtifactsHost> StartAsync(
        string connectionString, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null)
    {
        var builder = PodiumApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PODIUM_SECRET_KEY"] = "a secret for tests, long enough to be one",
            ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
            ["ConnectionStrings:generationdb"] = connectionString,
            ["Generation:Thumbnails:Enabled"] = "false",
        });
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults("generation");
        builder.AddModuleDatabase("generation", "generationdb", typeof(ArtifactStore).Assembly);
        builder.AddArtifacts();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapArtifacts();
        map?.Invoke(app);
        await app.StartAsync();
        return new ArtifactsHost(app);
    }

    /// <summary>A client whose requests carry the identity header the edge would send; without a user, none.</summary>
    public HttpClient Client(PodiumUser? user = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        if (user is not null)
        {
            client.DefaultRequestHeaders.Add(IdentityHeader.Name, Get<IdentityHeader>().Create(user));
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
