namespace Podium.GenerationService.Providers.Catalog;

/// <summary>What Podium knows about a provider before anyone configures anything.</summary>
/// <param name="KeyField">The request field that carries its key.</param>
/// <param name="BaseUrlVariables">Environment names that override <paramref name="BaseUrl"/>, the first that is set wins.</param>
/// <param name="KeyVariables">Environment names of a key kept by the server.</param>
internal sealed record ProviderDescription(
    string Id,
    WireFormat Wire,
    string? BaseUrl,
    bool RequiresKey,
    string KeyField,
    bool AcceptsBaseUrl,
    IReadOnlyList<string> BaseUrlVariables,
    IReadOnlyList<string> KeyVariables,
    IReadOnlyList<ModelPreset> Presets)
{
    public string Label => ProviderLabels.Of(Id);

    public bool IsDemo => Wire == WireFormat.Demo;
}

/// <summary>A model offered by name; any other id may be typed.</summary>
internal sealed record ModelPreset(string ModelId, string Label);
