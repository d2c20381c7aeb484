using Podium.Benchmarks.Measure;
using Podium.TestKit.Processes;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 14: the .NET process of the one-process shape against a minimal ASP.NET process: start to the first 200, and memory at rest. The database runs already
/// (its own start is part of the second figure, start of everything). Repeated with a folder of many packages as the working directory.
/// </summary>
internal static class Footprint
{
    public static async Task<int> RunAsync()
    {
        var report = new Report("footprint");
        using var crowded = CrowdedFolder.Create(500);
        var database = await Product.DatabaseAsync();
        var data = DataFolder.Create();
        foreach (var (where, cwd) in new[] { ("own folder", AppContext.BaseDirectory), ("a folder with 500 packages", crowded.Path) })
        {
            report.Title($"start and rest, working directory: {where}");
            List<double> start = [], startMinimal = [], startRatio = [], rest = [], restMinimal = [], restRatio = [];
            for (var round = 0; round < 6; round++)
            {
                var minimal = await MeasureAsync(() => Product.MinimalAsync(FreePort.Next(), cwd));
                var podium = await MeasureAsync(() => Product.StandaloneOnAsync(database, FreePort.Next(), data, cwd));
                if (round == 0)
                {
                    continue;
                }

                startMinimal.Add(minimal.StartMs);
                start.Add(podium.StartMs);
                startRatio.Add(podium.StartMs / minimal.StartMs);
                restMinimal.Add(minimal.RestMiB);
                rest.Add(podium.RestMiB);
                restRatio.Add(podium.RestMiB / minimal.RestMiB);
            }

            report.Values("minimal ASP.NET, start to first 200", "ms", startMinimal);
            report.Values("Podium, start to first 200", "ms", start);
            report.Goal("start, Podium : minimal", "x", startRatio, 2.2);
            report.Values("minimal ASP.NET, resident at rest", "MiB", restMinimal);
            report.Values("Podium, resident at rest", "MiB", rest);
            report.Goal("resident at rest, Podium : minimal", "x", restRatio, 1.7);
        }

        return report.ExitCode;
    }

    private static async Task<(double StartMs, double RestMiB)> MeasureAsync(Func<Task<(Child Host, TimeSpan ToReady)>> start)
    {
        var (host, ready) = await start();
        await using (host)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            return (ready.TotalMilliseconds, host.ResidentMiB());
        }
    }
}
