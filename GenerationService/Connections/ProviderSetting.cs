using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podium.GenerationService.Connections;

/// <summary>What connections of one type bear.</summary>
/// <param name="MaxInFlight">Completions of one connection at once, in each process.</param>
/// <param name="TimeoutMs">For one attempt as a whole, from its admission to the end of its stream.</param>
internal sealed record ProviderSetting(
    [property: JsonPropertyName("provider_type")] string ProviderType,
    [property: JsonPropertyName("max_in_flight")] int MaxInFlight,
    [property: JsonPropertyName("timeout_ms")] int TimeoutMs,
    [property: JsonPropertyName("retry_count")] int RetryCount,
    [property: JsonPropertyName("retry_backoff_ms")] int RetryBackoffMs);

/// <summary>A change of one type's settings; what is null stays.</summary>
internal sealed record ProviderSettingChange(string ProviderType, int? MaxInFlight, int? TimeoutMs, int? RetryCount, int? RetryBackoffMs)
{
    private const int MostItems = 100;

    /// <exception cref="ServiceDefaults.Errors.InvalidFieldsException">Everything that is wrong with it.</exception>
    public static IReadOnlyList<ProviderSettingChange> ReadAll(JsonElement body)
    {
        var fields = new BodyFields(body);
        var changes = fields.Items("items", MostItems).Select(item => new ProviderSettingChange(
            item.OneOf("provider_type", ConnectionType.Names, required: true) ?? "",
            (int?)item.Integer("max_in_flight", 1, 1_024),
            (int?)item.Integer("timeout_ms", 100, 3_600_000),
            (int?)item.Integer("retry_count", 0, 10),
            (int?)item.Integer("retry_backoff_ms", 0, 600_000))).ToList();
        fields.ThrowIfInvalid();
        return changes;
    }
}
