using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Podium.EvalService.Runs.Events;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Streaming;

namespace Podium.EvalService.Runs;

/// <summary>A run's events, from any of them on, until it has ended. Any number may watch, on any replica.</summary>
internal static class RunStreamApi
{
    public static void MapRunStream(this IEndpointRouteBuilder runs) =>
        runs.MapGet("/{id:long}/stream", StreamAsync).WithName("StreamRun").WithSummary("A run's events, from after_seq or Last-Event-ID on")
            .Produces<string>(200, "text/event-stream").ProducesProblem(404).ProducesProblem(422).RequireAuthorization(Policies.Viewer);

    private static async Task StreamAsync(
        long id, HttpContext context, RunStore store, RunFollower follower, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after_seq = null)
    {
        var fields = new FieldReader("query");
        var after = fields.Number(after_seq, "after_seq", 0, long.MaxValue - 1);
        fields.ThrowIfInvalid();

        // The seed takes what is no number for the beginning.
        after ??= long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue ? last : 0;
        _ = await store.FindAsync(id, context.RequestAborted) ?? throw RunsApi.Unknown(id);
        await SseResponse.SendAsync(context, follower.FollowAsync(id, after.Value));
    }
}
