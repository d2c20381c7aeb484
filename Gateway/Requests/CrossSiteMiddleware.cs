using Microsoft.AspNetCore.Http;
using Podium.ServiceDefaults.Errors;

namespace Podium.Gateway.Requests;

/// <summary>
/// Refuses writes that a page of another site caused. Browsers say so themselves: by <c>Sec-Fetch-Site</c>, or where that is missing by
/// <c>Origin</c>, which is <c>null</c> for sandboxed frames - such as the pages models wrote. A request that carries its own credential is not one that a
/// browser was tricked into.
/// </summary>
internal sealed class CrossSiteMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        return SafeMethods.Contains(request.Method) || request.Headers.Authorization.Count > 0 || IsSameOrigin(request.Headers)
            ? next(context)
            : throw new ForbiddenException("Another site's page may not do this.", "cross_site");
    }

    internal static bool IsSameOrigin(IHeaderDictionary headers)
    {
        var fetchSite = headers["Sec-Fetch-Site"];
        if (fetchSite.Count > 0)
        {
            return fetchSite is ["same-origin" or "none"];
        }

        var origin = headers.Origin;
        return origin.Count == 0 || (origin is [{ } value] && IsHost(value, headers.Host.ToString()));
    }

    // Only the authority is compared: behind a proxy that ends TLS this process sees http where the browser saw https.
    private static bool IsHost(string origin, string host)
    {
        var authority = origin.IndexOf("://", StringComparison.Ordinal);
        return authority > 0 && host.Length > 0 && origin.AsSpan(authority + 3).Equals(host, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Methods that change nothing (RFC 9110, 9.2.1).</summary>
internal static class SafeMethods
{
    public static bool Contains(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
