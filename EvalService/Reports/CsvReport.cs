using System.Globalization;
using System.Text;

namespace Podium.EvalService.Reports;

/// <summary>One line per item, RFC 4180.</summary>
internal sealed class CsvReport : IReportFormat
{
    private static readonly (string Name, Func<ReportItem, object?> Read)[] _columns =
    [
        ("run_item_id", item => item.Id),
        ("test", item => item.Test),
        ("car_id", item => item.CarId),
        ("car", item => item.Car),
        ("repetition", item => item.Repetition),
        ("status", item => item.Status),
        ("attempts", item => item.Attempts),
        ("passed", item => item.Passed),
        ("checks_passed", item => item.ChecksPassed),
        ("checks_total", item => item.ChecksTotal),
        ("check_score", item => item.CheckScore),
        ("judge_overall", item => item.JudgeOverall),
        ("ttft_ms", item => item.TtftMs),
        ("latency_ms", item => item.LatencyMs),
        ("decode_tokens_per_sec", item => item.DecodeTokensPerSec),
        ("input_tokens", item => item.InputTokens),
        ("output_tokens", item => item.OutputTokens),
        ("cost_usd", item => item.CostUsd),
        ("error", item => item.Error),
        ("failed_checks", item => item.FailedChecks),
    ];

    public string Extension => "csv";

    public string ContentType => "text/csv; charset=utf-8";

    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', _columns.Select(column => column.Name)));
        await foreach (var item in report.Items.WithCancellation(cancellationToken))
        {
            await writer.WriteLineAsync(string.Join(',', _columns.Select(column => Field(column.Read(item)))));
        }
    }

    internal static string Field(object? value)
    {
        var text = value switch
        {
            null => "",
            bool yes => yes ? "true" : "false",
            string known => Harmless(known),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A spreadsheet takes what begins like a formula for one, and a model may name itself =HYPERLINK(...): an apostrophe makes it text.</summary>
    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
}
