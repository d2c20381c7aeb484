using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;
using Podium.ServiceDefaults.Streaming;

namespace Podium.GenerationService.Generations;

/// <summary>Generations over HTTP. A stream only watches: closing it ends nothing, and any number may watch.</summary>
internal static class GenerationsApi
{
    private const int MaxBodyBytes = 1024 * 1024;
    private const int MaxListed = 100;

    // Longer than any budget: the answer of a plain POST is the result, however long it takes.
    private static readonly TimeSpan _resultLimit = TimeSpan.FromDays(1);
    private static readonly TimeSpan _cancelLimit = TimeSpan.FromSeconds(10);

    public static void MapGenerations(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/generate").WithTags("Generations").RequireAuthorization(Policies.Member);
        group.MapPost("", GenerateAsync).WithName("Generate").WithSummary("Builds a page and answers when it is done")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).Produces<GenerateResponse>(StatusCodes.Status201Created).ProducesProblem(400);
        group.MapPost("/stream", GenerateStreamAsync).WithName("GenerateStream").WithSummary("Builds a page and streams it as it is written")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).Produces<GenerationEvents>(200, "text/event-stream").ProducesProblem(400);
        group.MapPost("/hf", GenerateHuggingFaceAsync).WithName("GenerateHuggingFace").WithSummary("As Generate, always by Hugging Face")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).Produces<GenerateResponse>(StatusCodes.Status201Created).ProducesProblem(400);
        group.MapPost("/hf/stream", GenerateHuggingFaceStreamAsync).WithName("GenerateHuggingFaceStream").WithSummary("As GenerateStream, always by Hugging Face")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).Produces<GenerationEvents>(200, "text/event-stream").ProducesProblem(400);
        group.MapGet("", ListAsync).WithName("ListGenerations").WithSummary("One's own generations, newest first");
        group.MapGet("/{id:guid}", GetAsync).WithName("GetGeneration").WithSummary("One generation, with its attempts and its clock");
        group.MapGet("/{id:guid}/stream", StreamAsync).WithName("StreamGeneration").WithSummary("Its events, from Last-Event-ID on")
            .Produces<GenerationEvents>(200, "text/event-stream");
        group.MapDelete("/{id:guid}", CancelAsync).WithName("CancelGeneration").WithSummary("Ends it at once; what arrived is kept and priced");
    }

    private static async Task<IResult> GenerateAsync(
        GenerateBody body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, GenerationRequestReader reader, [AsParameters] Services services)
    {
        var request = await reader.ReadAsync(body, context.GetUser(), context.RequestAborted);
        return await FinishedAsync(await StartAsync(request, key, services, context.RequestAborted), services, context.RequestAborted);
    }

    private static async Task GenerateStreamAsync(
        GenerateBody body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, GenerationRequestReader reader, [AsParameters] Services services)
    {
        var request = await reader.ReadAsync(body, context.GetUser(), context.RequestAborted);
        await SseResponse.SendAsync(context, services.Follower.FollowAsync(await StartAsync(request, key, services, context.RequestAborted), 0));
    }

    private static async Task<IResult> GenerateHuggingFaceAsync(
        GenerateHuggingFaceBody body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, GenerationRequestReader reader,
        [AsParameters] Services services)
    {
        var request = await reader.ReadAsync(body, context.GetUser(), context.RequestAborted);
        return await FinishedAsync(await StartAsync(request, key, services, context.RequestAborted), services, context.RequestAborted);
    }

    private static async Task GenerateHuggingFaceStreamAsync(
        GenerateHuggingFaceBody body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext context, GenerationRequestReader reader,
        [AsParameters] Services services)
    {
        var request = await reader.ReadAsync(body, context.GetUser(), context.RequestAborted);
        await SseResponse.SendAsync(context, services.Follower.FollowAsync(await StartAsync(request, key, services, context.RequestAborted), 0));
    }

    private static async Task<Ok<GenerationPageResponse>> ListAsync(
        HttpContext context, GenerationStore store, Guid? sessionId = null, string? state = null, Guid? cursor = null, int limit = 30)
    {
        var size = Math.Clamp(limit, 1, MaxListed);
        var filter = new GenerationFilter(context.GetUser().Id, sessionId, ReadState(state), cursor, size + 1);
        var found = await store.ListAsync(filter, context.RequestAborted);
        return TypedResults.Ok(new GenerationPageResponse([.. found.Take(size).Select(g => g.Brief())], found.Count > size ? found[size - 1].Id : null));
    }

    private static GenerationState? ReadState(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : Enum.TryParse<GenerationState>(text, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state
        : throw new InvalidInputException("state", $"state must be one of {string.Join(", ", Enum.GetValues<GenerationState>().Select(s => s.ToText()))}.");

    private static async Task<Ok<Generation>> GetAsync(Guid id, HttpContext context, GenerationStore store) =>
        TypedResults.Ok(await FindOwnAsync(id, context, store));

    private static async Task StreamAsync(
        Guid id, HttpContext context, GenerationStore store, GenerationFollower follower, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, long? after = null)
    {
        var from = after ?? 0;
        if (!string.IsNullOrWhiteSpace(lastEventId) && !long.TryParse(lastEventId, out from))
        {
            throw new InvalidInputException("Last-Event-ID", "Last-Event-ID must be the number of an event.");
        }

        await FindOwnAsync(id, context, store);
        await SseResponse.SendAsync(context, follower.FollowAsync(id, Math.Clamp(from, 0, int.MaxValue)));
    }

    private static async Task<Ok<Generation>> CancelAsync(Guid id, HttpContext context, GenerationStore store, GenerationFollower follower, RunningGenerations running)
    {
        var generation = await FindOwnAsync(id, context, store);
        if (generation.State.IsFinal())
        {
            return TypedResults.Ok(generation);
        }

        if (running.Find(id) is { } job)
        {
            job.Cancel();
        }
        else
        {
            await store.RequestCancelAsync(id, context.RequestAborted);
        }

        return TypedResults.Ok(await follower.WaitForEndAsync(id, _cancelLimit, context.RequestAborted) ?? generation);
    }

    private static async Task<Generation> FindOwnAsync(Guid id, HttpContext context, GenerationStore store)
    {
        var user = context.GetUser();
        return await store.FindAsync(id, context.RequestAborted) is { } found && (found.OwnerId == user.Id || user.Role == Role.Admin)
            ? found
            : throw new NotFoundException("There is no such generation.");
    }

    /// <summary>Starts it, or finds the one that the same key has started.</summary>
    private static async Task<Guid> StartAsync(GenerationRequest request, string? idempotencyKey, Services services, CancellationToken cancellationToken)
    {
        var key = string.IsNullOrWhiteSpace(idempotencyKey) ? null : idempotencyKey.Trim();
        if (key?.Length > 200)
        {
            throw new InvalidInputException("Idempotency-Key", "Idempotency-Key has more than 200 characters.");
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(request.Stored));
        Generation? earlier = null;
        try
        {
            if (await services.Runner.StartAsync(request, key, hash, cancellationToken) is { } job)
            {
                return job.Id;
            }
        }
        catch (RateLimitedException) when (key is not null)
        {
            // Whoever asks again for what is under way needs no place.
            earlier = await services.Store.FindByKeyAsync(request.Owner.Id, key, cancellationToken);
            if (earlier is null)
            {
                throw;
            }
        }

        earlier ??= await services.Store.FindByKeyAsync(request.Owner.Id, key!, cancellationToken)
            ?? throw new ConflictException("The earlier request with this Idempotency-Key has just expired. Send it again.", "idempotency_key_expired");
        return earlier.RequestSha256.AsSpan().SequenceEqual(hash)
            ? earlier.Id
            : throw new ConflictException("This Idempotency-Key was used for another request.", "idempotency_key_reused");
    }

    private static async Task<IResult> FinishedAsync(Guid id, Services services, CancellationToken cancellationToken)
    {
        var generation = await services.Follower.WaitForEndAsync(id, _resultLimit, cancellationToken)
            ?? throw new NotFoundException("There is no such generation.");
        if (!generation.State.IsFinal())
        {
            throw new UpstreamException(503, "generation.still_running", $"This server stops while the generation goes on. Ask for /api/generate/{id} in a moment.")
            {
                RetryAfter = TimeSpan.FromSeconds(2),
                Extensions = new Dictionary<string, object?> { ["generationId"] = id },
            };
        }

        if (generation.Error is { } error)
        {
            throw new UpstreamException(error.Status, error.Code, error.Message)
            {
                Extensions = new Dictionary<string, object?>
                {
                    ["attempts"] = generation.Attempts,
                    ["hint"] = error.Hint,
                    ["generationId"] = id,
                    ["artifactId"] = generation.ArtifactId,
                },
            };
        }

        var html = generation.ArtifactId is { } artifact ? await services.Pages.FindHtmlAsync(artifact, cancellationToken) : null;
        return Results.Json(GenerateResponse.From(generation, html), GenerationJson.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>What starting and finishing needs.</summary>
    internal sealed record Services(GenerationRunner Runner, GenerationStore Store, GenerationFollower Follower, StoredPages Pages);
}

internal sealed record GenerationPageResponse(IReadOnlyList<Generation> Items, Guid? NextCursor);

internal sealed record GenerateResponse(bool Ok, Guid GenerationId, Guid? ArtifactId, GenerationResult Result, GenerationSummary Generation)
{
    public static GenerateResponse From(Generation generation, string? html) => new(
        true,
        generation.Id,
        generation.ArtifactId,
        new GenerationResult(generation.ModelId, generation.Label, generation.Provider, generation.Vendor, html),
        GenerationSummary.From(generation.ToEnd()));
}
