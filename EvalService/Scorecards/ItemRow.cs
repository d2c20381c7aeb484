using System.Globalization;

namespace Podium.EvalService.Scorecards;

/// <summary>The columns of an <see cref="ItemResult"/>, in the order in which they are read.</summary>
internal static class ItemRow
{
    /// <summary>COPY takes no parameters, and a number needs no quotes.</summary>
    public static string Sql(long runId) => string.Create(CultureInfo.InvariantCulture, $"""
        copy (
            select i.car_id, i.test_id, i.repetition, i.status, m.error_flag, m.passed, m.checks_total, m.checks_passed, m.check_score, j.overall,
                   m.queued_us, m.ttft_us, m.first_answer_us, m.total_us, m.itl_us, m.output_tokens_per_s,
                   m.input_tokens, m.output_tokens, m.reasoning_tokens, m.cache_read_tokens, m.cache_write_tokens, m.cost_pico_usd,
                   m.server_load_us, m.server_prefill_us, m.server_decode_us, m.server_prefill_tokens, m.server_decode_tokens,
                   m.check_cost_pico_usd, j.self_judged, m.first_byte_us, m.second_token_us, m.last_token_us, m.closed_us, m.end_to_end_tokens_per_s,
                   m.tokens_estimated, i.started_at, i.finished_at
            from eval.run_items i
            left join eval.metrics m on m.run_id = i.run_id and m.run_item_id = i.id
            left join eval.judge_results j on j.run_id = i.run_id and j.run_item_id = i.id and not j.parse_failed
            where i.run_id = {runId} and not i.is_warmup
        ) to stdout (format binary)
        """);

    public static (long CarId, ItemResult Item) Read(BinaryFields row)
    {
        var car = row.Int64();
        var item = new ItemResult
        {
            TestId = row.Int64(),
            Repetition = row.Int32(),
            Outcome = OutcomeOf(row.Text()),
            Errored = row.Boolean() ?? false,
            Passed = row.Boolean(),
            ChecksTotal = row.OptionalInt32() ?? 0,
            ChecksPassed = row.OptionalInt32() ?? 0,
            CheckScore = row.Double(),
            JudgeOverall = row.Double(),
            QueuedMs = row.Whole() / 1000,
            TtftMs = row.Whole() / 1000,
            FirstAnswerMs = row.Whole() / 1000,
            LatencyMs = row.Whole() / 1000,
            ItlMs = row.Double() / 1000,
            DecodeTokensPerSec = row.Double(),
            InputTokens = row.Whole(),
            OutputTokens = row.Whole(),
            ReasoningTokens = row.Whole(),
            CacheReadTokens = row.Whole(),
            CacheWriteTokens = row.Whole(),
            CostPicoUsd = row.OptionalInt64(),
            ServerLoadMs = row.Whole() / 1000,
        };
        var (prefillUs, decodeUs) = (row.Whole(), row.Whole());
        return (car, item with
        {
            ServerPrefillTokensPerSec = row.Whole() * 1e6 / prefillUs,
            ServerDecodeTokensPerSec = row.Whole() * 1e6 / decodeUs,
            CheckCostPicoUsd = row.OptionalInt64(),
            SelfJudged = row.Boolean() ?? false,
            FirstByteMs = row.Whole() / 1000,
            SecondTokenMs = row.Whole() / 1000,
            LastTokenMs = row.Whole() / 1000,
            ClosedMs = row.Whole() / 1000,
            EndToEndTokensPerSec = row.Double(),
            TokensEstimated = row.Boolean() ?? false,

            // In binary a time is the microseconds since the year 2000.
            StartedSeconds = row.Whole() / 1e6,
            FinishedSeconds = row.Whole() / 1e6,
        });
    }

    private static ItemOutcome OutcomeOf(ReadOnlySpan<byte> status) =>
        status.SequenceEqual("COMPLETED"u8) ? ItemOutcome.Completed
        : status.SequenceEqual("FAILED"u8) ? ItemOutcome.Failed
        : status.SequenceEqual("PARTIAL_TOOL_SUPPORT"u8) ? ItemOutcome.Partial
        : status.SequenceEqual("CANCELLED"u8) ? ItemOutcome.Cancelled
        : ItemOutcome.Open;
}
