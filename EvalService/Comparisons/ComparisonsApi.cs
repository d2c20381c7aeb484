using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Podium.EvalService.Scorecards;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Comparisons;

/// <summary>A run against another, its cars against each other, and the one-word answer for a pipeline.</summary>
internal static class ComparisonsApi
{
    public static void MapComparisons(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/runs/{id:long}").WithTags("Comparisons");
        runs.MapGet("/compare", CompareAsync)
            .WithName("CompareRuns").WithSummary("What changed against a baseline run: deltas, votes, and verdicts with intervals")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).RequireAuthorization(Policies.Viewer);
        runs.MapGet("/verdict", ReadVerdictAsync)
            .WithName("ReadRunVerdict").WithSummary("The cars of a run against each other, paired by case: which of them no other one beats")
            .ProducesProblem(404).ProducesProblem(422).RequireAuthorization(Policies.Viewer);
        runs.MapGet("/gate", GateAsync)
            .WithName("GateRun").WithSummary("pass or fail against a baseline run, with reasons; without one, against the pinned baseline")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).RequireAuthorization(Policies.Viewer);
    }

    private static async Task<Ok<Comparison>> CompareAsync(
        long id, [FromQuery(Name = "baseline_run_id")] string? baselineRunId, RunComparer comparer, CancellationToken cancellationToken) =>
        TypedResults.Ok((await comparer.CompareAsync(id, QueryValue.RunId("baseline_run_id", baselineRunId), cancellationToken)).Comparison);

    private static async Task<Ok<RunVerdict>> ReadVerdictAsync(
        long id, [FromQuery(Name = "by")] string? by, RunComparer comparer, CancellationToken cancellationToken) =>
        TypedResults.Ok(await comparer.JudgeCarsAsync(id, QueryValue.Metric("by", by), cancellationToken));

    private static async Task<Ok<Gate>> GateAsync(
        long id,
        [FromQuery(Name = "baseline")] string? baseline,
        [FromQuery(Name = "metrics")] string? metrics,
        [FromQuery(Name = "tolerance")] string? tolerance,
        RunComparer comparer,
        CancellationToken cancellationToken)
    {
        var looked = QueryValue.Metrics(metrics);
        var allowed = QueryValue.Tolerance(tolerance);
        var against = baseline is null
            ? await comparer.FindBaselineAsync(id, cancellationToken)
            : QueryValue.RunId("baseline", baseline);
        var (comparison, run) = await comparer.CompareAsync(id, against, cancellationToken);
        return TypedResults.Ok(Gate.Of(comparison, run, looked, allowed));
    }
}
