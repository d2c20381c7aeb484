using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Artifacts;

/// <summary>The list of newest artifacts by model id, one of them with its page, and manual ingestion.</summary>
internal static class ArtifactsApi
{
    // Every byte of a page may arrive as \u00XX.
    private const long MaxBodyBytes = (6L * IngestRequest.MaxHtmlBytes) + 65_536;

    public static void MapArtifacts(this IEndpointRouteBuilder app)
    {
        var artifacts = app.MapGroup("/api/artifacts").WithTags("Artifacts");
        artifacts.MapGet("", ListAsync)
            .WithName("ListArtifacts").WithSummary("The newest artifact of each model; with modelId, that one and its page")
            .Produces<ArtifactList>().ProducesProblem(400).ProducesProblem(404)
            .RequireAuthorization(Policies.Viewer);
        artifacts.MapPost("", IngestAsync)
            .WithName("IngestArtifact").WithSummary("Keep a page made elsewhere")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415)
            .RequireAuthorization(Policies.Member);
        artifacts.MapGallery();
        artifacts.MapArtifactContent();
        artifacts.MapArtifactExport();
    }

    private static async Task<IResult> ListAsync(
        string? modelId, string? cursor, ArtifactStore store, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(modelId))
        {
            return TypedResults.Ok(await FindAsync(modelId, store, cancellationToken));
        }

        var (heads, next) = await store.ListHeadsAsync(HeadCursor.Decode(cursor), cancellationToken);
        return TypedResults.Ok(new ArtifactList(heads, next?.Encode()));
    }

    private static async Task<ArtifactDetail> FindAsync(string modelId, ArtifactStore store, CancellationToken cancellationToken)
    {
        var head = await store.FindHeadAsync(ModelIds.Check(modelId), cancellationToken);
        var page = head is null ? null : await store.ReadPageAsync(head.Id, cancellationToken);
        return page is null
            ? throw new NotFoundException($"There is no artifact of the model {modelId}.", "artifact.not_found")
            : new ArtifactDetail(head!, await PageBlob.ReadTextAsync(page.Gzip, cancellationToken));
    }

    private static async Task<Created<IngestResponse>> IngestAsync(
        IngestRequest request, HttpContext context, ArtifactStore store, CancellationToken cancellationToken)
    {
        var saved = await store.IngestAsync(request.ToArtifact(context.GetUser()), cancellationToken);
        return TypedResults.Created($"/api/artifacts/{saved.Id}", new IngestResponse(true, saved.ModelId, saved.ArtifactPath, saved.Id));
    }

    /// <param name="NextCursor">Absent on the last page: an installation with a thousand model ids or fewer has one.</param>
    internal sealed record ArtifactList(
        IReadOnlyList<ArtifactHead> Entries,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextCursor);

    internal sealed record ArtifactDetail(ArtifactHead Entry, string Html);
}
