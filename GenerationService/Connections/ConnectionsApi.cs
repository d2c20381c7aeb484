using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Connections;

/// <summary>Model servers and their keys. Creates answer 200 and times carry no zone, as clients of this contract expect.</summary>
internal static class ConnectionsApi
{
    private const int MaxBodyBytes = 64 * 1024;

    public static void MapConnections(this IEndpointRouteBuilder app)
    {
        var connections = app.MapGroup("/api/connections").WithTags("Connections").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        connections.MapGet("", ListAsync).WithName("ListConnections").WithSummary("Connections, newest first")
            .RequireAuthorization(Policies.Viewer);
        connections.MapPost("", CreateAsync).WithName("CreateConnection").WithSummary("Adds a connection; its key is stored encrypted")
            .ProducesProblem(403).ProducesProblem(409).ProducesProblem(422).RequireAuthorization(Policies.Member);
        connections.MapGet("/{id:long}", GetAsync).WithName("GetConnection").WithSummary("One connection")
            .ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        connections.MapPut("/{id:long}", UpdateAsync).WithName("UpdateConnection").WithSummary("Changes what is in the body; an empty api_key removes the stored one")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).RequireAuthorization(Policies.Member);
        connections.MapDelete("/{id:long}", DeleteAsync).WithName("DeleteConnection").WithSummary("Deletes a connection and its cars")
            .ProducesProblem(403).ProducesProblem(404).RequireAuthorization(Policies.Member);
    }

    private static async Task<IReadOnlyList<ConnectionResponse>> ListAsync(ConnectionStore store, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(ConnectionResponse.From)];

    private static async Task<ConnectionResponse> GetAsync(long id, ConnectionStore store, CancellationToken cancellationToken) =>
        ConnectionResponse.From(await store.GetAsync(id, cancellationToken));

    private static async Task<ConnectionResponse> CreateAsync(JsonElement body, HttpContext context, ConnectionStore store, CancellationToken cancellationToken) =>
        ConnectionResponse.From(await store.CreateAsync(ConnectionBody.Read(body, isNew: true), context.GetUser(), cancellationToken));

    private static async Task<ConnectionResponse> UpdateAsync(
        long id, JsonElement body, HttpContext context, ConnectionStore store, CancellationToken cancellationToken) =>
        ConnectionResponse.From(await store.UpdateAsync(id, ConnectionBody.Read(body, isNew: false), context.GetUser(), cancellationToken));

    private static async Task<DeletedResponse> DeleteAsync(long id, HttpContext context, ConnectionStore store, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(id, context.GetUser(), cancellationToken);
        return DeletedResponse.Deleted;
    }
}
