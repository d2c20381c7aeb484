using System.IO.Compression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Podium.GenerationService.Artifacts;

/// <summary>Sends stored gzip as it is to clients that take gzip, which is all browsers; the rest get it unpacked on the way.</summary>
internal static class StoredPageResponse
{
    /// <param name="download">The file ending to be saved under; null shows the text in place.</param>
    public static async Task WriteAsync(HttpContext context, StoredPage page, string? download, CancellationToken cancellationToken)
    {
        var gzip = AcceptsGzip(context.Request.Headers.AcceptEncoding);
        var response = context.Response;

        // The two encodings are two representations, so a strong tag has to differ.
        var tag = $"\"{page.Sha256}{(gzip ? "-gzip" : "")}\"";
        response.Headers.ETag = tag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.CacheControl = "private, no-cache";
        if (Matches(context.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        SetContentHeaders(response, page, download);
        if (gzip)
        {
            response.Headers.ContentEncoding = "gzip";
            response.ContentLength = page.Gzip.Length;
            await response.Body.WriteAsync(page.Gzip, cancellationToken);
            return;
        }

        response.ContentLength = page.Bytes;
        await using var plain = new GZipStream(new MemoryStream(page.Gzip, writable: false), CompressionMode.Decompress);
        await plain.CopyToAsync(response.Body, cancellationToken);
    }

    private static void SetContentHeaders(HttpResponse response, StoredPage page, string? download)
    {
        // The page is hostile and this is the product's own origin: it must not run here, whatever a browser guesses from the bytes.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.ContentType = download == "html" ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        if (download is not null)
        {
            // The slug is ASCII letters, digits and hyphens, so it needs no quoting rules.
            response.Headers.ContentDisposition = $"attachment; filename=\"{ArtifactPaths.Slug(page.ModelId)}.{download}\"";
        }
    }

    private static bool AcceptsGzip(StringValues header) =>
        StringWithQualityHeaderValue.TryParseList(header, out var encodings)
        && (Find(encodings, "gzip") ?? Find(encodings, "*")) is { } gzip
        && gzip.Quality != 0;

    private static StringWithQualityHeaderValue? Find(IList<StringWithQualityHeaderValue> encodings, string name) =>
        encodings.FirstOrDefault(encoding => encoding.Value.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool Matches(StringValues header, string tag) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) && tags.Any(known => known.Tag == "*" || known.Tag == tag);
}
