using System.Text.Json.Serialization;

namespace Podium.EvalService.Scorecards;

/// <param name="SuiteId">Only runs of this suite.</param>
/// <param name="SuiteVersion">Only runs of this version of it.</param>
/// <param name="Pooled">Add up over suites and versions, as the seed does: answers to different questions in one mean.</param>
internal sealed record LeaderboardQuery(long? SuiteId, int? SuiteVersion, bool Pooled);

internal sealed record RaceLeaderboard([property: JsonPropertyName("rows")] IReadOnlyList<LeaderboardRow> Rows);

/// <summary>A car over all finished runs of one suite version, or of everything.</summary>
internal sealed record LeaderboardRow
{
    [JsonPropertyName("car_id")]
    public required long CarId { get; init; }

    [JsonPropertyName("car_name")]
    public required string CarName { get; init; }

    [JsonPropertyName("model_name")]
    public required string ModelName { get; init; }

    [JsonPropertyName("connection_name")]
    public required string ConnectionName { get; init; }

    /// <summary>Null when pooled, as the next two are.</summary>
    [JsonPropertyName("suite_id")]
    public long? SuiteId { get; init; }

    [JsonPropertyName("suite_name")]
    public string? SuiteName { get; init; }

    [JsonPropertyName("suite_version")]
    public int? SuiteVersion { get; init; }

    [JsonPropertyName("runs")]
    public required int Runs { get; init; }

    [JsonPropertyName("items_total")]
    public required long ItemsTotal { get; init; }

    [JsonPropertyName("items_completed")]
    public required long ItemsCompleted { get; init; }

    [JsonPropertyName("items_failed")]
    public required long ItemsFailed { get; init; }

    [JsonPropertyName("items_partial")]
    public required long ItemsPartial { get; init; }

    [JsonPropertyName("error_rate")]
    public required double ErrorRate { get; init; }

    [JsonPropertyName("avg_ttft_ms")]
    public double? AvgTtftMs { get; init; }

    [JsonPropertyName("avg_latency_ms")]
    public double? AvgLatencyMs { get; init; }

    [JsonPropertyName("avg_tokens_per_sec")]
    public double? AvgTokensPerSec { get; init; }

    [JsonPropertyName("assertion_pass_rate")]
    public double? AssertionPassRate { get; init; }

    [JsonPropertyName("avg_judge_overall")]
    public double? AvgJudgeOverall { get; init; }

    [JsonPropertyName("pass")]
    public Rate? Pass { get; init; }

    [JsonPropertyName("cost_pico_usd")]
    public string? CostPicoUsd { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>Items that are in the sum; the others' price is unknown.</summary>
    [JsonPropertyName("cost_items")]
    public long CostItems { get; init; }

    /// <summary>The newest run that is in these numbers.</summary>
    [JsonPropertyName("last_run_id")]
    public required long LastRunId { get; init; }
}
