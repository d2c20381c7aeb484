using System.Globalization;
using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Bytes that one more token allocates on its way through the generation service: provider's socket, adapter, clock, journal and PostgreSQL, event stream. The
/// difference between long and short generations, so that what each generation costs anyway falls out.
/// </summary>
internal static class TokenAllocation
{
    private const double Bound = 200;

    public static async Task<int> RunAsync()
    {
        var report = new Report("allocation");
        await using var mock = await Child.PeerAsync("mock");
        await using var service = await Child.PeerAsync("generation", mock.Address);
        using var client = new HttpClient { BaseAddress = service.Address };
        report.Title("allocated bytes per token");
        foreach (var (what, streams, interval, few, many) in new[]
        {
            ("one stream without delay", 1, 0, 2_000, 42_000),
            ("32 streams without delay", 32, 0, 500, 10_500),

            // What a read, a write to the database and a write to the client allocate is not shared with other tokens here.
            ("32 streams, a token every 10 ms", 32, 10, 100, 600),
        })
        {
            await AllocatedAsync(client, streams, interval, few);
            var bytes = new List<double>();
            for (var round = 0; round < 5; round++)
            {
                var brief = await AllocatedAsync(client, streams, interval, few);
                var full = await AllocatedAsync(client, streams, interval, many);
                bytes.Add((full - brief) / (double)(streams * (many - few)));
            }

            if (interval == 0)
            {
                report.Goal(what, "B", bytes, Bound);
            }
            else
            {
                report.Values(what, "B", bytes);
            }
        }

        return report.ExitCode;
    }

    private static async Task<long> AllocatedAsync(HttpClient client, int streams, int interval, int tokens)
    {
        var before = await TotalAsync(client);
        await Task.WhenAll(Enumerable.Range(0, streams).Select(async i =>
        {
            using var message = Requests.Podium(client.BaseAddress!, new MockSchedule(0, interval, tokens, $"a{i}"));
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            await Requests.EnsureSuccessAsync(response);
            await (await response.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null);
        }));
        return await TotalAsync(client) - before;
    }

    private static async Task<long> TotalAsync(HttpClient client) => long.Parse(await client.GetStringAsync("/allocated"), CultureInfo.InvariantCulture);
}
