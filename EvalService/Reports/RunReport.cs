using Podium.EvalService.Comparisons;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Reports;

/// <summary>What a report is made of. The items may be read once.</summary>
/// <param name="Verdict">The cars against each other.</param>
/// <param name="Comparison">Null when no baseline was asked for.</param>
internal sealed record RunReport(RunHeader Run, Scorecard Scorecard, RunVerdict Verdict, Comparison? Comparison, IAsyncEnumerable<ReportItem> Items)
{
    public string Title => $"{Run.SuiteName} v{Run.SuiteVersion}, run {Run.Id}{(string.IsNullOrEmpty(Run.Label) ? "" : $" ({Run.Label})")}";
}

/// <summary>A form of report.</summary>
internal interface IReportFormat
{
    /// <summary>As it stands in the path: <c>report.{extension}</c>.</summary>
    string Extension { get; }

    string ContentType { get; }

    /// <summary>Writes as the items come: a report is never in memory as a whole.</summary>
    Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken);
}
