using Podium.GenerationService.Providers.Streaming;

namespace Podium.GenerationService.Providers.Http;

/// <summary>One HTTP exchange as a wire format wants it.</summary>
internal sealed record WireCall
{
    public required Uri Uri { get; init; }

    /// <summary>Headers of the format (authorization among them); those of the endpoint come on top.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required byte[] Body { get; init; }

    public required Framing Framing { get; init; }

    public required Func<CompletionRecorder, IWireReader> CreateReader { get; init; }

    /// <summary>The format's sense of the counts it sent.</summary>
    public required Func<UsageCounts, TokenUsage?> ReadUsage { get; init; }
}

/// <summary>A wire format: how to ask, and who understands the answer.</summary>
internal interface IWireProtocol
{
    WireFormat Wire { get; }

    WireCall Prepare(ChatRequest request, ProviderEndpoint endpoint, Parameters.ParameterPlan plan);
}
