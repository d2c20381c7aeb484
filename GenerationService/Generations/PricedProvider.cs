using System.Net;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Catalog;
using Podium.ServiceDefaults.Outbound;

namespace Podium.GenerationService.Generations;

/// <summary>Whose price list applies to a call: the address decides, not the name that the request gave it.</summary>
/// <param name="Provider">The provider to look up.</param>
/// <param name="ServedBy">The provider behind a router, or the host of an address that is nobody's own.</param>
internal readonly record struct PricedProvider(string Provider, string? ServedBy)
{
    private const string Compatible = "compatible";
    private static readonly string[] _localSuffixes = [".local", ".lan", ".internal", ".localhost"];

    /// <param name="servedBy">What the response said about who served it.</param>
    public static PricedProvider Of(ProviderEndpoint endpoint, string? servedBy)
    {
        var own = endpoint.Provider != Compatible && (!endpoint.FromRequest || IsModelServerNearby(endpoint));
        return own ? new(endpoint.Provider, servedBy) : new(Compatible, servedBy ?? endpoint.BaseUri.Host);
    }

    // vLLM and its kin cost nothing at home; a paid host speaks their format too.
    private static bool IsModelServerNearby(ProviderEndpoint endpoint) => ProviderTable.IsLocal(endpoint.Provider) && IsNearby(endpoint.BaseUri);

    private static bool IsNearby(Uri address) =>
        address.IsLoopback
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
            ? AddressRules.Of(ip) == AddressRules.Kind.Private
            : !address.Host.Contains('.') || _localSuffixes.Any(suffix => address.Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)));
}
