namespace Podium.GenerationService.Providers;

/// <summary>The adapters by the format they speak.</summary>
internal sealed class ChatProviders(IEnumerable<IChatProvider> providers)
{
    private readonly Dictionary<WireFormat, IChatProvider> _byWire = providers.ToDictionary(p => p.Wire);

    public IChatProvider this[WireFormat wire] => _byWire[wire];

    public IChatProvider For(ProviderEndpoint endpoint) => _byWire[endpoint.Wire];
}
