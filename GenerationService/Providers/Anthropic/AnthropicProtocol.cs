using Podium.GenerationService.Providers.Http;
using Podium.GenerationService.Providers.Parameters;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Anthropic;

/// <summary>The Messages API. The version header comes with the endpoint, from the catalogue.</summary>
internal sealed class AnthropicProtocol : IWireProtocol
{
    private const string DefaultVersion = "2023-06-01";

    public WireFormat Wire => WireFormat.Anthropic;

    public WireCall Prepare(ChatRequest request, ProviderEndpoint endpoint, ParameterPlan plan) => new()
    {
        Uri = new Uri($"{endpoint.BaseUri.AbsoluteUri.TrimEnd('/')}/v1/messages"),
        Headers = Headers(endpoint),
        Body = AnthropicRequestWriter.Write(request, plan),
        Framing = request.Stream ? Framing.ServerSentEvents : Framing.Whole,
        CreateReader = recorder => new AnthropicReader(recorder, request.Tools is { Count: > 0 } ? new AnthropicThinking(recorder) : null),
        ReadUsage = usage => usage.FromAnthropic(),
    };

    public static KeyValuePair<string, string>[] Headers(ProviderEndpoint endpoint) => endpoint.ApiKey is { } key
        ? [new("anthropic-version", DefaultVersion), Authorization(key)]
        : [new("anthropic-version", DefaultVersion)];

    // OAuth tokens are bearer tokens, keys have a header of their own.
    private static KeyValuePair<string, string> Authorization(string key) =>
        key.StartsWith("sk-ant-oat", StringComparison.Ordinal) ? new("Authorization", $"Bearer {key}") : new("x-api-key", key);
}
