using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Podium.ServiceDefaults.Identity;

namespace Podium.Architecture.Tests;

public sealed class EndpointTests(ComposedHost host) : IClassFixture<ComposedHost>
{
    private static readonly string[] Known = [Policies.Viewer, Policies.Member, Policies.Admin];

    // The catch-alls of gRPC answer "unimplemented" and reach nothing.
    private IEnumerable<RouteEndpoint> Own => host.Endpoints.Where(e => e.DisplayName?.StartsWith("gRPC - Unimplemented", StringComparison.Ordinal) != true);

    [Fact]
    public void Every_endpoint_states_its_policy()
    {
        var silent = Own.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && !e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => Known.Contains(a.Policy)));
        silent.Select(e => e.DisplayName).ShouldBeEmpty();
    }

    [Fact]
    public void Operation_names_are_unique_across_the_product()
    {
        var twice = Own.Select(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).OfType<string>().GroupBy(name => name).Where(g => g.Count() > 1);
        twice.Select(g => g.Key).ShouldBeEmpty();
    }

    [Fact]
    public void Every_api_endpoint_has_a_name()
    {
        var nameless = Own.Where(e => e.RoutePattern.RawText?.StartsWith("/api", StringComparison.Ordinal) == true && e.Metadata.GetMetadata<IEndpointNameMetadata>() is null);
        nameless.Select(e => e.DisplayName).ShouldBeEmpty();
    }
}
