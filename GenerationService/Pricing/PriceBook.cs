using Podium.GenerationService.Providers.Catalog;

namespace Podium.GenerationService.Pricing;

/// <summary>
/// Every price there is: the operator's file before the Hugging Face router's live list before the built-in table. Demo models have no price; models
/// that run on one's own machine cost nothing per token; what is in no list is unknown.
/// </summary>
internal sealed class PriceBook(Lazy<PriceTable> table, PriceTable? overrides, HuggingFaceRouterPrices? router)
{
    /// <summary>These pass a vendor's own model on at the vendor's price, as <c>vendor/model</c>.</summary>
    private static readonly string[] _passThrough = ["openrouter", "aipipe"];

    private static readonly string[] _routingPolicies = ["auto", "fastest", "cheapest", "preferred"];

    public string Version => overrides is null ? Table.Version : $"{Table.Version}+{overrides.Version}";

    public PriceTable Table => table.Value;

    public PriceTable? Overrides => overrides;

    public HuggingFaceRouterPrices? Router => router;

    /// <param name="provider">Podium's provider id.</param>
    /// <param name="model">As asked for; a <c>:suffix</c> is not part of the name.</param>
    /// <param name="servedBy">
    /// Who served a routed call, when told: the router's provider, or for <c>compatible</c> the host of its address.
    /// </param>
    /// <param name="at">When the request was sent.</param>
    /// <returns>Null when the price is unknown, and always for <c>demo</c>.</returns>
    public PriceQuote? Find(string provider, string model, string? servedBy, DateTimeOffset at)
    {
        provider = provider.ToLowerInvariant();
        if (provider == "demo")
        {
            return null;
        }

        var name = ModelName.Parse(model);
        servedBy = servedBy?.ToLowerInvariant() ?? (_routingPolicies.Contains(name.Suffix) ? null : name.Suffix);
        foreach (var (owner, id) in Keys(provider, name.Id))
        {
            if (overrides?.Find(owner, id, servedBy, at) is { } own)
            {
                return Quote(own, at, overrides.Version, PriceQuote.FromOverride);
            }
        }

        if (provider == "huggingface" && router?.Find(name.Id, servedBy) is { } live)
        {
            return live;
        }

        foreach (var (owner, id) in Keys(provider, name.Id))
        {
            if (Table.Find(owner, id, servedBy, at) is { } row)
            {
                return Quote(row, at, Table.Version, PriceQuote.FromTable);
            }
        }

        return ProviderTable.IsLocal(provider) && !name.IsCloud ? Local(provider, name.Id, at) : null;
    }

    /// <summary>The provider's own row, and for a pass-through the vendor's.</summary>
    private static IEnumerable<(string Provider, string Model)> Keys(string provider, string model)
    {
        yield return (provider, model);
        if (!_passThrough.Contains(provider))
        {
            yield break;
        }

        var slash = model.IndexOf('/');
        var vendor = slash < 0 ? "openai" : model[..slash];
        if (vendor is "openai" or "google")
        {
            yield return (vendor, model[(slash + 1)..]);
        }
        else if (vendor == "anthropic")
        {
            // OpenRouter writes claude-opus-4.6 where Anthropic writes claude-opus-4-6.
            yield return (vendor, model[(slash + 1)..].Replace('.', '-'));
        }
    }

    private static PriceQuote Quote(PriceRow row, DateTimeOffset at, string version, string origin) =>
        new(
            row.Provider,
            row.Model,
            version,
            origin,
            row.Source,
            row.Peak is { } peak && peak.Covers(at) ? peak.Rates : row.Rates,
            row.LongPrompt,
            row.UpliftPerMille);

    private static PriceQuote Local(string provider, string model, DateTimeOffset at) =>
        new(
            provider,
            model,
            "local",
            PriceQuote.FromLocal,
            new PriceSource("runs on your own machine", null, DateOnly.FromDateTime(at.UtcDateTime)),
            PriceRates.Free);
}
