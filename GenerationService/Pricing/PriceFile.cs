using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podium.GenerationService.Pricing;

/// <summary>
/// The price file as people write it, in USD per 1M tokens:
/// <code>{ "version": "2026-11-20", "sources": { "GP": { "name": "genai-prices", "url": "https://…", "date": "2026-08-21" } },
///   "rows": [ { "provider": "openai", "model": "gpt-5", "input": 1.25, "cachedInput": 0.125, "output": 10, "source": "GP" } ] }</code>
/// </summary>
internal sealed record PriceFile(string Version, Dictionary<string, PriceFile.SourceEntry> Sources, List<PriceFile.RowEntry> Rows)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static PriceFile Parse(Stream json) =>
        JsonSerializer.Deserialize<PriceFile>(json, _json) ?? throw new JsonException("The price file is empty.");

    internal sealed record SourceEntry(string Name, DateOnly Date, Uri? Url = null);

    internal sealed record RowEntry(
        string Provider,
        string Model,
        decimal Input,
        decimal Output,
        string Source,
        decimal? CachedInput = null,
        decimal? CacheWrite5m = null,
        decimal? CacheWrite1h = null,
        decimal? Reasoning = null,
        decimal? PerRequest = null,
        decimal? Uplift = null,
        PriceMatch Match = PriceMatch.Snapshot,
        string? ServedBy = null,
        DateOnly? From = null,
        DateOnly? Until = null,
        TierEntry? Above = null,
        PeakEntry? Peak = null,
        string? Note = null);

    internal sealed record TierEntry(
        long Tokens,
        decimal Input,
        decimal Output,
        decimal? CachedInput = null,
        decimal? CacheWrite5m = null,
        decimal? CacheWrite1h = null,
        bool Inclusive = false);

    /// <param name="Hours">UTC, as <c>"01-04"</c>: from 01:00 until 04:00.</param>
    internal sealed record PeakEntry(List<DayOfWeek> Days, List<string> Hours, decimal Input, decimal Output, decimal? CachedInput = null);
}
