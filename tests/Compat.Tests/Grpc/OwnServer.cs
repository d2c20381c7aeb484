using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Podium.Compat.Tests.Grpc;

/// <summary>The stand-in as a server, on Kestrel and a free loopback port.</summary>
internal sealed class OwnServer(WebApplication app) : IAsyncDisposable
{
    public Uri Address { get; } = new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    public IServiceProvider Services => app.Services;

    public static Task<OwnServer> StartAsync(Action<GrpcServiceOptions>? configure = null) => StartAsync<PeerService>(configure);

    public static async Task<OwnServer> StartAsync<TService>(
        Action<GrpcServiceOptions>? configure = null,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication, GrpcServiceEndpointConventionBuilder>? map = null,
        HttpProtocols protocols = HttpProtocols.Http2)
        where TService : class
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        builder.Services.AddGrpc(configure ?? (_ => { }));
        builder.Services.AddSingleton<PeerCalls>();
        builder.Services.AddGrpcHealthChecks();
        build?.Invoke(builder);
        var app = builder.Build();
        var service = app.MapGrpcService<TService>();
        app.MapGrpcHealthChecksService();
        map?.Invoke(app, service);
        await app.StartAsync();
        return new OwnServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await app.StopAsync(limit.Token);
        await app.DisposeAsync();
    }
}
