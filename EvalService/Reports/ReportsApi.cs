using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Podium.EvalService.Comparisons;
using Podium.EvalService.Scorecards;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Reports;

/// <summary>What a run says, in forms for people, spreadsheets and build servers.</summary>
internal static class ReportsApi
{
    public static void AddReports(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReportStore>();
        builder.Services.AddSingleton<IReportFormat, CsvReport>();
        builder.Services.AddSingleton<IReportFormat, HtmlReport>();
        builder.Services.AddSingleton<IReportFormat, JsonReport>();
        builder.Services.AddSingleton<IReportFormat, JunitReport>();
        builder.Services.AddSingleton<IReportFormat, MarkdownReport>();
    }

    public static void MapReports(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/runs/{id:long}/report.{format}", SendAsync).WithTags("Reports")
            .WithName("ReportRun").WithSummary("The run as md, csv, json, html or xml (JUnit); with baseline, also what changed")
            .Produces(200).ProducesProblem(400).ProducesProblem(404).ProducesProblem(422).RequireAuthorization(Policies.Viewer);

    private static async Task SendAsync(
        long id,
        string format,
        [FromQuery(Name = "baseline")] string? baseline,
        HttpContext context,
        IEnumerable<IReportFormat> formats,
        ResultStore results,
        RunComparer comparer,
        ReportStore store,
        CancellationToken cancellationToken)
    {
        var form = formats.FirstOrDefault(known => known.Extension == format)
            ?? throw new NotFoundException($"There is no report.{format}: ask for {string.Join(", ", formats.Select(known => known.Extension))}.", "report.unknown");
        var comparison = baseline is null ? null : (await comparer.CompareAsync(id, QueryValue.RunId("baseline", baseline), cancellationToken)).Comparison;
        var run = await results.ReadResultsAsync(id, cancellationToken);

        // A report holds text of models: always a file, never a page of this origin.
        context.Response.ContentType = form.ContentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"run-{id}.{form.Extension}\"";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        var verdict = RunVerdict.Of(run, by: null);
        var report = new RunReport(run.Run, Scorecard.Of(run), verdict, comparison, store.ReadItemsAsync(run.Run, cancellationToken));
        await using var buffered = new BufferedStream(context.Response.Body, 32 * 1024);
        await form.WriteAsync(report, buffered, cancellationToken);
        await buffered.FlushAsync(cancellationToken);
    }
}
