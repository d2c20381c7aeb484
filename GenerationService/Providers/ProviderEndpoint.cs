namespace Podium.GenerationService.Providers;

/// <summary>Where one attempt goes: the address, the key and the extra headers, already checked by the outbound guard.</summary>
/// <param name="Provider">Podium's provider id: <c>huggingface</c>, <c>openai</c>, <c>anthropic</c>, <c>google</c>, <c>ollama</c> and so on.</param>
/// <param name="Wire">The format spoken there.</param>
/// <param name="BaseUri">The base address without the operation's path, for example <c>https://api.openai.com/v1</c>.</param>
/// <param name="ApiKey">The key in clear text, held in memory only; null where none is needed.</param>
/// <param name="Headers">Headers beyond those of the format, for example <c>X-HF-Bill-To</c>.</param>
internal sealed record ProviderEndpoint(
    string Provider,
    WireFormat Wire,
    Uri BaseUri,
    string? ApiKey,
    IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The address came with the request: it is neither the provider's own nor one that the server was given.</summary>
    public bool FromRequest { get; init; }

    // A key must not reach a log through string interpolation of the record.
    public override string ToString() => $"{Provider} at {BaseUri.GetLeftPart(UriPartial.Path)}";
}
