using System.Globalization;
using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 13: what it costs to lose nothing. 2,000 x 2 without delay by the engine with its journal, against the same engine whose log is thrown away, in one
/// process and in turns; and results written as the journal does, against a commit for each.
/// </summary>
internal static class StorageCost
{
    private const int Cases = 2_000;

    public static async Task<int> RunAsync()
    {
        var report = new Report("storage");
        await using var mock = await Child.PeerAsync("mock");
        await using var engine = await Child.PeerAsync("engine", mock.Address);
        using var race = new RaceClient(engine.Address);
        var connection = await race.AddConnectionAsync(mock.Address);
        await race.LimitAsync(EvalThroughput.InFlight);
        var suite = await race.AddSuiteAsync(Cases);
        long[] cars = [await race.AddCarAsync(connection, new(0, 0, 4, "sa")), await race.AddCarAsync(connection, new(0, 0, 4, "sb"))];

        report.Title($"{Cases} x 2 without delay, 32 in flight");
        List<double> stored = [], unstored = [], ratio = [];
        for (var round = 0; round <= 5; round++)
        {
            var without = double.Parse(await PostAsync(race, $"/unstored?suite={suite}&cars={string.Join(',', cars)}"), CultureInfo.InvariantCulture);
            var (run, took) = await race.RunAsync(suite, cars);
            if (await race.Http.GetStringAsync($"/stored/{run}") != $"{2 * Cases}")
            {
                throw new InvalidOperationException($"Run {run} lost results.");
            }

            if (round > 0)
            {
                stored.Add(took.TotalMilliseconds);
                unstored.Add(without);
                ratio.Add(took.TotalMilliseconds / without);
            }
        }

        report.Values("stored, wall", "ms", stored);
        report.Values("not stored, wall", "ms", unstored);
        report.Goal("stored : not stored", "x", ratio, 1.5);
        await RowsAsync(report, race);
        return report.ExitCode;
    }

    private static async Task RowsAsync(Report report, RaceClient race)
    {
        report.Title("results written by one connection, each an output and its metrics");
        List<double> copied = [], single = [], ratio = [];
        for (var round = 0; round <= 5; round++)
        {
            var fast = double.Parse(await PostAsync(race, "/rows?way=copy&count=20000"), CultureInfo.InvariantCulture);
            var slow = double.Parse(await PostAsync(race, "/rows?way=single&count=1000"), CultureInfo.InvariantCulture);
            if (round > 0)
            {
                copied.Add(fast);
                single.Add(slow);
                ratio.Add(fast / slow);
            }
        }

        report.Values("by COPY, 256 to a commit", "1/s", copied);
        report.Values("a commit for each", "1/s", single);
        report.Goal("COPY : single", "x", ratio, 10, atMost: false);
    }

    private static async Task<string> PostAsync(RaceClient race, string path)
    {
        using var response = await race.Http.PostAsync(path, content: null);
        await Requests.EnsureSuccessAsync(response);
        return await response.Content.ReadAsStringAsync();
    }
}
