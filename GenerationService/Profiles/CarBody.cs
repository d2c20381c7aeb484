using System.Text.Json;
using Podium.GenerationService.Connections;

namespace Podium.GenerationService.Profiles;

/// <summary>The body of a new car, or of a change.</summary>
internal static class CarBody
{
    private const int LongestName = 200;
    private const int MostStops = 16;
    private const double UsualTemperature = 0.7;
    private const double UsualTopP = 1;
    private static readonly string[] _efforts = ["none", "minimal", "low", "medium", "high", "xhigh"];

    /// <param name="known">The car to change; null for a new one. What the body leaves out stays; an explicit null takes a parameter away.</param>
    /// <exception cref="ServiceDefaults.Errors.InvalidFieldsException">Everything that is wrong with it.</exception>
    public static Car Read(JsonElement body, Car? known, string owner)
    {
        var fields = new BodyFields(body);
        var car = new Car(
            known?.Id ?? 0,
            fields.Text("name", LongestName, Required("name")) ?? known?.Name ?? "",
            fields.Integer("connection_id", 1, long.MaxValue, Required("connection_id")) ?? known?.ConnectionId ?? 0,
            fields.Text("model_name", LongestName, Required("model_name")) ?? known?.ModelName ?? "",
            fields.Number("temperature", 0, 2) ?? Kept("temperature", known is null ? UsualTemperature : known.Temperature),
            fields.Number("top_p", 0, 1) ?? Kept("top_p", known is null ? UsualTopP : known.TopP),
            (int?)fields.Integer("top_k", 0, 1_000_000) ?? Kept("top_k", known?.TopK),
            (int?)fields.Integer("max_tokens", 1, 10_000_000) ?? Kept("max_tokens", known?.MaxTokens),
            Stops() ?? (fields.Has("stop_json") ? null : known?.StopJson),
            fields.Integer("seed", long.MinValue, long.MaxValue) ?? Kept("seed", known?.Seed),
            fields.OneOf("reasoning_effort", _efforts) ?? (fields.Has("reasoning_effort") ? null : known?.ReasoningEffort),
            fields.Number("min_p", 0, 1) ?? Kept("min_p", known?.MinP),
            fields.Number("frequency_penalty", -2, 2) ?? Kept("frequency_penalty", known?.FrequencyPenalty),
            fields.Number("presence_penalty", -2, 2) ?? Kept("presence_penalty", known?.PresencePenalty),
            fields.Number("repeat_penalty", 0, 10) ?? Kept("repeat_penalty", known?.RepeatPenalty),
            (int?)fields.Integer("num_ctx", 1, 10_000_000) ?? Kept("num_ctx", known?.NumCtx),
            known?.OwnerId ?? owner,
            known?.CreatedAt ?? default);
        fields.ThrowIfInvalid();
        return car;

        // An empty list of stops is no list.
        string? Stops() => fields.Texts("stop_json", MostStops, LongestName) is { Length: > 0 } stops ? JsonSerializer.Serialize(stops) : null;

        bool Required(string name) => known is null || fields.Has(name);
        T? Kept<T>(string name, T? value)
            where T : struct => fields.Has(name) ? null : value;
    }
}
