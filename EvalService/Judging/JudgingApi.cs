using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Judging;

/// <summary>Having a run judged by a model.</summary>
internal static class JudgingApi
{
    public static void MapJudging(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/runs/{id:long}").WithTags("Judging");
        runs.MapPost("/judge", JudgeAsync)
            .WithName("JudgeRun").WithSummary("Have the answers of a finished run judged; goes on by itself, and tells its progress in the run's events")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).RequireAuthorization(Policies.Member);
        runs.MapGet("/judgings", ListAsync)
            .WithName("ListJudgings").WithSummary("The judgings of a run, newest first")
            .ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        runs.MapGet("/judgings/{judgingId:long}", ReadAsync)
            .WithName("ReadJudging").WithSummary("How a judging stands; of a pairwise one, what it says of each two cars")
            .ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        runs.MapPost("/judgings/{judgingId:long}/cancel", CancelAsync)
            .WithName("CancelJudging").WithSummary("End a judging; the older scores stay")
            .ProducesProblem(404).RequireAuthorization(Policies.Member);
    }

    private static async Task<Ok<JudgingView>> JudgeAsync(
        long id, JudgeRequest? request, HttpContext context, JudgingStarter starter, CancellationToken cancellationToken) =>
        TypedResults.Ok(await starter.StartAsync(id, request ?? new JudgeRequest(), context.GetUser(), cancellationToken));

    private static async Task<Ok<JudgingList>> ListAsync(long id, JudgingStore store, CancellationToken cancellationToken) =>
        await store.FindRunAsync(id, cancellationToken) is null
            ? throw Scorecards.ResultStore.Unknown(id)
            : TypedResults.Ok(new JudgingList(await store.ListAsync(id, cancellationToken)));

    private static async Task<Ok<JudgingView>> ReadAsync(long id, long judgingId, JudgingStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await store.ReadAsync(id, judgingId, cancellationToken));

    private static async Task<Ok<JudgingView>> CancelAsync(long id, long judgingId, JudgingStore store, CancellationToken cancellationToken)
    {
        await store.CancelAsync(id, judgingId, cancellationToken);
        return TypedResults.Ok(await store.ReadAsync(id, judgingId, cancellationToken));
    }

    internal sealed record JudgingList([property: JsonPropertyName("items")] IReadOnlyList<JudgingView> Items);
}

internal sealed record JudgeRequest
{
    [JsonPropertyName("judge_car_id")]
    [Description("Which car judges; the one chosen when the run was started, if left out")]
    public long? JudgeCarId { get; init; }

    [JsonPropertyName("mode")]
    [Description("score (each answer from 0 to 10) or pairwise (each two cars, twice, in both orders)")]
    public string? Mode { get; init; }

    [JsonPropertyName("all")]
    [Description("Ask again about answers that this judge has scored already, and not only about those where it failed")]
    public bool? All { get; init; }

    [JsonPropertyName("wait_seconds")]
    [Description("How long to wait for the end before answering, 0 to 60")]
    public int? WaitSeconds { get; init; }
}
