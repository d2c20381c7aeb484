using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Which health checks speak for which service name. The empty name, the whole server, is mapped to all of them.</summary>
public sealed class GrpcHealthChecksOptions
{
    public ServiceMappingCollection Services { get; } = new();
}

/// <summary>Service names with the checks that speak for them.</summary>
public sealed class ServiceMappingCollection
{
    private readonly Dictionary<string, Func<HealthCheckMapContext, bool>> _predicates = new() { [""] = _ => true };

    /// <summary>Maps a service name to the checks the predicate picks.</summary>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate) => _predicates[name] = predicate;

    internal Func<HealthCheckRegistration, bool>? Find(string name) =>
        _predicates.TryGetValue(name, out var predicate)
            ? registration => predicate(new HealthCheckMapContext(registration.Name, registration.Tags))
            : null;
}

/// <summary>A health check, as a mapping sees it.</summary>
public sealed class HealthCheckMapContext(string name, IEnumerable<string> tags)
{
    public string Name { get; } = name;

    public IEnumerable<string> Tags { get; } = tags;
}
