using System.Globalization;
using System.Text;
using System.Xml;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Reports;

/// <summary>JUnit's XML as build servers read it: a test suite per car, a failure where checks failed, an error where there was no answer.</summary>
internal sealed class JunitReport : IReportFormat
{
    private static readonly XmlWriterSettings _settings = new() { Async = true, Indent = true, Encoding = new UTF8Encoding(false), CloseOutput = false };

    public string Extension => "xml";

    public string ContentType => "application/xml; charset=utf-8";

    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var xml = XmlWriter.Create(output, _settings);
        await xml.WriteStartDocumentAsync();
        await StartAsync(xml, "testsuites", ("name", report.Title));
        long? car = null;
        await foreach (var item in report.Items.WithCancellation(cancellationToken))
        {
            if (car != item.CarId)
            {
                await (car is null ? Task.CompletedTask : xml.WriteEndElementAsync());
                await StartSuiteAsync(xml, report, item);
                car = item.CarId;
            }

            await WriteAsync(xml, item);
        }

        await (car is null ? Task.CompletedTask : xml.WriteEndElementAsync());
        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
        await xml.FlushAsync();
    }

    private static Task StartSuiteAsync(XmlWriter xml, RunReport report, ReportItem first)
    {
        var row = report.Scorecard.Rows.First(row => row.CarId == first.CarId);
        return StartAsync(
            xml,
            "testsuite",
            ("name", first.Car),
            ("tests", Number(row.ItemsTotal)),
            ("failures", Number(row.ItemsNotPassed)),
            ("errors", Number(row.ItemsFailed)),
            ("skipped", Number(row.ItemsTotal - row.ItemsCompleted - row.ItemsFailed - row.ItemsPartial)),
            ("timestamp", report.Run.StartedAt?.ToString("s", CultureInfo.InvariantCulture)));
    }

    private static async Task WriteAsync(XmlWriter xml, ReportItem item)
    {
        await StartAsync(
            xml,
            "testcase",
            ("classname", item.Car),
            ("name", item.Repetition > 1 ? $"{item.Test} (repetition {item.Repetition})" : item.Test),
            ("time", (item.LatencyMs / 1000)?.ToString("0.000", CultureInfo.InvariantCulture)));
        switch (item.Outcome)
        {
            case Outcome.Failure:
                await StartAsync(xml, "failure", ("message", $"{item.ChecksPassed} of {item.ChecksTotal} checks passed"), ("type", "check"));
                await xml.WriteStringAsync(Clean(item.FailedChecks ?? ""));
                await xml.WriteEndElementAsync();
                break;
            case Outcome.Error:
                await StartAsync(xml, "error", ("message", item.Error ?? "The item failed."), ("type", "error"));
                await xml.WriteEndElementAsync();
                break;
            case Outcome.Skipped:
                await StartAsync(xml, "skipped", ("message", item.Status));
                await xml.WriteEndElementAsync();
                break;
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task StartAsync(XmlWriter xml, string name, params (string Name, string? Value)[] attributes)
    {
        await xml.WriteStartElementAsync(null, name, null);
        foreach (var (attribute, value) in attributes)
        {
            // What nobody measured is left out: 0 would be a time.
            await (value is null ? Task.CompletedTask : xml.WriteAttributeStringAsync(null, attribute, null, Clean(value)));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>XML has no way to say most control characters, and models write them.</summary>
    internal static string Clean(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            cleaned.Append(rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and not 0xFFFE and not 0xFFFF) ? rune.ToString() : "\uFFFD");
        }

        return cleaned.ToString();
    }
}
