using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Podium.EvalService.Comparisons;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Reports;

/// <summary>One file that needs nothing else: to be mailed, attached, or kept. It fetches nothing and runs no script.</summary>
internal sealed class HtmlReport : IReportFormat
{
    private const int MaxProblems = 1_000;

    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <style>
        :root { color-scheme: light dark; --line: #8884; --mark: #2f6fdb; --good: #1a7f43; --bad: #b3261e; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
        td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } svg { display: block; } pre { white-space: pre-wrap; margin: 0; overflow-wrap: anywhere; }
        .better { color: var(--good); } .worse { color: var(--bad); } .scroll { overflow-x: auto; } .axis { stroke: var(--line); } .bar { fill: var(--mark); opacity: .55; } .mid { stroke: currentColor; stroke-width: 2; }
        </style>
        """;

    public string Extension => "html";

    public string ContentType => "text/html; charset=utf-8";

    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await writer.WriteLineAsync($"{Head}<title>{Text(report.Title)}</title>\n</head>\n<body>\n<h1>{Text(report.Title)}</h1>");
        await writer.WriteLineAsync($"<p>{Text(report.Run.Status)}{(report.Run.Error is null ? "" : $": {Text(report.Run.Error)}")}{When(report.Run)}</p>");
        await writer.WriteLineAsync(Table(report.Scorecard));
        await writer.WriteLineAsync($"<p>{Text(report.Verdict.Summary)}</p>");
        await writer.WriteLineAsync(report.Comparison is null ? "" : Verdicts(report.Comparison));
        await WriteProblemsAsync(writer, report, cancellationToken);
        await writer.WriteLineAsync("</body>\n</html>");
    }

    private static string When(RunHeader run) => run.FinishedAt is { } finished ? $", finished {finished.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "";

    private static string Table(Scorecard scorecard)
    {
        var longest = Longest(scorecard, Measure.Latency);
        var slowest = Longest(scorecard, Measure.Ttft);
        var html = new StringBuilder("<h2>Scorecard</h2><div class=scroll><table><thead><tr><th>Car<th>Passed, 95 % interval<th>Errors<th>TTFT ms<th>Latency ms<th>Tokens/s<th>Judge<th>USD</tr></thead><tbody>");
        foreach (var row in scorecard.Rows)
        {
            html.Append($"<tr><td>{Text(row.CarName)}<br><small>{Text(row.ModelName)}</small>")
                .Append($"<td>{(row.Pass is { } pass ? Pictures.Interval(pass.Low, pass.Value, pass.High, 0, 1) : "")}{Text(Shown.Rate(row.Pass))}")
                .Append($"<td class=n>{row.ItemsFailed} of {row.ItemsTotal}")
                .Append($"<td>{Picture(row, Measure.Ttft, slowest)}{Text(Shown.Spread(row, Measure.Ttft))}")
                .Append($"<td>{Picture(row, Measure.Latency, longest)}{Text(Shown.Spread(row, Measure.Latency))}")
                .Append($"<td class=n>{Text(Shown.Median(row, Measure.Decode))}<td class=n>{Text(Shown.Mean(row, Measure.Judge))}<td class=n>{Text(Shown.Cost(row))}</tr>");
        }

        return html.Append("</tbody></table></div><p><small>Times: p50 / p95, and how they are spread.</small></p>").ToString();
    }

    private static double Longest(Scorecard scorecard, Measure measure) =>
        scorecard.Rows.Max(row => row.Distributions.GetValueOrDefault(measure.Name)?.Max) ?? 0;

    private static string Picture(ScorecardRow row, Measure measure, double longest) =>
        row.Distributions.TryGetValue(measure.Name, out var values) ? Pictures.Histogram(values, longest) : "";

    private static string Verdicts(Comparison comparison)
    {
        var html = new StringBuilder($"<h2>Against run {comparison.BaselineRunId}</h2>");
        foreach (var reason in comparison.Reasons)
        {
            html.Append($"<p>Not comparable: {Text(reason)}</p>");
        }

        html.Append("<div class=scroll><table><thead><tr><th>Car<th>Metric<th>Baseline<th>Now<th>Difference, 95 % interval<th>n<th>Verdict</tr></thead><tbody>");
        foreach (var (row, verdict) in comparison.Rows.SelectMany(row => row.Metrics.Select(verdict => (row, verdict))))
        {
            html.Append($"<tr><td>{Text(row.CarName)}<td>{Text(verdict.Metric)}<td class=n>{Shown.Number(verdict.Baseline)}<td class=n>{Shown.Number(verdict.Current)}")
                .Append($"<td>{Pictures.Change(verdict)}{Text(Shown.Difference(verdict))}<td class=n>{verdict.N}<td class={verdict.Verdict}>{Text(verdict.Verdict.Replace('_', ' '))}</tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
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

            if (problems == 1)
            {
                await writer.WriteLineAsync("<h2>Not passed</h2><div class=scroll><table><thead><tr><th>Test<th>Car<th>Why</tr></thead><tbody>");
            }

            await writer.WriteLineAsync($"<tr><td>{Text(item.Test)}<td>{Text(item.Car)}<td><pre>{Text(item.Error ?? item.FailedChecks ?? item.Status)}</pre></tr>");
        }

        await writer.WriteLineAsync(problems == 0 ? "<p>Everything passed.</p>" : "</tbody></table></div>");
        await writer.WriteLineAsync(problems > MaxProblems ? $"<p>... and {problems - MaxProblems} more.</p>" : "");
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
