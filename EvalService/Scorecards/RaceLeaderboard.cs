using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Podium.EvalService.Scorecards;

internal sealed record LeaderboardQuery
{
    [FromQuery(Name = "suite_id")]
    [Description("Only runs of this suite")]
    public long? SuiteId { get; init; }

    [FromQuery(Name = "suite_version")]
    [Description("Only runs of this version of it")]
    public int? SuiteVersion { get; init; }

    [FromQuery(Name = "pooled")]
    [Description("Add up over suites and versions, as the seed does: answers to different questions in one mean")]
    public bool? Pooled { get; init; }
}

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

    /// <summary>The newest run that is in these numbers.</summary>
    [JsonPropertyName("last_run_id")]
    public required long LastRunId { get; init; }
}
