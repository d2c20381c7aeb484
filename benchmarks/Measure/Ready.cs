using System.Diagnostics;

namespace Podium.Benchmarks.Measure;

internal static class Ready
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Polls every 2 ms until the address answers 2xx; returns the time that took.</summary>
    public static async Task<TimeSpan> WaitAsync(Uri address, Process process, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < limit)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The process for {address} ended with {process.ExitCode}; set BENCHMARK_LOG=file to see why.");
            }

            try
            {
                using var response = await Client.GetAsync(address);
                if (response.IsSuccessStatusCode)
                {
                    return Stopwatch.GetElapsedTime(started);
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(2);
        }

        throw new TimeoutException($"{address} did not answer within {limit}.");
    }
}
