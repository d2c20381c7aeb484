using Microsoft.Extensions.Configuration;
using Podium.ServiceDefaults.Configuration;
using Podium.ServiceDefaults.Listeners;

namespace Podium.ServiceDefaults.Discovery;

/// <summary>
/// Where a module can be called: <c>services:{name}:grpc:0</c> as Aspire and the published manifests set it, and this process's own listener
/// for a module that is not configured to be elsewhere.
/// </summary>
public sealed class ServiceAddresses(IConfiguration configuration, ListenerAddresses own)
{
    /// <summary>The gRPC address of <paramref name="service"/>. Ask when calling, not when registering: ports are known once the host has started.</summary>
    /// <exception cref="ConfigurationException">It is neither configured nor in this process.</exception>
    public Uri Grpc(string service)
        => configuration[$"services:{service}:grpc:0"] is { Length: > 0 } configured
            ? new Uri(configured)
            : own.Grpc ?? throw new ConfigurationException($"The gRPC address of {service} is not configured: set services__{service}__grpc__0.");
}
