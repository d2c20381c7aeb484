using Microsoft.Net.Http.Headers;
using Podium.GenerationService.Thumbnails;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Artifacts;

/// <summary>The bytes of an artifact: its page, what the model sent, its picture.</summary>
internal static class ArtifactContentApi
{
    public static void MapArtifactContent(this RouteGroupBuilder artifacts)
    {
        artifacts.MapGet("/{id:guid}/html", ReadHtmlAsync)
            .WithName("ReadArtifactHtml").WithSummary("The page as text that no browser runs; with download=1 as a file")
            .Produces<string>(200, "text/plain", "text/html").Produces(304).ProducesProblem(404)
            .RequireAuthorization(Policies.Viewer);
        artifacts.MapGet("/{id:guid}/raw", ReadRawAsync)
            .WithName("ReadArtifactRaw").WithSummary("What the model sent, before the page was taken out of it")
            .Produces<string>(200, "text/plain").Produces(304).ProducesProblem(404)
            .RequireAuthorization(Policies.Viewer);
        artifacts.MapGet("/{id:guid}/thumbnail", ReadThumbnailAsync)
            .WithName("ReadArtifactThumbnail").WithSummary("A picture of the page; 404 with Retry-After while one is being made")
            .Produces(200, contentType: "image/png").Produces(304).ProducesProblem(404)
            .RequireAuthorization(Policies.Viewer);
    }

    private static async Task ReadHtmlAsync(Guid id, string? download, HttpContext context, ArtifactStore store, CancellationToken cancellationToken)
    {
        var page = await store.ReadPageAsync(id, cancellationToken) ?? throw ArtifactStore.Unknown(id);
        await StoredPageResponse.WriteAsync(context, page, download == "1" ? "html" : null, cancellationToken);
    }

    private static async Task ReadRawAsync(Guid id, HttpContext context, ArtifactStore store, CancellationToken cancellationToken)
    {
        var raw = await store.ReadRawAsync(id, cancellationToken)
            ?? throw new NotFoundException($"What the model sent for {id} was not kept.", "artifact.no_raw");
        await StoredPageResponse.WriteAsync(context, raw, null, cancellationToken);
    }

    private static async Task<IResult> ReadThumbnailAsync(Guid id, HttpContext context, ThumbnailStore thumbnails, CancellationToken cancellationToken)
    {
        var picture = await thumbnails.ReadAsync(id, cancellationToken) ?? throw ArtifactStore.Unknown(id);
        // A page never changes, and neither does its picture.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(picture.Image, picture.MediaType, entityTag: new EntityTagHeaderValue($"\"{picture.PageSha256}\""));
    }
}
