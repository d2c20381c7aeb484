using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>Memory of the one-process shape after 1,000 generations against after 10,000: it must be flat.</summary>
internal static class GenerationMemory
{
    public static async Task<int> RunAsync()
    {
        var report = new Report("memory");
        await using var mock = await Child.PeerAsync("mock");
        await using var podium = await Product.StandaloneAsync(mock.Address);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 16 });
        report.Title("resident memory of the .NET process");
        var done = 0;
        var at = new Dictionary<int, double>();
        foreach (var milestone in new[] { 1_000, 2_500, 5_000, 7_500, 10_000 })
        {
            await Parallel.ForEachAsync(Enumerable.Range(done, milestone - done), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, token) =>
            {
                using var message = Requests.Podium(podium.Address, new MockSchedule(0, 0, 256, $"m{i}"));
                using var response = await client.SendAsync(message, token);
                await Requests.EnsureSuccessAsync(response);
                await response.Content.ReadAsByteArrayAsync(token);
            });
            done = milestone;
            await Task.Delay(TimeSpan.FromSeconds(2));
            at[milestone] = podium.ResidentMiB();
            report.Values($"after {milestone:N0} generations", "MiB", [at[milestone]]);
        }

        report.Goal("10,000th : 1,000th", "x", [at[10_000] / at[1_000]], 1.15);
        return report.ExitCode;
    }
}
