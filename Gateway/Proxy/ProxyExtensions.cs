using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.ServiceDefaults.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace Podium.Gateway.Proxy;

/// <summary>The services behind the gateway, by YARP.</summary>
internal static class ProxyExtensions
{
    public static void AddProxy(this IHostApplicationBuilder builder)
    {
        builder.AddSeedEnvironment(("GENERATION_TIMEOUT_MS", "Generation:TimeoutMs"));
        builder.Services.AddReverseProxy()
            .LoadFromMemory(ProxyRoutes.Routes(), ProxyRoutes.Clusters(builder.Configuration))
            .AddTransforms(context =>
            {
                // No service reads these; adding them would only cost each request.
                context.UseDefaultForwarders = false;
                context.AddXForwarded(ForwardedTransformActions.Remove);
            });
    }

    // Not the default pipeline: session affinity and passive health checks are not configured, and their middleware would only cost.
    public static void MapProxy(this WebApplication app) => app.MapReverseProxy(pipeline => pipeline.UseLoadBalancing());
}
