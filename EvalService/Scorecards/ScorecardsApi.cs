using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Scorecards;

/// <summary>What one run says, and what all runs say.</summary>
internal static class ScorecardsApi
{
    public static void MapScorecards(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/runs").WithTags("Scorecards");
        runs.MapGet("/{id:long}/scorecard", ReadAsync)
            .WithName("ReadScorecard").WithSummary("Each car of a run: counts, shares with intervals, times by percentile, tokens and cost")
            .ProducesProblem(404).RequireAuthorization(Policies.Viewer);
        runs.MapGet("/leaderboard", ReadTotalsAsync)
            .WithName("ReadRaceLeaderboard").WithSummary("All finished runs together, per suite version unless pooled")
            .ProducesProblem(422).RequireAuthorization(Policies.Viewer);
    }

    private static async Task<Ok<Scorecard>> ReadAsync(long id, ResultStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(Scorecard.Of(await store.ReadResultsAsync(id, cancellationToken)));

    private static async Task<Ok<RaceLeaderboard>> ReadTotalsAsync(
        [AsParameters] LeaderboardQuery query, LeaderboardStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RaceLeaderboard(await store.ReadAsync(query, cancellationToken)));
}
