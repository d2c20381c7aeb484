using System.Diagnostics;

namespace Podium.Benchmarks.Measure;

/// <summary>Requests at a fixed rate whatever the answers do; each latency counts from the instant the request was due, so a stall is not forgiven.</summary>
internal static class OpenLoop
{
    /// <returns>Latencies in microseconds.</returns>
    public static async Task<IReadOnlyList<double>> RunAsync(HttpClient client, Func<HttpRequestMessage> request, int perSecond, TimeSpan duration)
    {
        var count = (int)(perSecond * duration.TotalSeconds);
        var latencies = new double[count];
        var pending = new Task[count];
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = started + (long)(i * (Stopwatch.Frequency / (double)perSecond));
            await UntilAsync(due);
            pending[i] = SendAsync(client, request(), latencies, i, due);
        }

        await Task.WhenAll(pending);
        return latencies;
    }

    private static async Task SendAsync(HttpClient client, HttpRequestMessage message, double[] latencies, int index, long due)
    {
        using (message)
        {
            using var response = await client.SendAsync(message);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
            latencies[index] = Stopwatch.GetElapsedTime(due).TotalMicroseconds;
        }
    }

    // Task.Delay is a millisecond late at best, so the last stretch is spun.
    private static async Task UntilAsync(long due)
    {
        while (due - Stopwatch.GetTimestamp() is var left and > 0)
        {
            if (left > Stopwatch.Frequency / 400)
            {
                await Task.Delay(1);
            }
            else
            {
                Thread.SpinWait(20);
            }
        }
    }
}
