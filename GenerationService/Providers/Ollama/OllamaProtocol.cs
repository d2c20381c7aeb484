using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers.Catalog;
using Podium.GenerationService.Providers.Http;
using Podium.GenerationService.Providers.Parameters;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Ollama;

/// <summary>Ollama's own API: unlike its <c>/v1</c> it takes the context size, and reports how long loading took.</summary>
internal sealed class OllamaProtocol(IOptions<ProvidersOptions> options) : IWireProtocol
{
    public WireFormat Wire => WireFormat.Ollama;

    public WireCall Prepare(ChatRequest request, ProviderEndpoint endpoint, ParameterPlan plan) => new()
    {
        Uri = new Uri($"{endpoint.BaseUri.AbsoluteUri.TrimEnd('/')}/api/chat"),
        Headers = Headers(endpoint),
        Body = OllamaRequestWriter.Write(request, plan, options.Value.OllamaMaxContextTokens),
        Framing = request.Stream ? Framing.JsonLines : Framing.Whole,
        CreateReader = recorder => new OllamaReader(recorder),
        ReadUsage = usage => usage.FromOllama(),
    };

    public static KeyValuePair<string, string>[] Headers(ProviderEndpoint endpoint) =>
        endpoint.ApiKey is { } key ? [new("Authorization", $"Bearer {key}")] : [];
}
