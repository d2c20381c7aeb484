using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Podium.Gateway.Requests;
using Podium.ServiceDefaults.Errors;

namespace Podium.Gateway.Sites;

/// <summary>Serves the built site to whatever no endpoint claims. Its files are public; what they show is asked of the API.</summary>
internal static class SiteApi
{
    // Paths of machines: a client that misspelt one must not get a page with status 200.
    private static readonly string[] _reserved = ["/api", "/openapi", "/preview", "/oauth", "/health", "/alive", "/api-endpoint", "/assets"];

    // A plain delegate: the generator of endpoint code drops the pattern of a fallback, and with it every path that looks like a file.
    public static void MapSite(this IEndpointRouteBuilder app)
        => app.MapFallback("/{**path}", (RequestDelegate)ServeAsync).AllowAnonymous().WithName("Site").WithDisplayName("The site").ExcludeFromDescription();

    private static Task ServeAsync(HttpContext context)
    {
        var files = context.RequestServices.GetRequiredService<SiteFiles>();
        var path = context.Request.Path;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            throw new NotFoundException("There is nothing at this address.");
        }

        if (files.Find(path.Value ?? "") is { } file && file != files.Index)
        {
            return SendAsync(context, file);
        }

        if (_reserved.Any(reserved => path.StartsWithSegments(reserved)) || Path.HasExtension(path.Value) && path != "/index.html")
        {
            throw new NotFoundException("There is nothing at this address.");
        }

        if (files.Index is null)
        {
            throw new NotFoundException("The site is not built. The API is described at /docs.", "site_not_built");
        }

        context.Response.Headers.ContentSecurityPolicy = context.RequestServices.GetRequiredService<SitePolicy>().Value;
        return SendAsync(context, files.Index);
    }

    private static Task SendAsync(HttpContext context, SiteFile file)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = file.CacheControl;
        response.Headers.ETag = file.ETag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (request.Headers.IfNoneMatch.Contains(file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var (encoding, path, length) = file.Variants.First(v => v.Encoding.Length == 0 || AcceptedEncodings.Allows(request.Headers.AcceptEncoding, v.Encoding));
        if (encoding.Length > 0)
        {
            response.Headers.ContentEncoding = encoding;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.SendFileAsync(path, context.RequestAborted);
    }
}

/// <summary>The site loads nothing but its own files, and may be framed where Podium lives inside another page.</summary>
internal sealed class SitePolicy(SiteFiles files, IOptions<SiteOptions> options)
{
    // Radix and CodeMirror add style elements at run time, hence 'unsafe-inline' for styles alone.
    public string Value { get; } = string.Join(
        "; ",
        "default-src 'self'",
        string.Join(' ', ["script-src 'self'", .. files.InlineScripts]),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        $"frame-ancestors {options.Value.FrameAncestors}");
}
