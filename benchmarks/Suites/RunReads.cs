using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>Goal 11: what the page of a run with 1,000 items asks for, when the process has just started and when it is warm.</summary>
internal static class RunReads
{
    private const double PageBytes = 200 * 1024;

    public static async Task<int> RunAsync()
    {
        var report = new Report("runs");
        await using var mock = await Child.PeerAsync("mock");
        var data = DataFolder.Create();
        long run;
        await using (var podium = await RaceProduct.StandaloneInAsync(data, mock.Address))
        {
            var connection = await podium.Race.AddConnectionAsync(mock.Address);
            await podium.Race.LimitAsync(EvalThroughput.InFlight);
            var suite = await podium.Race.AddSuiteAsync(500);
            long[] cars = [await podium.Race.AddCarAsync(connection, new(0, 0, 50, "ra")), await podium.Race.AddCarAsync(connection, new(0, 0, 50, "rb"))];
            (run, _) = await podium.Race.RunAsync(suite, cars);
            await podium.EnsureStoredAsync(run, 1_000);
        }

        (string Name, string Path, double FirstMs)[] reads =
        [
            ("the run", $"/api/runs/{run}?items=none", 50),
            ("a page of items", $"/api/runs/{run}/items?limit=100", 50),
            ("a page in the middle", $"/api/runs/{run}/items?limit=100&cursor=500", 50),
            ("the run with a page of all its parts", $"/api/runs/{run}?items=page&limit=100", 50),
            ("scorecard", $"/api/runs/{run}/scorecard", 10),
        ];
        report.Title("1,000 items, the first reads of a process");
        var cold = reads.ToDictionary(r => r.Name, _ => new List<double>());
        for (var round = 0; round < 5; round++)
        {
            await using var podium = await RaceProduct.StandaloneInAsync(data, mock.Address);
            foreach (var (name, path, _) in reads)
            {
                cold[name].Add((await podium.Race.ReadAsync(path)).FirstMs);
            }
        }

        foreach (var (name, _, _) in reads)
        {
            report.Values($"{name}, first byte", "ms", cold[name]);
        }

        await using var warm = await RaceProduct.StandaloneInAsync(data, mock.Address);
        await WarmAsync(report, warm, reads);
        return report.ExitCode;
    }

    private static async Task WarmAsync(Report report, RaceProduct podium, (string Name, string Path, double FirstMs)[] reads)
    {
        report.Title("1,000 items, warm");
        foreach (var (name, path, bound) in reads)
        {
            List<double> first = [], all = [], bytes = [];
            for (var i = 0; i < 220; i++)
            {
                var read = await podium.Race.ReadAsync(path);
                if (i >= 20)
                {
                    first.Add(read.FirstMs);
                    all.Add(read.AllMs);
                    bytes.Add(read.Bytes / 1024.0);
                }
            }

            report.Goal($"{name}, first byte", "ms", first, bound);
            report.Values($"{name}, last byte", "ms", all);
            report.Goal($"{name}, size", "KiB", bytes, PageBytes / 1024);
        }
    }
}
