namespace Podium.GenerationService.Providers;

/// <summary>One wire format: sends a request, streams what comes back into a sink, and tells how it ended.</summary>
internal interface IChatProvider
{
    WireFormat Wire { get; }

    /// <summary>
    /// Runs one attempt. An expected failure (status, error event, cut stream, limit, time) is in the result, with what had arrived before it;
    /// cancellation by <paramref name="cancellationToken"/> also returns a result, with <see cref="FinishReason.Cancelled"/>.
    /// </summary>
    Task<CompletionResult> CompleteAsync(ChatRequest request, ProviderEndpoint endpoint, ICompletionSink sink, CancellationToken cancellationToken);
}

internal enum DeltaChannel
{
    Answer,
    Reasoning,
    ToolArguments,
}

/// <summary>Receives a completion as it arrives: one caller, in order, next to the socket, so an implementation must not block or await.</summary>
internal interface ICompletionSink
{
    /// <param name="text">Valid only during the call.</param>
    /// <param name="sinceSent">Arrival of the bytes that held it, measured from t0 (the request body handed to the socket).</param>
    void OnDelta(DeltaChannel channel, ReadOnlySpan<char> text, TimeSpan sinceSent);

    /// <summary>All events of one socket read have been handed over: the moment to wake whoever follows.</summary>
    void OnReadCompleted();
}
