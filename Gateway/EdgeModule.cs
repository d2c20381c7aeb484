using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.Gateway.Documents;
using Podium.Gateway.Identity;
using Podium.Gateway.Previews;
using Podium.Gateway.Requests;
using Podium.Gateway.Sites;
using Podium.Gateway.Tokens;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Data;
using Podium.ServiceDefaults.Discovery;
using Podium.ServiceDefaults.Documents;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Listeners;
using Podium.ServiceDefaults.Telemetry;

namespace Podium.Gateway;

/// <summary>
/// What stands between the network and the modules: identity, limits, headers, API tokens, previews, the API reference and the site. Used by
/// every host that browsers reach.
/// </summary>
public static class EdgeModule
{
    internal const string Name = "edge";

    private const string Generator = "generation";

    /// <summary>The addresses the edge answers itself, besides those of the site.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = ["/api/auth", "/api/tokens", "/api/health", "/preview", "/docs", "/openapi"];

    /// <summary>Registers the edge; its database is <c>ConnectionStrings:edgedb</c>.</summary>
    public static void AddEdge(this IHostApplicationBuilder builder)
    {
        builder.AddModuleDatabase(Name, "edgedb", typeof(EdgeModule).Assembly);
        builder.AddModuleTelemetry("podium.edge");
        builder.AddModuleDocument(Name);
        builder.AddEdgeIdentity();
        builder.AddModuleOptions<RequestLimitOptions>(RequestLimitOptions.SectionName);
        builder.AddModuleOptions<SiteOptions>(SiteOptions.SectionName);
        builder.Services.AddSingleton<SiteFiles>();
        builder.Services.AddSingleton<SitePolicy>();
        builder.Services.AddSingleton<PreviewPolicy>();
        builder.Services
            .AddGrpcClient<Generation.V1.Generation.GenerationClient>(client => client.Address = ServiceAddressHandler.PlaceOf(Generator))
            .AddHttpMessageHandler(services => ActivatorUtilities.CreateInstance<ServiceAddressHandler>(services, Generator));
    }

    /// <summary>
    /// The edge's middleware. Call it before <c>MapDefaultEndpoints</c>: identity must be known before anything is routed. Calls between Podium's
    /// processes bring their identity along, so it keeps off the private listener.
    /// </summary>
    public static void UseEdge(this IApplicationBuilder app) => app.UseWhen(
        context => !context.IsOnPrivateListener(),
        edge =>
        {
            edge.UseMiddleware<ResponseHeadersMiddleware>();
            edge.UseMiddleware<CrossSiteMiddleware>();
            edge.UseMiddleware<EdgeIdentityMiddleware>();
            edge.UseMiddleware<WriteLimitMiddleware>();
            edge.UseDocs();
        });

    /// <summary>The edge's endpoints. The site takes what no other endpoint claims.</summary>
    public static void MapEdge(this IEndpointRouteBuilder app)
    {
        app.MapAuth();
        app.MapTokens();
        app.MapPreviews();
        app.MapModuleDocument(Name);
        app.MapGet("/api/health", () => TypedResults.Ok(new HealthResponse("ok")))
            .AllowAnonymous().WithName("GetApiHealth").WithSummary("Whether the API answers").WithTags("Health").WithGroupName(Name);
        app.MapSite();
    }
}

internal sealed record HealthResponse(string Status);
