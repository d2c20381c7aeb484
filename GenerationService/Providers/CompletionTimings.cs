namespace Podium.GenerationService.Providers;

/// <summary>
/// The instants of one attempt on a monotonic clock, all measured from t0: the request body handed to the socket, after any queue and after
/// connection set-up. An instant that never came is null.
/// </summary>
/// <param name="Queued">Wait for a place before t0; not part of any instant below.</param>
/// <param name="FirstByte">b1: first byte of the response.</param>
/// <param name="FirstToken">c1: first event with a token of any channel. This is TTFT.</param>
/// <param name="FirstAnswer">a1: first event with answer text or tool-call arguments.</param>
/// <param name="LastToken">cK: last event with a token.</param>
/// <param name="Closed">tE: the terminal marker or the end of the stream.</param>
/// <param name="TokenEvents">k: events that carried at least one token. Never a token count.</param>
/// <param name="Arrivals">c1..ck, microseconds since t0, at most <see cref="MaxArrivals"/> of them; later ones are counted but not kept.</param>
internal sealed record CompletionTimings(
    TimeSpan Queued,
    TimeSpan? FirstByte,
    TimeSpan? FirstToken,
    TimeSpan? SecondToken,
    TimeSpan? FirstAnswer,
    TimeSpan? LastToken,
    TimeSpan? Closed,
    int TokenEvents,
    IReadOnlyList<int> Arrivals)
{
    public const int MaxArrivals = 20_000;

    /// <summary>
    /// Inter-token latency (cK - c1) / (N - 1), the same as TPOT per request; null for N &lt; 2 or a single event.
    /// Source: vLLM TPOT, AIPerf ITL.
    /// </summary>
    /// <param name="outputTokens">N: billed completion tokens, reasoning included.</param>
    public TimeSpan? InterTokenLatency(long? outputTokens) =>
        outputTokens is >= 2 && TokenEvents >= 2 && LastToken is { } last && FirstToken is { } first
            ? (last - first) / (outputTokens.Value - 1)
            : null;

    /// <summary>Output speed per user, tokens per second: (N - 1) / (cK - c1). Null as <see cref="InterTokenLatency"/>, and when no time passed.</summary>
    public double? OutputTokensPerSecond(long? outputTokens) =>
        InterTokenLatency(outputTokens) is { Ticks: > 0 } itl ? TimeSpan.TicksPerSecond / (double)itl.Ticks : null;

    /// <summary>End-to-end speed, tokens per second: N / (cK - t0).</summary>
    public double? EndToEndTokensPerSecond(long? outputTokens) =>
        outputTokens is > 0 && LastToken is { Ticks: > 0 } last ? outputTokens.Value / last.TotalSeconds : null;
}
