using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Providers.Catalog;

/// <summary>The providers of this server: the built-in table with what configuration and environment say on top.</summary>
internal sealed class ProviderCatalog(IOptions<ProvidersOptions> options, IConfiguration configuration)
{
    private readonly FrozenDictionary<string, ProviderDescription> _byId =
        ProviderTable.All.ToFrozenDictionary(p => p.Id, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<ProviderDescription> All { get; } = ProviderTable.All;

    /// <summary>Null for an unknown id; ids are compared without case, as the seed does.</summary>
    public ProviderDescription? Find(string? providerId) => providerId is not null && _byId.TryGetValue(providerId.Trim(), out var found) ? found : null;

    public bool HasServerKey(ProviderDescription provider) => ServerKey(provider) is not null;

    /// <summary>The address used when a request names none; null where there is none (any compatible server).</summary>
    public string? DefaultBaseUrl(ProviderDescription provider) => ConfiguredBaseUrl(provider) ?? provider.BaseUrl;

    /// <summary>
    /// The endpoint of one attempt. A key of the server goes to the server's own address only: a request that brings its own
    /// <paramref name="baseUrl"/> brings its own key, or goes without.
    /// </summary>
    /// <exception cref="InvalidInputException">Unknown provider, missing key, or an address that is none.</exception>
    public ProviderEndpoint Resolve(string providerId, string? apiKey, string? baseUrl, string? billTo)
    {
        var provider = Find(providerId) ?? throw new InvalidInputException("provider", $"Unknown provider \"{Shorten(providerId)}\".");
        var ownAddress = string.IsNullOrWhiteSpace(baseUrl) || provider.IsDemo;
        var address = ownAddress ? DefaultBaseUrl(provider) : baseUrl;
        var uri = BaseAddress.Parse(provider, address);
        var key = Blank(apiKey) ?? (ownAddress ? ServerKey(provider) : null);
        if (key is null && provider.RequiresKey)
        {
            throw new InvalidInputException(provider.KeyField, $"{provider.Label} needs an API key.", "missing_key");
        }

        if (key is not null && key.Any(c => c is < '!' or > '~'))
        {
            throw new InvalidInputException(provider.KeyField, "The API key holds characters that no key has.");
        }

        return new ProviderEndpoint(provider.Id, provider.Wire, uri, key, Headers(provider, billTo)) { FromRequest = !ownAddress };
    }

    /// <summary>Headers beyond those of the format.</summary>
    public Dictionary<string, string> Headers(ProviderDescription provider, string? billTo)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        switch (provider.Id)
        {
            case "huggingface" when Blank(billTo) is { } account:
                headers["X-HF-Bill-To"] = account;
                break;
            case "anthropic":
                headers["anthropic-version"] = Blank(configuration["ANTHROPIC_VERSION"]) ?? options.Value.AnthropicVersion;
                break;
            case "openrouter":
                // Attribution. The title header was renamed, and each name is read by some version.
                headers["HTTP-Referer"] = options.Value.SiteUrl;
                headers["X-OpenRouter-Title"] = "Podium";
                headers["X-Title"] = "Podium";
                break;
        }

        return headers;
    }

    private string? ServerKey(ProviderDescription provider) =>
        Blank(Settings(provider)?.ApiKey) ?? provider.KeyVariables.Select(name => Blank(configuration[name])).FirstOrDefault(key => key is not null);

    private string? ConfiguredBaseUrl(ProviderDescription provider) =>
        Blank(Settings(provider)?.BaseUrl) ?? provider.BaseUrlVariables.Select(name => Blank(configuration[name])).FirstOrDefault(url => url is not null);

    private ProviderSettings? Settings(ProviderDescription provider) => options.Value.Endpoints.GetValueOrDefault(provider.Id);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Shorten(string? text) => text is { Length: > 40 } ? text[..40] : text ?? "";
}
