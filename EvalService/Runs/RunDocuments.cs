using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podium.EvalService.Runs;

/// <summary>The shape of a run for the API's description; PostgreSQL writes the document itself (<see cref="RunJsonSql"/>).</summary>
internal sealed record RunDocument
{
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    [JsonPropertyName("suite_id")]
    public required long? SuiteId { get; init; }

    /// <summary>QUEUED, RUNNING, PAUSED, COMPLETED, FAILED or CANCELLED.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("started_at")]
    public required string? StartedAt { get; init; }

    [JsonPropertyName("finished_at")]
    public required string? FinishedAt { get; init; }

    [JsonPropertyName("selected_car_ids_json")]
    public required IReadOnlyList<long> SelectedCarIds { get; init; }

    [JsonPropertyName("judge_car_id_nullable")]
    public required long? JudgeCarId { get; init; }

    [JsonPropertyName("items")]
    public required IReadOnlyList<JsonElement> Items { get; init; }

    [JsonPropertyName("mode")]
    public required string Mode { get; init; }

    [JsonPropertyName("repetitions")]
    public required int Repetitions { get; init; }

    [JsonPropertyName("warmups")]
    public required int Warmups { get; init; }

    [JsonPropertyName("label")]
    public required string? Label { get; init; }

    [JsonPropertyName("is_baseline")]
    public required bool IsBaseline { get; init; }

    [JsonPropertyName("demo")]
    public required bool Demo { get; init; }

    [JsonPropertyName("items_total")]
    public required int ItemsTotal { get; init; }

    [JsonPropertyName("items_done")]
    public required int ItemsDone { get; init; }

    [JsonPropertyName("suite_name")]
    public required string SuiteName { get; init; }

    [JsonPropertyName("suite_version")]
    public required int SuiteVersion { get; init; }

    [JsonPropertyName("cars")]
    public required IReadOnlyList<JsonElement> Cars { get; init; }

    /// <summary>How many cars it has; a list shows the first 50.</summary>
    [JsonPropertyName("cars_total")]
    public required int CarsTotal { get; init; }

    [JsonPropertyName("error")]
    public required string? Error { get; init; }
}

/// <summary>A run with all that came of it.</summary>
internal sealed record RunDetailDocument
{
    [JsonPropertyName("run")]
    public required RunDocument Run { get; init; }

    [JsonPropertyName("items")]
    public required IReadOnlyList<JsonElement> Items { get; init; }

    [JsonPropertyName("outputs")]
    public required IReadOnlyList<JsonElement> Outputs { get; init; }

    [JsonPropertyName("metrics")]
    public required IReadOnlyList<JsonElement> Metrics { get; init; }

    [JsonPropertyName("tool_calls")]
    public required IReadOnlyList<JsonElement> ToolCalls { get; init; }

    [JsonPropertyName("judge_results")]
    public required IReadOnlyList<JsonElement> JudgeResults { get; init; }
}
