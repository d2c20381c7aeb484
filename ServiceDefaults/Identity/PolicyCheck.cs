using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Podium.ServiceDefaults.Identity;

/// <summary>
/// Refuses to run with an endpoint that states no policy. A forgotten one would be open to everybody, and nothing else would ever say so.
/// </summary>
internal sealed class PolicyCheck(EndpointDataSource endpoints) : IHostedLifecycleService
{
    /// <exception cref="InvalidOperationException">Names the endpoints.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var open = endpoints.Endpoints.Where(endpoint => !StatesPolicy(endpoint)).Select(endpoint => endpoint.DisplayName).Order().ToList();
        return open.Count == 0
            ? Task.CompletedTask
            : throw new InvalidOperationException($"These endpoints state no policy: {string.Join("; ", open)}. Add RequireAuthorization or AllowAnonymous.");
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // gRPC itself answers unknown methods by endpoints without metadata, which do nothing.
    private static bool StatesPolicy(Endpoint endpoint)
        => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
            || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || endpoint.DisplayName?.StartsWith("gRPC - Unimplemented", StringComparison.Ordinal) == true;
}
