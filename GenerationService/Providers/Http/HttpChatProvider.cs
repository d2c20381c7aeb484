using Podium.GenerationService.Providers.Parameters;

namespace Podium.GenerationService.Providers.Http;

/// <summary>
/// A chat provider over HTTP. A refusal that names a parameter is cured here: that one field is dropped, renamed or lowered and the request sent
/// again, unless text has reached the sink by then.
/// </summary>
internal sealed class HttpChatProvider(IWireProtocol protocol, ProviderHttp http, LearnedRules learned) : IChatProvider
{
    // A model may refuse temperature, then top_p, then the size of the cap; each is learned once.
    private const int MaxCorrections = 3;

    public WireFormat Wire => protocol.Wire;

    public async Task<CompletionResult> CompleteAsync(
        ChatRequest request, ProviderEndpoint endpoint, ICompletionSink sink, CancellationToken cancellationToken)
    {
        var plan = learned.Apply(endpoint, request.Model, KnownRules.For(endpoint, request));
        for (var corrections = 0; ; corrections++)
        {
            var result = await http.RunAsync(protocol.Prepare(request, endpoint, plan), request, endpoint, sink, cancellationToken);
            var corrected = result.Failure is { } failure && result.Timings.TokenEvents == 0 && corrections < MaxCorrections ? learned.Learn(endpoint, request, plan, failure) : null;
            if (corrected is null)
            {
                return result with { DroppedParameters = plan.Dropped(request) };
            }

            plan = corrected;
        }
    }
}
