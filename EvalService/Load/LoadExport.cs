using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Reports;
using Podium.EvalService.Runs;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Load;

/// <summary>Every single request of a load, for whoever wants to reckon themselves.</summary>
internal static class LoadExport
{
    private static readonly (string Name, Func<LoadSample, object?> Read)[] _columns =
    [
        ("n", s => s.Number),
        ("stage", s => s.Stage),
        ("car_id", s => s.CarId),
        ("outcome", s => s.Outcome),
        ("scheduled_ms", s => s.ScheduledUs / 1000.0),
        ("lag_ms", s => s.LagUs / 1000.0),
        ("queued_ms", s => s.QueuedUs / 1000.0),
        ("sent_ms", s => s.SentUs / 1000.0),
        ("ended_ms", s => s.EndedUs / 1000.0),
        ("ttft_ms", s => s.TtftMs),
        ("first_answer_ms", s => s.FirstAnswerUs / 1000.0),
        ("e2e_ms", s => s.E2eMs),
        ("closed_ms", s => s.ClosedUs / 1000.0),
        ("response_ms", s => s.ResponseMs),
        ("itl_ms", s => s.ItlMs),
        ("token_events", s => s.TokenEvents),
        ("input_tokens", s => s.InputTokens),
        ("output_tokens", s => s.OutputTokens),
        ("cost_usd", s => s.CostPicoUsd / 1_000_000_000_000m),
        ("server_load_ms", s => s.ServerLoadUs / 1000.0),
        ("finish", s => s.Finish),
        ("error_code", s => s.ErrorCode),
        ("error", s => s.Error),
    ];

    public static async Task SendAsync(long id, string format, HttpContext context, LoadReader reader, CancellationToken cancellationToken)
    {
        if (format is not ("csv" or "json"))
        {
            throw new NotFoundException($"There is no export.{format}: ask for csv or json.", "load.export_unknown");
        }

        var load = await reader.ReadAsync(id, cancellationToken) ?? throw LoadsApi.Unknown(id);
        context.Response.ContentType = format == "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"load-{id}.{format}\"";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        var samples = reader.ReadSamplesAsync(id, cancellationToken);
        await using var output = new BufferedStream(context.Response.Body, 32 * 1024);
        await (format == "csv" ? WriteCsvAsync(samples, output) : WriteJsonAsync(load, samples, output, cancellationToken));
        await output.FlushAsync(cancellationToken);
    }

    private static async Task WriteCsvAsync(IAsyncEnumerable<LoadSample> samples, Stream output)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', _columns.Select(column => column.Name)));
        await foreach (var sample in samples)
        {
            await writer.WriteLineAsync(string.Join(',', _columns.Select(column => CsvReport.Field(column.Read(sample)))));
        }
    }

    private static async Task WriteJsonAsync(LoadDetail load, IAsyncEnumerable<LoadSample> samples, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        var head = JsonSerializer.Serialize(load, RunJson.Options);
        await writer.WriteAsync(head.AsMemory(0, head.Length - 1), cancellationToken);
        await writer.WriteAsync(",\"requests\":[");
        var separator = "";
        await foreach (var sample in samples.WithCancellation(cancellationToken))
        {
            await writer.WriteAsync(separator);
            await writer.WriteAsync(JsonSerializer.Serialize(_columns.ToDictionary(column => column.Name, column => column.Read(sample)), RunJson.Options));
            separator = ",\n";
        }

        await writer.WriteAsync("]}");
    }
}
