using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Runs;

/// <summary>Starting, steering and deleting runs. Names, codes and shapes are the seed's; what Podium adds stands beside them.</summary>
internal static class RunsApi
{
    private const int LongestKey = 200;

    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/runs").WithTags("Runs");
        runs.MapPost("/start", StartAsync).WithName("StartRun").WithSummary("Starts a run of a suite with cars")
            .WithMetadata(new RequestSizeLimitAttribute(1024 * 1024))
            .Produces<StartedRun>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).RequireAuthorization(Policies.Member);
        runs.MapPost("/{id:long}/cancel", CancelAsync).WithName("CancelRun").WithSummary("Ends a run at once; what is done stays")
            .Produces<RunDocument>().ProducesProblem(409).RequireAuthorization(Policies.Member);
        runs.MapPost("/{id:long}/pause", PauseAsync).WithName("PauseRun").WithSummary("Starts nothing new; what is in flight ends first")
            .Produces<RunDocument>().ProducesProblem(409).RequireAuthorization(Policies.Member);
        runs.MapPost("/{id:long}/resume", ResumeAsync).WithName("ResumeRun").WithSummary("Goes on with a paused run")
            .Produces<RunDocument>().ProducesProblem(409).RequireAuthorization(Policies.Member);
        runs.MapPost("/{id:long}/rerun", RerunAsync).WithName("RerunRun")
            .WithSummary("Runs the failed and cancelled items again in the same run, or everything in a new one")
            .Produces<StartedRun>().ProducesProblem(409).RequireAuthorization(Policies.Member);
        runs.MapPatch("/{id:long}", LabelAsync).WithName("LabelRun").WithSummary("Names a run, or pins it as a baseline")
            .Produces<RunDocument>().ProducesProblem(422).RequireAuthorization(Policies.Member);
        runs.MapDelete("/{id:long}", DeleteAsync).WithName("DeleteRun").WithSummary("Deletes a run and all that came of it; one that goes on ends")
            .Produces<DeletedRun>().RequireAuthorization(Policies.Member);
        runs.MapRunReads();
        runs.MapRunStream();
    }

    public static NotFoundException Unknown(long id) => new($"There is no run {id}.", "run.not_found");

    private static async Task<StartedRun> StartAsync(
        JsonElement body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, RunStarter starter, CancellationToken cancellationToken)
    {
        var trimmed = Trim(key);
        return new StartedRun(await starter.StartAsync(StartRunRequest.Read(body), context.GetUser(), trimmed, cancellationToken));
    }

    private static string? Trim(string? key)
    {
        var trimmed = string.IsNullOrWhiteSpace(key) ? null : key.Trim();
        return trimmed?.Length > LongestKey
            ? throw new InvalidInputException("Idempotency-Key", $"Idempotency-Key has more than {LongestKey} characters.")
            : trimmed;
    }

    private static Task<IResult> CancelAsync(long id, HttpContext context, RunStore store, RunReader reader) => WantAsync(id, Wanted.Cancel, context, store, reader);

    private static Task<IResult> PauseAsync(long id, HttpContext context, RunStore store, RunReader reader) => WantAsync(id, Wanted.Pause, context, store, reader);

    private static Task<IResult> ResumeAsync(long id, HttpContext context, RunStore store, RunReader reader) => WantAsync(id, Wanted.Run, context, store, reader);

    private static async Task<IResult> WantAsync(long id, string wanted, HttpContext context, RunStore store, RunReader reader)
    {
        var run = await FindOwnAsync(id, context, store);
        if (!await store.WantAsync(id, wanted, context.RequestAborted) && !(wanted == Wanted.Cancel && run.Status == RunStatus.Cancelled))
        {
            throw new ConflictException($"Run {id} has ended.", "run.ended");
        }

        return await RunReads.RunAsync(id, reader, context.RequestAborted);
    }

    // A key is of use where a new run begins; failed items are put back once, however often that is asked.
    private static async Task<StartedRun> RerunAsync(
        long id, JsonElement? body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, RunStore store, RunStarter starter)
    {
        var trimmed = Trim(key);
        var fields = new FieldReader("body");
        var failedOnly = body is { ValueKind: JsonValueKind.Object } given && fields.Member(given, "failed_only", "failed_only", required: false) is { } value
            && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Refuse(fields));
        fields.ThrowIfInvalid();
        if (!failedOnly)
        {
            return new StartedRun(await starter.StartAgainAsync(id, context.GetUser(), trimmed, context.RequestAborted));
        }

        await FindOwnAsync(id, context, store);
        return await store.RerunFailedAsync(id, context.RequestAborted) switch
        {
            Rerun.Queued => new StartedRun(id),
            Rerun.Judged => throw new ConflictException($"Run {id} is being judged. Wait for its judge, or cancel the judging.", "run.being_judged"),
            Rerun.NothingFailed => throw new ConflictException($"Run {id} has nothing that failed.", "run.nothing_failed"),
            _ => throw new ConflictException($"Run {id} has not ended yet.", "run.not_ended"),
        };
    }

    private static bool Refuse(FieldReader fields)
    {
        fields.Refuse("failed_only", "failed_only is true or false.", "bool_type");
        return false;
    }

    private static async Task<IResult> LabelAsync(long id, JsonElement body, HttpContext context, RunStore store, RunReader reader)
    {
        await FindOwnAsync(id, context, store);
        var fields = new FieldReader("body");
        var label = fields.Text(body, "label", "label", 200);
        bool? isBaseline = null;
        if (fields.Member(body, "is_baseline", "is_baseline", required: false) is { } pinned)
        {
            if (pinned.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                isBaseline = pinned.GetBoolean();
            }
            else
            {
                fields.Refuse("is_baseline", "is_baseline is true or false.", "bool_type");
            }
        }

        fields.ThrowIfInvalid();
        var setsLabel = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("label", out _);
        await store.LabelAsync(id, setsLabel, string.IsNullOrWhiteSpace(label) ? null : label.Trim(), isBaseline, context.RequestAborted);
        return await RunReads.RunAsync(id, reader, context.RequestAborted);
    }

    private static async Task<DeletedRun> DeleteAsync(long id, HttpContext context, RunStore store)
    {
        await FindOwnAsync(id, context, store);
        await store.DeleteAsync(id, context.RequestAborted);
        return new DeletedRun("deleted");
    }

    private static async Task<RunHead> FindOwnAsync(long id, HttpContext context, RunStore store)
    {
        var run = await store.FindAsync(id, context.RequestAborted) ?? throw Unknown(id);
        var user = context.GetUser();
        return run.OwnerId == user.Id || user.Role == Role.Admin
            ? run
            : throw new ForbiddenException("Only whoever started a run, or an admin, may do this.");
    }

    internal sealed record StartedRun([property: System.Text.Json.Serialization.JsonPropertyName("run_id")] long RunId);

    internal sealed record DeletedRun(string Status);
}
