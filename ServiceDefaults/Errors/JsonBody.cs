using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;

namespace Podium.ServiceDefaults.Errors;

/// <summary>Endpoints that read JSON.</summary>
public static class JsonBodyExtensions
{
    /// <summary>
    /// Leaves the check of the media type to <see cref="MediaTypeMiddleware"/>. Routing would do it by passing the endpoint over, and so give the
    /// request to any catch-all beside it: a 404, or the site, in place of the 415.
    /// </summary>
    public static TBuilder WithJsonBodies<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IAcceptsMetadata>().LastOrDefault() is { } accepts && accepts.ContentTypes.Contains(JsonBodyMetadata.MediaType))
            {
                foreach (var known in endpoint.Metadata.OfType<IAcceptsMetadata>().ToList())
                {
                    endpoint.Metadata.Remove(known);
                }

                endpoint.Metadata.Add(new JsonBodyMetadata(accepts.IsOptional));
            }
        });
        return builder;
    }
}

internal sealed record JsonBodyMetadata(bool IsOptional)
{
    public const string MediaType = "application/json";
}
