namespace Podium.GenerationService.Providers;

/// <summary>The adapters by the format they speak.</summary>
internal sealed class ChatProviders(IEnumerable<IChatProvider> providers)
{
    private readonly Dictionary<WireFormat, IChatProvider> byWire = providers.ToDictionary(p => p.Wire);

    public IChatProvider this[WireFormat wire] => byWire[wire];

    public IChatProvider For(ProviderEndpoint endpoint) => byWire[endpoint.Wire];
}
