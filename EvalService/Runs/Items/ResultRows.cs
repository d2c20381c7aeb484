using Npgsql;
using NpgsqlTypes;

namespace Podium.EvalService.Runs.Items;

/// <summary>Writes results by COPY: one for outputs, one for metrics, one for tool calls, however many items.</summary>
internal static class ResultRows
{
    public static async Task CopyAsync(NpgsqlConnection connection, long runId, IReadOnlyList<ItemResult> results, CancellationToken cancellationToken)
    {
        await CopyOutputsAsync(connection, runId, results, cancellationToken);
        await CopyMetricsAsync(connection, runId, results, cancellationToken);
        await CopyToolCallsAsync(connection, runId, results, cancellationToken);
    }

    private static async Task CopyOutputsAsync(NpgsqlConnection connection, long runId, IReadOnlyList<ItemResult> results, CancellationToken cancellationToken)
    {
        if (results.All(r => r.Output is null))
        {
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy eval.outputs (run_item_id, run_id, request_messages_json, streamed_text, final_text, reasoning_text, finish, response_model, served_by, payload)
            from stdin (format binary)
            """,
            cancellationToken);
        foreach (var result in results)
        {
            if (result.Output is not { } output)
            {
                continue;
            }

            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(result.ItemId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(runId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(output.MessagesJson, NpgsqlDbType.Json, cancellationToken);
            await WriteAsync(copy, output.StreamedText, cancellationToken);
            await WriteAsync(copy, output.FinalText, cancellationToken);
            await WriteAsync(copy, output.ReasoningText, cancellationToken);
            await WriteAsync(copy, output.Finish, cancellationToken);
            await WriteAsync(copy, output.ResponseModel, cancellationToken);
            await WriteAsync(copy, output.ServedBy, cancellationToken);
            await copy.WriteAsync(output.PayloadJson, NpgsqlDbType.Json, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task CopyMetricsAsync(NpgsqlConnection connection, long runId, IReadOnlyList<ItemResult> results, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy eval.metrics (run_item_id, run_id, {string.Join(", ", MetricColumns.Names)}) from stdin (format binary)", cancellationToken);
        foreach (var result in results)
        {
            var m = result.Metrics;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(result.ItemId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(runId, NpgsqlDbType.Bigint, cancellationToken);
            Array.ForEach(MetricColumns.Counts, c => Write(copy, c.Of(m), NpgsqlDbType.Bigint));
            Array.ForEach(MetricColumns.Rates, c => Write(copy, c.Of(m), NpgsqlDbType.Double));
            Array.ForEach(MetricColumns.Numbers, c => Write(copy, c.Of(m), NpgsqlDbType.Integer));
            Array.ForEach(MetricColumns.Truths, c => Write(copy, c.Of(m), NpgsqlDbType.Boolean));
            await WriteAsync(copy, m.PriceVersion, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task CopyToolCallsAsync(NpgsqlConnection connection, long runId, IReadOnlyList<ItemResult> results, CancellationToken cancellationToken)
    {
        if (results.All(r => r.ToolCalls.Count == 0))
        {
            return;
        }

        await using var copy = await connection.BeginBinaryImportAsync(
            "copy eval.tool_calls (run_id, run_item_id, loop_index, tool_name, args_json, result_json, status, provider_style) from stdin (format binary)",
            cancellationToken);
        foreach (var (item, call) in results.SelectMany(r => r.ToolCalls.Select(c => (r.ItemId, c))))
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(runId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(item, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(call.Loop, NpgsqlDbType.Integer, cancellationToken);
            await WriteAsync(copy, call.Name, cancellationToken);
            await copy.WriteAsync(call.ArgumentsJson, NpgsqlDbType.Json, cancellationToken);
            await copy.WriteAsync(call.ResultJson, NpgsqlDbType.Json, cancellationToken);
            await WriteAsync(copy, call.Status, cancellationToken);
            await WriteAsync(copy, call.Style, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    // Into the importer's buffer; it goes to the server as the buffer fills.
    private static void Write<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } known)
        {
            copy.Write(known, type);
        }
        else
        {
            copy.WriteNull();
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken cancellationToken) => StorableText.Of(text) is { } storable
        ? copy.WriteAsync(storable, NpgsqlDbType.Text, cancellationToken)
        : copy.WriteNullAsync(cancellationToken);
}
