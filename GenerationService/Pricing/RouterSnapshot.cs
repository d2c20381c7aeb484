using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Podium.GenerationService.Pricing;

/// <summary>The router's price list at one moment: <c>{"data":[{"id":"org/name","providers":[{"provider":"novita","pricing":{"input":0.3,"output":1.2}}]}]}</c>.</summary>
internal sealed class RouterSnapshot
{
    private const int MostPrices = 20_000;

    private readonly FrozenDictionary<(string Model, string Provider), PriceRates> _prices;
    private readonly PriceSource _source;

    private RouterSnapshot(FrozenDictionary<(string, string), PriceRates> prices, Uri url, DateTimeOffset takenAt)
    {
        _prices = prices;
        TakenAt = takenAt;
        _source = new PriceSource("Hugging Face router", url, DateOnly.FromDateTime(takenAt.UtcDateTime));
    }

    public DateTimeOffset TakenAt { get; }

    public int Count => _prices.Count;

    public static RouterSnapshot Parse(ReadOnlyMemory<byte> json, Uri url, DateTimeOffset takenAt)
    {
        using var document = JsonDocument.Parse(json);
        var prices = new Dictionary<(string, string), PriceRates>();
        foreach (var (model, entry) in Entries(document.RootElement))
        {
            if (prices.Count < MostPrices && Text(entry, "provider") is { } provider && Rates(entry) is { } rates)
            {
                prices[(model, provider.ToLowerInvariant())] = rates;
            }
        }

        return new RouterSnapshot(prices.ToFrozenDictionary(), url, takenAt);
    }

    /// <returns>Null when the list has no price for this pair, or when who served it is not known: prices differ by provider.</returns>
    public PriceQuote? Find(string model, string? servedBy) =>
        servedBy is not null && _prices.TryGetValue((model, servedBy), out var rates)
            ? new PriceQuote(
                "huggingface",
                $"{model}:{servedBy}",
                TakenAt.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
                PriceQuote.FromRouter,
                _source,
                rates)
            : null;

    private static IEnumerable<(string Model, JsonElement Provider)> Entries(JsonElement root)
    {
        foreach (var model in Items(root, "data"))
        {
            if (Text(model, "id") is { } id)
            {
                foreach (var provider in Items(model, "providers"))
                {
                    yield return (id.ToLowerInvariant(), provider);
                }
            }
        }
    }

    /// <summary>USD per 1M tokens; both prices must be there. A free entry is zero because it says so, not because it is silent.</summary>
    private static PriceRates? Rates(JsonElement provider) =>
        provider.TryGetProperty("pricing", out var pricing) && Pico(pricing, "input") is { } input && Pico(pricing, "output") is { } output
            ? new PriceRates(input, output)
            : null;

    private static long? Pico(JsonElement pricing, string name) =>
        pricing.ValueKind == JsonValueKind.Object && pricing.TryGetProperty(name, out var price) && price.ValueKind == JsonValueKind.Number
        && price.TryGetDecimal(out var usd) && usd is >= 0 and < 100_000
            ? (long)Math.Round(usd * PriceRates.PicoPerMillionUsd, MidpointRounding.AwayFromZero)
            : null;

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
