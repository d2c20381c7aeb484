namespace Podium.EvalService.Scorecards;

/// <summary>A measure that every item may have, and which way is better.</summary>
/// <param name="Name">Ends with its unit.</param>
internal sealed record Measure(string Name, bool HigherIsBetter, Reading Read)
{
    public static readonly Measure Ttft = new("ttft_ms", false, (in item) => item.TtftMs);
    public static readonly Measure Latency = new("latency_ms", false, (in item) => item.LatencyMs);
    public static readonly Measure TokensPerSec = new("tokens_per_sec", true, (in item) => item.TokensPerSec);
    public static readonly Measure Decode = new("decode_tokens_per_sec", true, (in item) => item.DecodeTokensPerSec);
    public static readonly Measure CheckScore = new("check_score", true, (in item) => item.CheckScore);
    public static readonly Measure Judge = new("judge_overall", true, (in item) => item.JudgeOverall);
    public static readonly Measure Cost = new("cost_usd", false, (in item) => item.CostPicoUsd / 1e12 ?? double.NaN);

    /// <summary>Those of a scorecard. A failed item has none of them: what it took to fail is not what it takes to answer.</summary>
    public static readonly IReadOnlyList<Measure> All =
    [
        new("first_byte_ms", false, (in item) => item.FirstByteMs),
        Ttft,
        new("second_token_ms", false, (in item) => item.SecondTokenAfterMs),
        new("first_answer_ms", false, (in item) => item.FirstAnswerMs),
        Latency,
        new("e2e_ms", false, (in item) => item.LastTokenMs),
        new("closed_ms", false, (in item) => item.ClosedMs),
        new("generation_ms", false, (in item) => item.GenerationMs),
        new("queued_ms", false, (in item) => item.QueuedMs),
        new("itl_ms", false, (in item) => item.ItlMs),
        Decode,
        new("end_to_end_tokens_per_sec", true, (in item) => item.EndToEndTokensPerSec),
        TokensPerSec,
        new("output_tokens", false, (in item) => item.OutputTokens),
        CheckScore,
        Judge,
        Cost,
        new("server_load_ms", false, (in item) => item.ServerLoadMs),
        new("server_prefill_tokens_per_sec", true, (in item) => item.ServerPrefillTokensPerSec),
        new("server_decode_tokens_per_sec", true, (in item) => item.ServerDecodeTokensPerSec),
    ];
}

/// <summary>By reference: an item is large, and a run may have a million of them.</summary>
internal delegate double Reading(in ItemResult item);
