namespace Podium.EvalService.Runs.Items;

/// <summary>The columns of an item's metrics behind its ids, by type and in the order in which they are written.</summary>
internal static class MetricColumns
{
    public const string PriceVersion = "price_version";

    public static readonly (string Name, Func<ItemMetrics, long?> Of)[] Counts =
    [
        ("queued_us", m => m.QueuedUs),
        ("first_byte_us", m => m.FirstByteUs),
        ("ttft_us", m => m.TtftUs),
        ("first_answer_us", m => m.FirstAnswerUs),
        ("second_token_us", m => m.SecondTokenUs),
        ("last_token_us", m => m.LastTokenUs),
        ("closed_us", m => m.ClosedUs),
        ("total_us", m => m.TotalUs),
        ("input_tokens", m => m.InputTokens),
        ("output_tokens", m => m.OutputTokens),
        ("reasoning_tokens", m => m.ReasoningTokens),
        ("cache_read_tokens", m => m.CacheReadTokens),
        ("cache_write_tokens", m => m.CacheWriteTokens),
        ("cost_pico_usd", m => m.CostPicoUsd),
        ("check_cost_pico_usd", m => m.CheckCostPicoUsd),
        ("server_load_us", m => m.ServerLoadUs),
        ("server_prefill_us", m => m.ServerPrefillUs),
        ("server_decode_us", m => m.ServerDecodeUs),
        ("server_prefill_tokens", m => m.ServerPrefillTokens),
        ("server_decode_tokens", m => m.ServerDecodeTokens),
    ];

    public static readonly (string Name, Func<ItemMetrics, double?> Of)[] Rates =
    [
        ("itl_us", m => m.ItlUs),
        ("output_tokens_per_s", m => m.OutputTokensPerSecond),
        ("end_to_end_tokens_per_s", m => m.EndToEndTokensPerSecond),
        ("check_score", m => m.CheckScore),
    ];

    public static readonly (string Name, Func<ItemMetrics, int?> Of)[] Numbers =
    [
        ("token_events", m => m.TokenEvents),
        ("checks_total", m => m.ChecksTotal),
        ("checks_passed", m => m.ChecksPassed),
    ];

    public static readonly (string Name, Func<ItemMetrics, bool?> Of)[] Truths =
    [
        ("tokens_estimated", m => m.TokensEstimated),
        ("passed", m => m.Passed),
        ("error_flag", m => m.ErrorFlag),
    ];

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Counts.Select(c => c.Name), .. Rates.Select(c => c.Name), .. Numbers.Select(c => c.Name), .. Truths.Select(c => c.Name), PriceVersion,
    ];
}
