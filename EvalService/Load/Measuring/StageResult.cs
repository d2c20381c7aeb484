using System.Globalization;
using System.Text.Json.Serialization;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Load.Measuring;

/// <summary>What one car did at one level. Counts first; of times always the whole distribution, and waiting inside Podium apart from all of them.</summary>
internal sealed record StageResult
{
    [JsonPropertyName("ordinal")]
    public required int Ordinal { get; init; }

    [JsonPropertyName("car_id")]
    public required long CarId { get; init; }

    [JsonPropertyName("stage")]
    public required int Stage { get; init; }

    [JsonPropertyName("level_from")]
    public required double From { get; init; }

    [JsonPropertyName("level_to")]
    public required double To { get; init; }

    [JsonPropertyName("started_s")]
    public required double StartedSeconds { get; init; }

    /// <summary>From the first request to the last response: what rates are per.</summary>
    [JsonPropertyName("duration_s")]
    public required double DurationSeconds { get; init; }

    [JsonPropertyName("due")]
    public required int Due { get; init; }

    [JsonPropertyName("completed")]
    public required int Completed { get; init; }

    [JsonPropertyName("failed")]
    public required int Failed { get; init; }

    [JsonPropertyName("rejected")]
    public required int Rejected { get; init; }

    [JsonPropertyName("unfinished")]
    public required int Unfinished { get; init; }

    [JsonPropertyName("unsent")]
    public required int Unsent { get; init; }

    /// <summary>Answers that kept to every objective; null when none was set.</summary>
    [JsonPropertyName("good")]
    public required int? Good { get; init; }

    /// <summary>Of all requests that were due: failures and what was never answered are not good.</summary>
    [JsonPropertyName("good_share")]
    public double? GoodShare => Good / (double?)NonZero(Due);

    /// <summary>Failures of answers and failures.</summary>
    [JsonPropertyName("error_rate")]
    public double? ErrorRate => Failed / (double?)NonZero(Failed + Completed);

    [JsonPropertyName("offered_per_s")]
    public required double? OfferedPerSecond { get; init; }

    [JsonPropertyName("requests_per_s")]
    public double? RequestsPerSecond => PerSecond(Completed);

    [JsonPropertyName("good_per_s")]
    public double? GoodPerSecond => Good is { } good ? PerSecond(good) : null;

    /// <summary>Null when a provider did not count an answer's tokens.</summary>
    [JsonPropertyName("output_tokens")]
    public required long? OutputTokens { get; init; }

    [JsonPropertyName("input_tokens")]
    public required long? InputTokens { get; init; }

    [JsonPropertyName("output_tokens_per_s")]
    public double? OutputTokensPerSecond => OutputTokens is { } tokens ? PerSecond(tokens) : null;

    [JsonPropertyName("peak_pieces_per_s")]
    public required int? PeakPieces { get; init; }

    [JsonPropertyName("concurrency_peak")]
    public required int ConcurrencyPeak { get; init; }

    [JsonPropertyName("concurrency_mean")]
    public required double ConcurrencyMean { get; init; }

    [JsonPropertyName("cost_pico_usd")]
    public required string? CostPicoUsd { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd => CostPicoUsd is { } pico ? decimal.Parse(pico, CultureInfo.InvariantCulture) / 1_000_000_000_000m : null;

    [JsonPropertyName("ttft_ms")]
    public required Distribution? Ttft { get; init; }

    [JsonPropertyName("first_answer_ms")]
    public required Distribution? FirstAnswer { get; init; }

    [JsonPropertyName("itl_ms")]
    public required Distribution? Itl { get; init; }

    [JsonPropertyName("e2e_ms")]
    public required Distribution? E2e { get; init; }

    /// <summary>From the moment a request was due: what whoever sent it waited for.</summary>
    [JsonPropertyName("response_ms")]
    public required Distribution? Response { get; init; }

    /// <summary>Before the socket: late sending and the connection's limit together.</summary>
    [JsonPropertyName("wait_ms")]
    public required Distribution? Wait { get; init; }

    /// <summary>The part of it in the generation service: at the connection's limit of requests in flight, most of all.</summary>
    [JsonPropertyName("gate_ms")]
    public required Distribution? Gate { get; init; }

    /// <summary>How late requests were sent: what Podium itself could not keep up with. Small, or the load was more than this machine can offer.</summary>
    [JsonPropertyName("lag_ms")]
    public required Distribution? Lag { get; init; }

    /// <summary>Share of requests that the connection's limit held back by more than 10 ms.</summary>
    [JsonPropertyName("held_share")]
    public required double? HeldShare { get; init; }

    [JsonPropertyName("errors")]
    public required IReadOnlyList<ErrorCount> Errors { get; init; }

    /// <summary>Why this level is more than the car bears: rising, growing, shed or flat. Null: nothing says so.</summary>
    [JsonPropertyName("saturation")]
    public required string? Saturation { get; init; }

    private double? PerSecond(double count) => DurationSeconds > 0 ? count / DurationSeconds : null;

    private static int? NonZero(int count) => count > 0 ? count : null;
}

/// <param name="Example">What the first of them said.</param>
internal sealed record ErrorCount(
    [property: JsonPropertyName("outcome")] string Outcome,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("example")] string? Example);
