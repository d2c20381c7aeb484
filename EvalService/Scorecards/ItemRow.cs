using Npgsql;

namespace Podium.EvalService.Scorecards;

/// <summary>The columns of an <see cref="ItemResult"/>, read by position: a mapper would box each of a million rows.</summary>
internal static class ItemRow
{
    public const string Sql = """
        select i.car_id, i.test_id, i.repetition, i.status, m.error_flag, m.passed, m.checks_total, m.checks_passed, m.check_score, j.overall,
               m.queued_us, m.ttft_us, m.first_answer_us, m.total_us, m.itl_us, m.output_tokens_per_s,
               m.input_tokens, m.output_tokens, m.reasoning_tokens, m.cache_read_tokens, m.cache_write_tokens, m.cost_pico_usd,
               m.server_load_us, m.server_prefill_us, m.server_decode_us, m.server_prefill_tokens, m.server_decode_tokens
        from eval.run_items i
        left join eval.metrics m on m.run_id = i.run_id and m.run_item_id = i.id
        left join eval.judge_results j on j.run_id = i.run_id and j.run_item_id = i.id and not j.parse_failed
        where i.run_id = $1 and not i.is_warmup
        """;

    public static ItemResult Read(NpgsqlDataReader row) => new()
    {
        TestId = row.GetInt64(1),
        Repetition = row.GetInt32(2),
        Outcome = OutcomeOf(row.GetString(3)),
        Errored = !row.IsDBNull(4) && row.GetBoolean(4),
        Passed = row.IsDBNull(5) ? null : row.GetBoolean(5),
        ChecksTotal = row.IsDBNull(6) ? 0 : row.GetInt32(6),
        ChecksPassed = row.IsDBNull(7) ? 0 : row.GetInt32(7),
        CheckScore = Double(row, 8),
        JudgeOverall = Double(row, 9),
        QueuedMs = Long(row, 10) / 1000,
        TtftMs = Long(row, 11) / 1000,
        FirstAnswerMs = Long(row, 12) / 1000,
        LatencyMs = Long(row, 13) / 1000,
        ItlMs = Double(row, 14) / 1000,
        DecodeTokensPerSec = Double(row, 15),
        InputTokens = Long(row, 16),
        OutputTokens = Long(row, 17),
        ReasoningTokens = Long(row, 18),
        CacheReadTokens = Long(row, 19),
        CacheWriteTokens = Long(row, 20),
        CostPicoUsd = row.IsDBNull(21) ? null : row.GetInt64(21),
        ServerLoadMs = Long(row, 22) / 1000,
        ServerPrefillTokensPerSec = Long(row, 25) * 1e6 / Long(row, 23),
        ServerDecodeTokensPerSec = Long(row, 26) * 1e6 / Long(row, 24),
    };

    private static double Long(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetInt64(column);

    private static double Double(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? double.NaN : row.GetDouble(column);

    private static ItemOutcome OutcomeOf(string status) => status switch
    {
        "COMPLETED" => ItemOutcome.Completed,
        "FAILED" => ItemOutcome.Failed,
        "PARTIAL_TOOL_SUPPORT" => ItemOutcome.Partial,
        "CANCELLED" => ItemOutcome.Cancelled,
        _ => ItemOutcome.Open,
    };
}
