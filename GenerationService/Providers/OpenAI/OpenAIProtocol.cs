using Podium.GenerationService.Providers.Http;
using Podium.GenerationService.Providers.Parameters;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.OpenAI;

/// <summary>Chat completions: OpenAI, the Hugging Face router, OpenRouter, AI Pipe, vLLM, LM Studio, llama.cpp, Jan, and whoever else speaks it.</summary>
internal sealed class OpenAIProtocol : IWireProtocol
{
    public WireFormat Wire => WireFormat.OpenAI;

    public WireCall Prepare(ChatRequest request, ProviderEndpoint endpoint, ParameterPlan plan) => new()
    {
        Uri = new Uri($"{endpoint.BaseUri.AbsoluteUri.TrimEnd('/')}/chat/completions"),
        Headers = Headers(endpoint),
        Body = OpenAIRequestWriter.Write(request, plan),
        Framing = request.Stream ? Framing.ServerSentEvents : Framing.Whole,
        CreateReader = recorder => new OpenAIReader(recorder),
        ReadUsage = usage => usage.FromOpenAI(),
    };

    public static KeyValuePair<string, string>[] Headers(ProviderEndpoint endpoint) => endpoint switch
    {
        { ApiKey: null } => [],
        // Newer builds of Jan look for the key in either place, depending on the route.
        { Provider: "jan" } => [new("Authorization", $"Bearer {endpoint.ApiKey}"), new("x-api-key", endpoint.ApiKey)],
        _ => [new("Authorization", $"Bearer {endpoint.ApiKey}")],
    };
}
