using System.Globalization;
using Microsoft.Extensions.Configuration;
using Podium.ServiceDefaults.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Podium.Gateway.Proxy;

/// <summary>Which service answers which paths. They are forwarded as they are.</summary>
internal static class ProxyRoutes
{
    private const int DefaultGenerationMs = 1_200_000;

    /// <summary>For the wait for a place, and for storing the page.</summary>
    private static readonly TimeSpan _beyondGeneration = TimeSpan.FromMinutes(5);

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Prefixes = new Dictionary<string, IReadOnlyList<string>>
    {
        ["generation"] =
        [
            "/api/generate", "/api/artifacts", "/api/connections", "/api/cars", "/api/settings/providers", "/api/hf/models", "/api/pricing",
            "/openapi/generation.json",
        ],
        ["eval"] = ["/api/suites", "/api/runs", "/api/loads", "/openapi/eval.json"],
    };

    public static IReadOnlyList<RouteConfig> Routes() =>
    [
        .. from service in Prefixes
           from prefix in service.Value
           select new RouteConfig
           {
               RouteId = $"{service.Key}{prefix.Replace('/', '-')}",
               ClusterId = service.Key,
               Match = new RouteMatch { Path = prefix.EndsWith(".json", StringComparison.Ordinal) ? prefix : $"{prefix}/{{**rest}}" },

               // The service states its own policies and its own size limits.
               AuthorizationPolicy = "anonymous",
               MaxRequestBodySize = -1,
           },
    ];

    /// <exception cref="ConfigurationException">A service has no address.</exception>
    public static IReadOnlyList<ClusterConfig> Clusters(IConfiguration configuration) =>
    [
        .. Prefixes.Keys.Select(service => new ClusterConfig
        {
            ClusterId = service,
            LoadBalancingPolicy = "PowerOfTwoChoices",
            Destinations = Destinations(configuration, service),
            HttpRequest = new ForwarderRequestConfig { ActivityTimeout = ActivityTimeout(configuration), AllowResponseBuffering = false },
        }),
    ];

    /// <summary>
    /// Silence that ends a request. Streams are never silent for long; a completion that is not streamed is until its end, so this follows the
    /// service's own limit, which an operator sets for all processes alike.
    /// </summary>
    internal static TimeSpan ActivityTimeout(IConfiguration configuration)
    {
        var configured = configuration["Generation:TimeoutMs"];
        return string.IsNullOrWhiteSpace(configured) ? TimeSpan.FromMilliseconds(DefaultGenerationMs) + _beyondGeneration
            : int.TryParse(configured, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? TimeSpan.FromMilliseconds(limit) + _beyondGeneration
            : throw new ConfigurationException($"Generation:TimeoutMs is '{configured}', but must be a number of milliseconds.");
    }

    private static Dictionary<string, DestinationConfig> Destinations(IConfiguration configuration, string service)
    {
        var addresses = configuration.GetSection($"services:{service}:http").GetChildren()
            .Where(address => !string.IsNullOrWhiteSpace(address.Value))
            .ToDictionary(address => $"{service}-{address.Key}", address => new DestinationConfig { Address = address.Value! });
        return addresses.Count > 0
            ? addresses
            : throw new ConfigurationException($"The address of {service} is not configured: set services__{service}__http__0.");
    }
}
