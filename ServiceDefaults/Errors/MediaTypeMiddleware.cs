using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Podium.ServiceDefaults.Errors;

/// <summary>
/// Endpoints that read JSON get <c>application/json</c>, at most with <c>charset=utf-8</c>, and nothing else. A looser test would let a form
/// of another site post to them: those types need no CORS preflight.
/// </summary>
internal sealed class MediaTypeMiddleware(RequestDelegate next)
{
    private const string Json = JsonBodyMetadata.MediaType;

    public Task InvokeAsync(HttpContext context)
    {
        if (JsonBodyOf(context.GetEndpoint()) is { } body
            && !IsJson(context.Request.ContentType)
            && !(body.IsOptional && context.Request is { ContentType: null, ContentLength: null or 0 }))
        {
            return ErrorTable.ForStatus(StatusCodes.Status415UnsupportedMediaType).WriteAsync(context);
        }

        return next(context);
    }

    private static JsonBodyMetadata? JsonBodyOf(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<JsonBodyMetadata>()
        ?? (endpoint?.Metadata.GetMetadata<IAcceptsMetadata>() is { } accepts && accepts.ContentTypes.Contains(Json) ? new(accepts.IsOptional) : null);

    /// <remarks>A quoted charset is legal, but the framework's reader fails on it.</remarks>
    internal static bool IsJson(string? contentType)
    {
        if (Json.Equals(contentType, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && parsed.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
            && parsed.Parameters.All(p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
                && p.Value.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
