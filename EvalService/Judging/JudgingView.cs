using System.Text.Json.Serialization;

namespace Podium.EvalService.Judging;

/// <summary>How a judging stands. The first members are the seed's answer to a request to judge; they are final once <c>state</c> is.</summary>
internal sealed record JudgingView
{
    [JsonPropertyName("run_id")]
    public long RunId { get; init; }

    /// <summary>Valid scores; of pairwise, pairs with two usable answers.</summary>
    [JsonPropertyName("item_scores")]
    public int ItemScores { get; init; }

    /// <summary>Cars that have a mean.</summary>
    [JsonPropertyName("car_aggregates")]
    public int CarAggregates { get; init; }

    [JsonPropertyName("skipped_items")]
    public int SkippedItems { get; init; }

    [JsonPropertyName("parse_failures")]
    public int ParseFailures { get; init; }

    [JsonPropertyName("run_overall")]
    public double? RunOverall { get; init; }

    [JsonPropertyName("judging_id")]
    public long JudgingId { get; init; }

    [JsonPropertyName("mode")]
    public string Mode { get; init; } = "";

    /// <summary>QUEUED, RUNNING, COMPLETED, FAILED or CANCELLED.</summary>
    [JsonPropertyName("state")]
    public string State { get; init; } = "";

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("judge_car_id")]
    public long JudgeCarId { get; init; }

    [JsonPropertyName("judge_car_name")]
    public string JudgeCarName { get; init; } = "";

    [JsonPropertyName("total_items")]
    public int TotalItems { get; init; }

    /// <summary>Judged so far, usable or not.</summary>
    [JsonPropertyName("scored_items")]
    public int ScoredItems { get; init; }

    [JsonPropertyName("call_failures")]
    public int CallFailures { get; init; }

    /// <summary>Answers that were written by the model that judged them.</summary>
    [JsonPropertyName("self_judged")]
    public int SelfJudged { get; init; }

    /// <summary>Why these scores deserve less trust than they look; empty when nothing is known against them.</summary>
    [JsonPropertyName("warnings")]
    public IReadOnlyList<string> Warnings =>
        SelfJudged == 0 ? [] : [$"{SelfJudged} of {ScoredItems} answers were judged by the model that wrote them: such scores tend to be too high."];

    [JsonPropertyName("cost_pico_usd")]
    public string? CostPicoUsd { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("created_at")]
    public DateTime CreatedAt { get; init; }

    [JsonPropertyName("finished_at")]
    public DateTime? FinishedAt { get; init; }

    /// <summary>Of a pairwise judging: each two cars. Only in the answer for one judging.</summary>
    [JsonPropertyName("pairs")]
    public IReadOnlyList<PairTable>? Pairs { get; init; }
}
