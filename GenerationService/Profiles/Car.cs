using System.Text.Json;
using System.Text.Json.Serialization;
using Podium.GenerationService.Connections;

namespace Podium.GenerationService.Profiles;

/// <summary>A model profile: a model at a connection, and how it samples. A parameter that is null is not sent.</summary>
internal sealed record Car(
    long Id,
    string Name,
    long ConnectionId,
    string ModelName,
    double? Temperature,
    double? TopP,
    int? TopK,
    int? MaxTokens,
    string? StopJson,
    long? Seed,
    string? ReasoningEffort,
    double? MinP,
    double? FrequencyPenalty,
    double? PresencePenalty,
    double? RepeatPenalty,
    int? NumCtx,
    string OwnerId,
    DateTime CreatedAt)
{
    public IReadOnlyList<string>? Stop => StopJson is null ? null : JsonSerializer.Deserialize<string[]>(StopJson);
}

/// <summary>A car with what its connection is and bears.</summary>
internal sealed record RacingCar(Car Car, Connection Connection, ProviderSetting Setting);

internal sealed record CarResponse(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("connection_id")] long ConnectionId,
    [property: JsonPropertyName("model_name")] string ModelName,
    [property: JsonPropertyName("temperature")] double? Temperature,
    [property: JsonPropertyName("top_p")] double? TopP,
    [property: JsonPropertyName("max_tokens")] int? MaxTokens,
    [property: JsonPropertyName("stop_json")] IReadOnlyList<string>? Stop,
    [property: JsonPropertyName("seed")] long? Seed,
    [property: JsonPropertyName("top_k")] int? TopK,
    [property: JsonPropertyName("reasoning_effort")] string? ReasoningEffort,
    [property: JsonPropertyName("min_p")] double? MinP,
    [property: JsonPropertyName("frequency_penalty")] double? FrequencyPenalty,
    [property: JsonPropertyName("presence_penalty")] double? PresencePenalty,
    [property: JsonPropertyName("repeat_penalty")] double? RepeatPenalty,
    [property: JsonPropertyName("num_ctx")] int? NumCtx,
    [property: JsonPropertyName("created_at")] string CreatedAt)
{
    public static CarResponse From(Car car) => new(
        car.Id, car.Name, car.ConnectionId, car.ModelName, car.Temperature, car.TopP, car.MaxTokens, car.Stop, car.Seed, car.TopK, car.ReasoningEffort,
        car.MinP, car.FrequencyPenalty, car.PresencePenalty, car.RepeatPenalty, car.NumCtx,
        NaiveUtc.Text(car.CreatedAt));
}
