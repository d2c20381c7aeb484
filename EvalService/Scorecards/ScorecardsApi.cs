using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Podium.EvalService.Comparisons;
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
        [FromQuery(Name = "suite_id")] string? suiteId,
        [FromQuery(Name = "suite_version")] string? suiteVersion,
        [FromQuery(Name = "pooled")] string? pooled,
        LeaderboardStore store,
        CancellationToken cancellationToken)
    {
        var query = new LeaderboardQuery(
            QueryValue.Id("suite_id", suiteId), (int?)QueryValue.Id("suite_version", suiteVersion, most: int.MaxValue), QueryValue.Flag("pooled", pooled));
        return TypedResults.Ok(new RaceLeaderboard(await store.ReadAsync(query, cancellationToken)));
    }
}
