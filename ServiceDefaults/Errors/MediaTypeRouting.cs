using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Podium.ServiceDefaults.Errors;

internal static class MediaTypeRouting
{
    /// <summary>
    /// The framework chooses endpoints by media type too, and before it looks at route constraints: beside any catch-all (the site, gRPC's
    /// answer for unknown services) a body of the wrong type would end there, as a 404. Without its policy the endpoint is found, and
    /// <see cref="MediaTypeMiddleware"/> answers 415. The policy is internal, and every AddRouting adds it again: hence by name, and last.
    /// </summary>
    public static void RouteRegardlessOfMediaType(this IHostApplicationBuilder builder) =>
        builder.ConfigureContainer(new DefaultServiceProviderFactory(), static services =>
        {
            foreach (var policy in services.Where(s => s.ServiceType == typeof(MatcherPolicy) && s.ImplementationType?.Name == "AcceptsMatcherPolicy").ToList())
            {
                services.Remove(policy);
            }
        });
}
