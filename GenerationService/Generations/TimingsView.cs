using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>The clock of one attempt in milliseconds since its request was sent; null is "never came".</summary>
internal sealed record TimingsView(
    double QueuedMs,
    double? FirstByteMs,
    double? TtftMs,
    double? FirstAnswerMs,
    double? SecondTokenMs,
    double? LastTokenMs,
    double? ClosedMs,
    int? TokenEvents,
    double? ItlMs,
    double? OutputTokensPerSecond,
    double? EndToEndTokensPerSecond,
    IReadOnlyList<double>? ArrivalsMs)
{
    /// <summary>Points enough for a plot; the full list stays with the worker.</summary>
    public const int MaxArrivals = 600;

    public static TimingsView From(CompletionTimings timings, long? outputTokens) => new(
        timings.Queued.TotalMilliseconds,
        timings.FirstByte?.TotalMilliseconds,
        timings.FirstToken?.TotalMilliseconds,
        timings.FirstAnswer?.TotalMilliseconds,
        timings.SecondToken?.TotalMilliseconds,
        timings.LastToken?.TotalMilliseconds,
        timings.Closed?.TotalMilliseconds,
        timings.TokenEvents,
        timings.InterTokenLatency(outputTokens)?.TotalMilliseconds,
        timings.OutputTokensPerSecond(outputTokens),
        timings.EndToEndTokensPerSecond(outputTokens),
        Thin(timings.Arrivals));

    /// <summary>What the stored events tell of an attempt whose worker died: when its first text came, and nothing of how it went on.</summary>
    public static TimingsView OfInterrupted(double queuedMs, double? ttftMs, double? firstAnswerMs) =>
        new(queuedMs, null, ttftMs, firstAnswerMs, null, null, null, null, null, null, null, null);

    public TimingsView WithoutArrivals() => this with { ArrivalsMs = null };

    /// <summary>Every k-th arrival, evenly, with the first and the last.</summary>
    private static double[] Thin(IReadOnlyList<int> arrivals)
    {
        var count = Math.Min(arrivals.Count, MaxArrivals);
        var thinned = new double[count];
        for (var i = 0; i < count; i++)
        {
            var index = count == arrivals.Count ? i : (int)Math.Round(i * (arrivals.Count - 1d) / (count - 1));
            thinned[i] = arrivals[index] / 1000d;
        }

        return thinned;
    }
}
