using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Reports;

/// <summary>Everything, for programs.</summary>
internal sealed class JsonReport : IReportFormat
{
    private const int FlushBytes = 32 * 1024;

    private static readonly JsonSerializerOptions _options = new(RunJson.Options) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    public string Extension => "json";

    public string ContentType => "application/json; charset=utf-8";

    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        // The serializer flushes its writer at once and synchronously, which a response does not allow: so into memory first.
        var written = new ArrayBufferWriter<byte>(2 * FlushBytes);
        await using var json = new Utf8JsonWriter(written, RunJson.Writer);
        json.WriteStartObject();
        Write(json, "run", new
        {
            report.Run.Id,
            report.Run.Status,
            report.Run.Label,
            report.Run.SuiteId,
            report.Run.SuiteName,
            report.Run.SuiteVersion,
            report.Run.Mode,
            report.Run.Repetitions,
            report.Run.IsBaseline,
            report.Run.StartedAt,
            report.Run.FinishedAt,
            report.Run.Error,
        });
        Write(json, "scorecard", report.Scorecard);
        Write(json, "verdict", report.Verdict);
        Write(json, "comparison", report.Comparison);
        json.WriteStartArray("items");
        await foreach (var item in report.Items.WithCancellation(cancellationToken))
        {
            JsonSerializer.Serialize(json, item, _options);
            if (written.WrittenCount > FlushBytes)
            {
                await output.WriteAsync(written.WrittenMemory, cancellationToken);
                written.ResetWrittenCount();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        await output.WriteAsync(written.WrittenMemory, cancellationToken);
    }

    private static void Write<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, _options);
    }
}
