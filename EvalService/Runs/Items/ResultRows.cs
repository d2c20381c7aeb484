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
            """
            copy eval.metrics (
                run_item_id, run_id, queued_us, first_byte_us, ttft_us, first_answer_us, second_token_us, last_token_us, closed_us, total_us,
                input_tokens, output_tokens, reasoning_tokens, cache_read_tokens, cache_write_tokens, cost_pico_usd, check_cost_pico_usd,
                server_load_us, server_prefill_us, server_decode_us, server_prefill_tokens, server_decode_tokens,
                itl_us, output_tokens_per_s, end_to_end_tokens_per_s, check_score, token_events, checks_total, checks_passed,
                tokens_estimated, passed, error_flag, price_version)
            from stdin (format binary)
            """,
            cancellationToken);
        foreach (var result in results)
        {
            var m = result.Metrics;
            await copy.StartRowAsync(cancellationToken);
            foreach (var number in (ReadOnlySpan<long?>)
            [
                result.ItemId, runId, m.QueuedUs, m.FirstByteUs, m.TtftUs, m.FirstAnswerUs, m.SecondTokenUs, m.LastTokenUs, m.ClosedUs, m.TotalUs,
                m.InputTokens, m.OutputTokens, m.ReasoningTokens, m.CacheReadTokens, m.CacheWriteTokens, m.CostPicoUsd, m.CheckCostPicoUsd,
                m.ServerLoadUs, m.ServerPrefillUs, m.ServerDecodeUs, m.ServerPrefillTokens, m.ServerDecodeTokens,
            ])
            {
                Write(copy, number, NpgsqlDbType.Bigint);
            }

            foreach (var number in (ReadOnlySpan<double?>)[m.ItlUs, m.OutputTokensPerSecond, m.EndToEndTokensPerSecond, m.CheckScore])
            {
                Write(copy, number, NpgsqlDbType.Double);
            }

            foreach (var number in (ReadOnlySpan<int?>)[m.TokenEvents, m.ChecksTotal, m.ChecksPassed])
            {
                Write(copy, number, NpgsqlDbType.Integer);
            }

            foreach (var truth in (ReadOnlySpan<bool?>)[m.TokensEstimated, m.Passed, m.ErrorFlag])
            {
                Write(copy, truth, NpgsqlDbType.Boolean);
            }

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
