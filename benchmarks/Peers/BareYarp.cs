using Yarp.ReverseProxy.Configuration;

namespace Podium.Benchmarks.Peers;

/// <summary>YARP with one catch-all route and nothing else: what a hop costs at least.</summary>
internal static class BareYarp
{
    public static void Add(WebApplicationBuilder builder, string target) =>
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "target", Match = new RouteMatch { Path = "{**path}" } }],
            [new ClusterConfig { ClusterId = "target", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = target } } }]);
}
