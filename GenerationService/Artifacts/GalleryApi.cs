using Microsoft.AspNetCore.Http.HttpResults;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Artifacts;

/// <summary>Finding artifacts, and taking them out of sight.</summary>
internal static class GalleryApi
{
    public static void MapGallery(this RouteGroupBuilder artifacts)
    {
        artifacts.MapGet("/search", SearchAsync)
            .WithName("SearchArtifacts").WithSummary("A page of the gallery: filtered, ordered, by cursor")
            .ProducesProblem(400).RequireAuthorization(Policies.Viewer);
        artifacts.MapGet("/facets", ReadFacetsAsync)
            .WithName("ReadArtifactFacets").WithSummary("How many artifacts each vendor, model, provider and task has")
            .RequireAuthorization(Policies.Viewer);
        artifacts.MapGet("/{id:guid}", FindAsync)
            .WithName("ReadArtifact").WithSummary("All that is known of one artifact, without its page")
            .ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        artifacts.MapDelete("/{id:guid}", DeleteAsync)
            .WithName("DeleteArtifact").WithSummary("Hide an artifact; its author or an admin may, and may undo it")
            .ProducesProblem(403).ProducesProblem(404).RequireAuthorization(Policies.Member);
        artifacts.MapPost("/{id:guid}/restore", RestoreAsync)
            .WithName("RestoreArtifact").WithSummary("Undo a deletion")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequireAuthorization(Policies.Member);
    }

    private static async Task<Ok<ArtifactPage>> SearchAsync(
        [AsParameters] SearchRequest request, HttpContext context, ArtifactStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await store.SearchAsync(request.ToFilter(context.GetUser()), cancellationToken));

    private static async Task<Ok<ArtifactFacets>> ReadFacetsAsync(ArtifactStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await store.ReadFacetsAsync(cancellationToken));

    private static async Task<Ok<Artifact>> FindAsync(Guid id, ArtifactStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await store.FindAsync(id, cancellationToken) ?? throw ArtifactStore.Unknown(id));

    private static async Task<NoContent> DeleteAsync(Guid id, HttpContext context, ArtifactStore store, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(id, context.GetUser(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Artifact>> RestoreAsync(Guid id, HttpContext context, ArtifactStore store, CancellationToken cancellationToken)
    {
        await store.RestoreAsync(id, context.GetUser(), cancellationToken);
        return TypedResults.Ok(await store.FindAsync(id, cancellationToken) ?? throw ArtifactStore.Unknown(id));
    }
}
