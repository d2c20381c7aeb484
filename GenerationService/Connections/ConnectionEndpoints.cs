using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Catalog;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Connections;

/// <summary>Where a connection leads. The guard around all outbound calls still checks the address when it is connected to.</summary>
internal sealed class ConnectionEndpoints(ProviderCatalog catalog, ConnectionKeys keys)
{
    /// <exception cref="ConflictException">Its key cannot be read.</exception>
    public ProviderEndpoint Of(Connection connection)
    {
        var key = keys.Resolve(connection);
        return key.Problem is { } problem ? throw new ConflictException(problem, "connection.key_unreadable") : Of(connection, key.Value);
    }

    public ProviderEndpoint Of(Connection connection, string? key)
    {
        var provider = Provider(connection.Kind);
        var headers = catalog.Headers(provider, billTo: null);
        if (key is not null && connection.Kind.KeyInEveryHeader)
        {
            headers["X-API-Key"] = key;
            headers["api-key"] = key;
        }

        var uri = ConnectionAddress.Parse(provider, connection.BaseUrl);
        return new ProviderEndpoint(provider.Id, provider.Wire, uri, key, headers) { FromRequest = !IsOwn(provider, uri) };
    }

    public ProviderDescription Provider(ConnectionType type) =>
        catalog.Find(type.Provider) ?? throw new InvalidOperationException($"The catalogue lacks {type.Provider}.");

    /// <summary>The address is the provider's own, or one that the operator configured for it: a key of the server may go there.</summary>
    public bool IsOwn(ProviderDescription provider, Uri uri) =>
        catalog.DefaultBaseUrl(provider) is { } own && ConnectionAddress.Parse(provider, own) == uri;
}
