using System.Text.Json.Serialization;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Scorecards;

/// <summary>One car of a run. The first block is the seed's row; what follows says how far its means can be trusted.</summary>
internal sealed record ScorecardRow
{
    [JsonPropertyName("car_id")]
    public required long CarId { get; init; }

    [JsonPropertyName("car_name")]
    public required string CarName { get; init; }

    [JsonPropertyName("model_name")]
    public required string ModelName { get; init; }

    [JsonPropertyName("connection_name")]
    public required string ConnectionName { get; init; }

    [JsonPropertyName("items_total")]
    public required int ItemsTotal { get; init; }

    [JsonPropertyName("items_completed")]
    public required int ItemsCompleted { get; init; }

    [JsonPropertyName("items_failed")]
    public required int ItemsFailed { get; init; }

    [JsonPropertyName("items_partial")]
    public required int ItemsPartial { get; init; }

    /// <summary>Answered, but a check failed.</summary>
    [JsonPropertyName("items_not_passed")]
    public int ItemsNotPassed { get; init; }

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

    /// <summary>Items of which all that was asked held; failed ones count as not passed.</summary>
    [JsonPropertyName("pass")]
    public Rate? Pass { get; init; }

    [JsonPropertyName("error")]
    public Rate? Error { get; init; }

    /// <summary>By measure, in the unit its name ends with; what no item has is left out.</summary>
    [JsonPropertyName("distributions")]
    public required IReadOnlyDictionary<string, Distribution> Distributions { get; init; }

    /// <summary>Null when nothing was answered.</summary>
    [JsonPropertyName("throughput")]
    public Throughput? Throughput { get; init; }

    [JsonPropertyName("tokens")]
    public required TokenTotals Tokens { get; init; }

    /// <summary>A whole number of 1e-12 USD, as text; null when no item has a known price.</summary>
    [JsonPropertyName("cost_pico_usd")]
    public string? CostPicoUsd { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>Items that are in the sum; the others' price is unknown.</summary>
    [JsonPropertyName("cost_items")]
    public int CostItems { get; init; }

    /// <summary>What judges took for deciding rubrics; not part of the sum above. Null when they took nothing.</summary>
    [JsonPropertyName("check_cost_usd")]
    public decimal? CheckCostUsd { get; init; }

    /// <summary>Answers whose judge is the model that wrote them: such scores tend to be too high.</summary>
    [JsonPropertyName("self_judged")]
    public int SelfJudged { get; init; }
}

/// <summary>Sums over the items that reported them; null where none did.</summary>
internal sealed record TokenTotals(
    [property: JsonPropertyName("input")] long? Input,
    [property: JsonPropertyName("output")] long? Output,
    [property: JsonPropertyName("reasoning")] long? Reasoning,
    [property: JsonPropertyName("cache_read")] long? CacheRead,
    [property: JsonPropertyName("cache_write")] long? CacheWrite);
