using System.Text;
using Podium.EvalService.Comparisons;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Reports;

/// <summary>For a pull request: the scorecard, the verdicts, and what went wrong.</summary>
internal sealed class MarkdownReport : IReportFormat
{
    private const int MaxProblems = 100;

    public string Extension => "md";

    public string ContentType => "text/markdown; charset=utf-8";

    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await writer.WriteLineAsync($"# {Text(report.Title)}\n\n{report.Run.Status}{(report.Run.Error is null ? "" : $": {Text(report.Run.Error)}")}\n");
        await writer.WriteLineAsync(Table(report.Scorecard));
        await writer.WriteLineAsync($"{Text(report.Verdict.Summary)}\n");
        await writer.WriteLineAsync(report.Comparison is null ? "" : Verdicts(report.Comparison));
        await WriteProblemsAsync(writer, report, cancellationToken);
    }

    private static string Table(Scorecard scorecard)
    {
        var table = new StringBuilder("| car | model | passed (95 %) | errors | TTFT p50 / p95 ms | latency p50 / p95 ms | tokens/s p50 | judge | cost USD |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var row in scorecard.Rows)
        {
            table.Append($"| {Text(row.CarName)} | {Text(row.ModelName)} | {Shown.Rate(row.Pass)} | {row.ItemsFailed} of {row.ItemsTotal} ")
                .Append($"| {Shown.Spread(row, Measure.Ttft)} | {Shown.Spread(row, Measure.Latency)} | {Shown.Median(row, Measure.Decode)} ")
                .Append($"| {Shown.Mean(row, Measure.Judge)} | {Shown.Cost(row)} |\n");
        }

        return table.ToString();
    }

    private static string Verdicts(Comparison comparison)
    {
        var text = new StringBuilder($"## Against run {comparison.BaselineRunId}\n\n");
        foreach (var reason in comparison.Reasons)
        {
            text.Append($"Not comparable: {Text(reason)}\n");
        }

        text.Append("| car | metric | baseline | now | difference (95 %) | n | verdict |\n|---|---|---|---|---|---|---|\n");
        foreach (var (row, verdict) in comparison.Rows.SelectMany(row => row.Metrics.Select(verdict => (row, verdict))))
        {
            text.Append($"| {Text(row.CarName)} | {verdict.Metric} | {Shown.Number(verdict.Baseline)} | {Shown.Number(verdict.Current)} ")
                .Append($"| {Text(Shown.Difference(verdict))} | {verdict.N} | {verdict.Verdict.Replace('_', ' ')} |\n");
        }

        return text.ToString();
    }

    private static async Task WriteProblemsAsync(StreamWriter writer, RunReport report, CancellationToken cancellationToken)
    {
        var problems = 0;
        await foreach (var item in report.Items.WithCancellation(cancellationToken))
        {
            if (item.Outcome is not (Outcome.Failure or Outcome.Error) || ++problems > MaxProblems)
            {
                continue;
            }

            await (problems == 1 ? writer.WriteLineAsync("\n## Not passed\n") : Task.CompletedTask);
            await writer.WriteLineAsync($"- **{Text(item.Test)}**, {Text(item.Car)}: {Text(item.Error ?? item.FailedChecks ?? item.Status)}");
        }

        if (problems > MaxProblems)
        {
            await writer.WriteLineAsync($"\n... and {problems - MaxProblems} more.");
        }
    }

    /// <summary>Text of models and people as text: no table cell ends in it, no link, image, heading, mention or HTML begins in it.</summary>
    internal static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            escaped.Append(character switch
            {
                '\r' => "",
                '\n' => " ; ",
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '\\' or '`' or '*' or '_' or '[' or ']' or '(' or ')' or '#' or '|' or '!' or '~' => $"\\{character}",

                // GitHub calls people by name even behind a backslash; an invisible sign between keeps it from that.
                '@' => "@\u2060",
                _ => character.ToString(),
            });
        }

        // Bare addresses are links too.
        return escaped.Replace("://", "\\://").Replace("www.", "www\\.").ToString();
    }
}
