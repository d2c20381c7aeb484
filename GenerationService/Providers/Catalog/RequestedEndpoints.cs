using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Outbound;

namespace Podium.GenerationService.Providers.Catalog;

/// <summary>The endpoint that a caller names. An address that came from outside passes the outbound guard before anything is queued or sent.</summary>
internal sealed class RequestedEndpoints(ProviderCatalog catalog, OutboundGuard guard)
{
    /// <exception cref="InvalidInputException">Unknown provider, missing key, or an address that may not be called.</exception>
    public async ValueTask<ProviderEndpoint> ResolveAsync(
        string providerId, string? apiKey, string? baseUrl, string? billTo, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(baseUrl) && catalog.Find(providerId) is { AcceptsBaseUrl: false } provider)
        {
            throw new InvalidInputException("baseUrl", $"{provider.Label} has no base URL to choose.");
        }

        var endpoint = catalog.Resolve(providerId, apiKey, baseUrl, billTo);
        if (endpoint.FromRequest)
        {
            await guard.CheckAsync(endpoint.BaseUri, cancellationToken);
        }

        return endpoint;
    }
}
