using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Anthropic;
using Podium.GenerationService.Providers.Gemini;
using Podium.GenerationService.Providers.Ollama;
using Podium.GenerationService.Providers.OpenAI;

namespace Podium.GenerationService.Connections.Discovery;

/// <summary>Where each format lists its models, and who may ask.</summary>
internal static class ModelListing
{
    // Anthropic shows 20 models unless asked for more, Google 50.
    private const int PageSize = 1_000;

    /// <param name="after">What the page before named as its end; null for the first.</param>
    public static Uri Page(ProviderEndpoint endpoint, string? after)
    {
        var root = endpoint.BaseUri.AbsoluteUri.TrimEnd('/');
        var next = after is null ? null : Uri.EscapeDataString(after);
        return new Uri(endpoint.Wire switch
        {
            WireFormat.Ollama => $"{root}/api/tags",
            WireFormat.Anthropic => $"{root}/v1/models?limit={PageSize}{(next is null ? "" : $"&after_id={next}")}",
            WireFormat.Gemini => $"{root}/v1beta/models?pageSize={PageSize}{(next is null ? "" : $"&pageToken={next}")}",
            _ => $"{root}/models",
        });
    }

    /// <summary>As a completion there would send them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Headers(ProviderEndpoint endpoint) => (endpoint.Wire switch
    {
        WireFormat.Ollama => OllamaProtocol.Headers(endpoint),
        WireFormat.Anthropic => AnthropicProtocol.Headers(endpoint),
        WireFormat.Gemini => GeminiProtocol.Headers(endpoint),
        _ => OpenAIProtocol.Headers(endpoint),
    }).Concat(endpoint.Headers);
}
