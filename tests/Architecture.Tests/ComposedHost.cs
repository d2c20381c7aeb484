using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Podium.EvalService;
using Podium.Gateway;
using Podium.GenerationService;
using Podium.ServiceDefaults;
using Podium.ServiceDefaults.Configuration;

namespace Podium.Architecture.Tests;

/// <summary>The edge and every module in one host, built but never started: its endpoints and options are what the rules are checked on.</summary>
public sealed class ComposedHost : IAsyncLifetime
{
    private readonly WebApplication _app = Build();

    internal OptionsCatalog Options => _app.Services.GetRequiredService<OptionsCatalog>();

    internal IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _app.DisposeAsync();

    private static WebApplication Build()
    {
        var builder = PodiumApplication.CreateBuilder([]);
        builder.Configuration["PODIUM_SECRET_KEY"] = new string('k', 40);
        builder.Configuration["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0";
        builder.Configuration["Kestrel:Endpoints:grpc:Url"] = "http://127.0.0.1:0";
        foreach (var name in new[] { "edgedb", "generationdb", "evaldb" })
        {
            builder.Configuration[$"ConnectionStrings:{name}"] = "Host=127.0.0.1;Database=never_opened";
        }

        builder.AddServiceDefaults("architecture-tests");
        builder.AddEdge();
        builder.AddGeneration();
        builder.AddEval();
        var app = builder.Build();
        app.UseEdge();
        app.MapDefaultEndpoints();
        app.MapEdge();
        app.MapGeneration();
        app.MapEval();
        return app;
    }
}
