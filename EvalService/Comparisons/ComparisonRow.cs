using System.Text.Json.Serialization;

namespace Podium.EvalService.Comparisons;

/// <summary>One car against its baseline: the seed's deltas and votes first, then what the cases really allow to say.</summary>
internal sealed record ComparisonRow
{
    [JsonPropertyName("car_id")]
    public required long CarId { get; init; }

    [JsonPropertyName("car_name")]
    public required string CarName { get; init; }

    [JsonPropertyName("latency_delta_ms")]
    public double? LatencyDeltaMs { get; init; }

    [JsonPropertyName("tokens_per_sec_delta")]
    public double? TokensPerSecDelta { get; init; }

    [JsonPropertyName("error_rate_delta")]
    public double? ErrorRateDelta { get; init; }

    [JsonPropertyName("assertion_pass_rate_delta")]
    public double? AssertionPassRateDelta { get; init; }

    [JsonPropertyName("judge_overall_delta")]
    public double? JudgeOverallDelta { get; init; }

    /// <summary>improved, regressed or mixed by the votes, or new profile.</summary>
    [JsonPropertyName("summary")]
    public required string Summary { get; init; }

    /// <summary>The sum of the votes; null for a new profile.</summary>
    [JsonPropertyName("votes")]
    public int? Votes { get; init; }

    /// <summary>The car was changed since the baseline: its model, parameters or connection.</summary>
    [JsonPropertyName("car_changed")]
    public bool CarChanged { get; init; }

    [JsonPropertyName("metrics")]
    public IReadOnlyList<MetricVerdict> Metrics { get; init; } = [];
}
