using Podium.GenerationService.Providers.Http;
using Podium.GenerationService.Providers.Parameters;
using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Gemini;

/// <summary>Google's Developer API. The key goes into a header: in the query string it would end up in logs.</summary>
internal sealed class GeminiProtocol : IWireProtocol
{
    public WireFormat Wire => WireFormat.Gemini;

    public WireCall Prepare(ChatRequest request, ProviderEndpoint endpoint, ParameterPlan plan) => new()
    {
        Uri = Address(request, endpoint),
        Headers = Headers(endpoint),
        Body = GeminiRequestWriter.Write(request, plan),
        Framing = request.Stream ? Framing.ServerSentEvents : Framing.Whole,
        CreateReader = recorder => new GeminiReader(recorder),
        ReadUsage = usage => usage.FromGemini(),
    };

    public static KeyValuePair<string, string>[] Headers(ProviderEndpoint endpoint) => endpoint.ApiKey is { } key ? [new("x-goog-api-key", key)] : [];

    // Without alt=sse the stream would be one JSON array, sent piecewise.
    private static Uri Address(ChatRequest request, ProviderEndpoint endpoint)
    {
        var model = request.Model.StartsWith("models/", StringComparison.Ordinal) ? request.Model[7..] : request.Model;
        var operation = request.Stream ? "streamGenerateContent?alt=sse" : "generateContent";
        return new Uri($"{endpoint.BaseUri.AbsoluteUri.TrimEnd('/')}/v1beta/models/{Uri.EscapeDataString(model)}:{operation}");
    }
}
