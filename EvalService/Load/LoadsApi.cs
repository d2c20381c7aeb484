using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Podium.EvalService.Load.Driving;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Plans;
using Podium.EvalService.Runs;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Load;

/// <summary>Starting, watching, ending and reading loads.</summary>
internal static class LoadsApi
{
    private const int LongestKey = 200;
    private const int MostBytes = 4 * 1024 * 1024;

    public static void MapLoads(this IEndpointRouteBuilder app)
    {
        var loads = app.MapGroup("/api/loads").WithTags("Loads");
        loads.MapPost("", StartAsync).WithName("StartLoad")
            .WithSummary("Starts a load on one car or several: a closed loop or arrivals of their own, steady, as a ramp or as a sweep")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .Produces<StartedLoad>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).RequireAuthorization(Policies.Member);
        loads.MapGet("", ListAsync).WithName("ListLoads").WithSummary("Loads, newest first")
            .ProducesProblem(422).RequireAuthorization(Policies.Viewer);
        loads.MapGet("/{id:long}", GetAsync).WithName("GetLoad").WithSummary("A load with the results of its stages so far")
            .ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        loads.MapGet("/{id:long}/stream", StreamAsync).WithName("StreamLoad").WithSummary("A load's events, from after_seq or Last-Event-ID on")
            .Produces<string>(200, "text/event-stream").ProducesProblem(404).ProducesProblem(422).RequireAuthorization(Policies.Viewer);
        loads.MapPost("/{id:long}/cancel", CancelAsync).WithName("CancelLoad").WithSummary("Ends a load at once; what it measured stays")
            .ProducesProblem(404).ProducesProblem(409).RequireAuthorization(Policies.Member);
        loads.MapDelete("/{id:long}", DeleteAsync).WithName("DeleteLoad").WithSummary("Deletes a load that has ended, with everything it measured")
            .ProducesProblem(404).ProducesProblem(409).RequireAuthorization(Policies.Member);
        loads.MapGet("/{id:long}/export.{format}", LoadExport.SendAsync).WithName("ExportLoad").WithSummary("Every single request, as csv or json")
            .Produces(200).ProducesProblem(404).RequireAuthorization(Policies.Viewer);
    }

    public static NotFoundException Unknown(long id) => new($"There is no load {id}.", "load.not_found");

    private static async Task<Created<StartedLoad>> StartAsync(
        JsonElement body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, LoadStarter starter, IOptions<LoadOptions> options)
    {
        var trimmed = string.IsNullOrWhiteSpace(key) ? null : key.Trim();
        if (trimmed?.Length > LongestKey)
        {
            throw new InvalidInputException("Idempotency-Key", $"Idempotency-Key has more than {LongestKey} characters.");
        }

        var id = await starter.StartAsync(StartLoadRequest.Read(body, options.Value), context.GetUser(), trimmed, context.RequestAborted);
        return TypedResults.Created($"/api/loads/{id}", new StartedLoad(id));
    }

    private static async Task<Ok<LoadList>> ListAsync(
        LoadReader reader, CancellationToken cancellationToken, string? limit = null, string? cursor = null, string? status = null)
    {
        var fields = new FieldReader("query");
        var size = (int)(fields.Number(limit, "limit", 1, 200) ?? 50);
        var before = fields.Number(cursor, "cursor", 1, long.MaxValue);
        var wanted = fields.OneOf(status?.ToUpperInvariant(), "status", LoadStatus.All);
        fields.ThrowIfInvalid();
        return TypedResults.Ok(await reader.ListAsync(size, before, wanted, cancellationToken));
    }

    private static async Task<Ok<LoadDetail>> GetAsync(long id, LoadReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ReadAsync(id, cancellationToken) ?? throw Unknown(id));

    private static async Task StreamAsync(
        long id, HttpContext context, LoadStore store, LoadFollower follower, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after_seq = null)
    {
        var fields = new FieldReader("query");
        var after = fields.Number(after_seq, "after_seq", 0, long.MaxValue - 1);
        fields.ThrowIfInvalid();
        after ??= long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue ? last : 0;
        _ = await store.FindAsync(id, context.RequestAborted) ?? throw Unknown(id);
        await SseResponse.SendAsync(context, follower.FollowAsync(id, after.Value));
    }

    private static async Task<Ok<LoadDocument>> CancelAsync(long id, HttpContext context, LoadStore store, LoadReader reader, LoadQueue queue)
    {
        var load = await FindOwnAsync(id, context, store);
        if (!await store.CancelAsync(id, context.RequestAborted) && load.Status != LoadStatus.Cancelled)
        {
            throw new ConflictException($"Load {id} has ended.", "load.ended");
        }

        queue.Cancel(id);
        return TypedResults.Ok(await reader.FindAsync(id, context.RequestAborted) ?? throw Unknown(id));
    }

    private static async Task<Ok<DeletedLoad>> DeleteAsync(long id, HttpContext context, LoadStore store)
    {
        await FindOwnAsync(id, context, store);
        return await store.DeleteAsync(id, context.RequestAborted)
            ? TypedResults.Ok(new DeletedLoad("deleted"))
            : throw new ConflictException($"Load {id} goes on. Cancel it first.", "load.not_ended");
    }

    private static async Task<LoadHead> FindOwnAsync(long id, HttpContext context, LoadStore store)
    {
        var load = await store.FindAsync(id, context.RequestAborted) ?? throw Unknown(id);
        var user = context.GetUser();
        return load.OwnerId == user.Id || user.Role == Role.Admin
            ? load
            : throw new ForbiddenException("Only whoever started a load, or an admin, may do this.");
    }
}
