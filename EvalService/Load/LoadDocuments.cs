using System.Text.Json.Serialization;
using Podium.EvalService.Load.Measuring;

namespace Podium.EvalService.Load;

/// <summary>A load as the list shows it.</summary>
internal sealed record LoadDocument
{
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    [JsonPropertyName("name")]
    public required string? Name { get; init; }

    /// <summary>QUEUED, RUNNING, COMPLETED, FAILED, CANCELLED or INTERRUPTED.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Why it ended before its plan did.</summary>
    [JsonPropertyName("ended_because")]
    public required string? EndedBecause { get; init; }

    [JsonPropertyName("owner_id")]
    public required string OwnerId { get; init; }

    [JsonPropertyName("owner_name")]
    public required string OwnerName { get; init; }

    [JsonPropertyName("demo")]
    public required bool Demo { get; init; }

    [JsonPropertyName("created_at")]
    public required DateTime CreatedAt { get; init; }

    [JsonPropertyName("started_at")]
    public required DateTime? StartedAt { get; init; }

    [JsonPropertyName("finished_at")]
    public required DateTime? FinishedAt { get; init; }

    [JsonPropertyName("requests_done")]
    public required int RequestsDone { get; init; }

    /// <summary>False: the single requests were dropped to make room; the results stay.</summary>
    [JsonPropertyName("requests_kept")]
    public required bool RequestsKept { get; init; }

    [JsonPropertyName("plan")]
    public required PlanDocument Plan { get; init; }

    [JsonPropertyName("cars")]
    public required IReadOnlyList<LoadCarDocument> Cars { get; init; }
}

internal sealed record LoadCarDocument(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("connection_id")] long ConnectionId,
    [property: JsonPropertyName("connection_name")] string ConnectionName,
    [property: JsonPropertyName("max_in_flight")] int MaxInFlight,
    [property: JsonPropertyName("demo")] bool Demo);

internal sealed record SlosDocument(
    [property: JsonPropertyName("ttft_ms")] double? TtftMs,
    [property: JsonPropertyName("itl_ms")] double? ItlMs,
    [property: JsonPropertyName("e2e_ms")] double? E2eMs,
    [property: JsonPropertyName("response_ms")] double? ResponseMs);

internal sealed record PlanDocument
{
    [JsonPropertyName("shape")]
    public required string Shape { get; init; }

    [JsonPropertyName("arrivals")]
    public required string Arrivals { get; init; }

    [JsonPropertyName("burstiness")]
    public required double Burstiness { get; init; }

    [JsonPropertyName("levels")]
    public required IReadOnlyList<double> Levels { get; init; }

    [JsonPropertyName("growth")]
    public required string Growth { get; init; }

    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }

    [JsonPropertyName("max_requests")]
    public required int? MaxRequests { get; init; }

    [JsonPropertyName("warmups")]
    public required int Warmups { get; init; }

    [JsonPropertyName("order")]
    public required string Order { get; init; }

    [JsonPropertyName("suite_id")]
    public required long? SuiteId { get; init; }

    [JsonPropertyName("max_output_tokens")]
    public required int? MaxOutputTokens { get; init; }

    [JsonPropertyName("unique_prompts")]
    public required bool UniquePrompts { get; init; }

    [JsonPropertyName("lift_limit")]
    public required bool LiftLimit { get; init; }

    [JsonPropertyName("slos")]
    public required SlosDocument Slos { get; init; }

    [JsonPropertyName("stop_at_saturation")]
    public required bool StopAtSaturation { get; init; }

    [JsonPropertyName("saturation_ttft_ms")]
    public required double SaturationTtftMs { get; init; }

    [JsonPropertyName("grace_seconds")]
    public required double GraceSeconds { get; init; }

    [JsonPropertyName("max_errors")]
    public required int? MaxErrors { get; init; }

    [JsonPropertyName("max_cost_usd")]
    public required decimal? MaxCostUsd { get; init; }

    [JsonPropertyName("seed")]
    public required int Seed { get; init; }
}

/// <summary>A load with what it measured so far.</summary>
internal sealed record LoadDetail
{
    [JsonPropertyName("load")]
    public required LoadDocument Load { get; init; }

    /// <summary>The prompts asked in turn: the first of them, cut to a few hundred characters, and how many there are.</summary>
    [JsonPropertyName("first_prompt")]
    public required string FirstPrompt { get; init; }

    [JsonPropertyName("prompts")]
    public required int Prompts { get; init; }

    [JsonPropertyName("warmups")]
    public required IReadOnlyList<WarmUpDocument> WarmUps { get; init; }

    /// <summary>Stages that have ended, in the order in which they began.</summary>
    [JsonPropertyName("stages")]
    public required IReadOnlyList<StageResult> Stages { get; init; }
}

/// <summary>Requests before a car was measured, kept apart; the first of them may have had to wait for the model to be loaded.</summary>
internal sealed record WarmUpDocument(
    [property: JsonPropertyName("car_id")] long CarId,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("failed")] int Failed,
    [property: JsonPropertyName("cold_ttft_ms")] double? ColdTtftMs,
    [property: JsonPropertyName("cold_e2e_ms")] double? ColdE2eMs,
    [property: JsonPropertyName("server_load_ms")] double? ServerLoadMs);

internal sealed record LoadList(
    [property: JsonPropertyName("items")] IReadOnlyList<LoadDocument> Items,
    [property: JsonPropertyName("next_cursor")] long? NextCursor);

internal sealed record StartedLoad([property: JsonPropertyName("load_id")] long LoadId);

internal sealed record DeletedLoad([property: JsonPropertyName("status")] string Status);
