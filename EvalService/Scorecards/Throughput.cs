using System.Text.Json.Serialization;

namespace Podium.EvalService.Scorecards;

/// <summary>
/// What a car delivered while it was asked: its successes, by the time in which at least one of its requests was under way. Failures deliver nothing and
/// stay in the clock. Warm-ups, and time in which only other cars were asked or the run stood still, are left out.
/// </summary>
/// <param name="N">Items that were answered.</param>
/// <param name="RequestsPerSec">Answered items: one that calls tools asks more than once.</param>
/// <param name="OutputTokensPerSec">Null when the provider did not count the tokens of each of them.</param>
/// <param name="BusySeconds">What the rates divide by.</param>
/// <param name="WindowSeconds">From the first request to the end of the last answer, idle time included.</param>
internal sealed record Throughput(
    [property: JsonPropertyName("n")] int N,
    [property: JsonPropertyName("requests_per_sec")] double RequestsPerSec,
    [property: JsonPropertyName("output_tokens_per_sec")] double? OutputTokensPerSec,
    [property: JsonPropertyName("busy_seconds")] double BusySeconds,
    [property: JsonPropertyName("window_seconds")] double WindowSeconds)
{
    /// <summary>Null when nothing was answered, or it is not known of each item when it was asked.</summary>
    public static Throughput? Of(ItemResult[] items)
    {
        var spans = new List<(double Start, double End)>(items.Length);
        var (answered, tokens) = (0, 0.0);
        foreach (ref readonly var item in items.AsSpan())
        {
            if (item.Outcome is not (ItemOutcome.Completed or ItemOutcome.Partial or ItemOutcome.Failed))
            {
                continue;
            }

            spans.Add(SpanOf(in item));
            if (item is { Errored: false, Outcome: not ItemOutcome.Failed })
            {
                answered++;
                tokens += item.TokensEstimated ? double.NaN : item.OutputTokens;
            }
        }

        // A clock that misses one item would run too short.
        var busy = Busy(spans, out var window);
        return answered > 0 && busy > 0
            ? new Throughput(answered, answered / busy, double.IsFinite(tokens) ? tokens / busy : null, busy, window)
            : null;
    }

    // From its first request on, without the wait for a free place, and without the checks behind the answer.
    private static (double Start, double End) SpanOf(in ItemResult item)
    {
        if (item.Errored || item.Outcome == ItemOutcome.Failed)
        {
            return (item.StartedSeconds, item.FinishedSeconds);
        }

        var sent = item.StartedSeconds + (item.QueuedMs / 1000);
        return (sent, sent + (item.LatencyMs / 1000));
    }

    private static double Busy(List<(double Start, double End)> spans, out double window)
    {
        window = double.NaN;
        if (spans.Exists(span => !double.IsFinite(span.Start) || !double.IsFinite(span.End)))
        {
            return double.NaN;
        }

        spans.Sort();
        var (busy, until) = (0.0, double.NegativeInfinity);
        foreach (var (start, end) in spans)
        {
            busy += Math.Max(0, end - Math.Max(start, until));
            until = Math.Max(until, end);
        }

        window = spans.Count == 0 ? 0 : until - spans[0].Start;
        return busy;
    }
}
