using System.IO.Compression;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Podium.Gateway.Requests;
using Podium.Generation.V1;
using Podium.ServiceDefaults.Identity;

namespace Podium.Gateway.Previews;

/// <summary>Shows an artifact's page: hostile by assumption, so always under <see cref="PreviewPolicy"/> and never parsed here.</summary>
internal static class PreviewApi
{
    private const int Sha256Digits = 64;
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(10);

    public static void MapPreviews(this IEndpointRouteBuilder app)
        => app.MapGet("/preview/{artifactId}", GetAsync)
            .WithName("GetPreview").WithSummary("An artifact's page, sandboxed; with ?network=1 it may load styles, fonts, images and scripts over https")
            .WithTags("Previews").WithGroupName(EdgeModule.Name).RequireAuthorization(Policies.Viewer)
            .Produces<string>(200, "text/html").Produces(304);

    private static async Task GetAsync(
        string artifactId,
        HttpContext context,
        Generation.V1.Generation.GenerationClient generation,
        IdentityHeader identity,
        PreviewPolicy policy,
        CancellationToken cancellationToken,
        int network = 0)
    {
        SetHeaders(context.Response.Headers, policy.For(network == 1));
        if (!Guid.TryParse(artifactId, out var id))
        {
            await WriteErrorAsync(context, HttpStatusCode.NotFound, "There is no such page.");
            return;
        }

        try
        {
            var page = await generation.GetArtifactPageAsync(
                new GetArtifactPageRequest { ArtifactId = id.ToString(), KnownSha256 = KnownSha256(context.Request, network == 1) },
                new Metadata { { IdentityHeader.Name, identity.Create(context.GetUser()) } },
                deadline: DateTime.UtcNow + _deadline,
                cancellationToken: cancellationToken);
            await WriteAsync(context, page, network == 1);
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            var (status, text) = e.StatusCode switch
            {
                StatusCode.NotFound or StatusCode.InvalidArgument => (HttpStatusCode.NotFound, "There is no such page."),
                StatusCode.PermissionDenied or StatusCode.Unauthenticated => (HttpStatusCode.Forbidden, "You may not see this page."),
                StatusCode.DeadlineExceeded => (HttpStatusCode.GatewayTimeout, "The page took too long. Reload to try again."),
                StatusCode.Unavailable => (HttpStatusCode.ServiceUnavailable, "The page is not available right now. Reload to try again."),
                _ => (HttpStatusCode.BadGateway, "The page could not be read."),
            };
            await WriteErrorAsync(context, status, text);
        }
    }

    private static void SetHeaders(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-DNS-Prefetch-Control"] = "off";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
    }

    private static async Task WriteAsync(HttpContext context, ArtifactPage page, bool network)
    {
        var (request, response) = (context.Request, context.Response);

        var etag = new EntityTagHeaderValue($"\"{page.Sha256}{TagSuffix(network)}\"");
        response.Headers.ETag = etag.ToString();
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(etag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "text/html; charset=utf-8";
        if (AcceptedEncodings.Allows(request.Headers.AcceptEncoding, "gzip"))
        {
            response.Headers.ContentEncoding = "gzip";
            response.ContentLength = page.HtmlGzip.Length;
            await response.BodyWriter.WriteAsync(page.HtmlGzip.Memory, context.RequestAborted);
            return;
        }

        await using var html = new GZipStream(new MemoryStream(page.HtmlGzip.ToByteArray(), writable: false), CompressionMode.Decompress);
        await html.CopyToAsync(response.Body, context.RequestAborted);
    }

    /// <summary>The hash in the tag of a page the browser holds, so that the page itself need not be moved; else empty.</summary>
    private static string KnownSha256(HttpRequest request, bool network)
    {
        var length = 2 + Sha256Digits + TagSuffix(network).Length;
        var tag = request.GetTypedHeaders().IfNoneMatch.FirstOrDefault(known => known.Tag.Length == length && known.Tag.EndsWith($"{TagSuffix(network)}\"", StringComparison.Ordinal));
        return tag is null ? "" : tag.Tag.Substring(1, Sha256Digits);
    }

    /// <summary>The policy differs by query while the page does not; a shared tag would let one revalidate the other.</summary>
    private static string TagSuffix(bool network) => network ? "-n" : "";

    private static Task WriteErrorAsync(HttpContext context, HttpStatusCode status, string text)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{(int)status}</title>"
            + "<style>body{font:16px system-ui,sans-serif;color:#555;display:grid;place-items:center;min-height:90vh;margin:0}</style>"
            + $"<p>{text}</p></html>",
            context.RequestAborted);
    }
}
