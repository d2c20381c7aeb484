using System.Diagnostics;
using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 9: from the moment that an event happened to the moment that a viewer's socket has it, stored meanwhile. The publisher is a race of two cars
/// whose deltas make 50 events a second. CPU is that of all of Podium's processes, PostgreSQL's included, by events delivered.
/// Parts: standalone, distributed.
/// </summary>
internal static class ViewerLag
{
    private const int Rounds = 3;
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(string? part)
    {
        var report = new Report("viewers");
        await using var mock = await Child.PeerAsync("mock");
        foreach (var (name, shape, start) in new (string, string, Func<Uri, Task<RaceProduct>>)[]
        {
            ("standalone", "one process", RaceProduct.StandaloneAsync),
            ("distributed", "gateway and services", RaceProduct.DistributedAsync),
        })
        {
            if (part is null || part == name)
            {
                await MeasureAsync(report, mock, shape, start);
            }
        }

        return report.ExitCode;
    }

    private static async Task MeasureAsync(Report report, Child mock, string shape, Func<Uri, Task<RaceProduct>> start)
    {
        await using var podium = await start(mock.Address);
        var connection = await podium.Race.AddConnectionAsync(mock.Address);
        await podium.Race.LimitAsync(2);
        var suite = await podium.Race.AddSuiteAsync(1);

        // Long enough for the viewers to come, then to be counted.
        var schedule = new MockSchedule(500, 20, (int)((Counted.TotalSeconds + 6) * 50), $"{shape[0]}v");
        long[] cars = [await podium.Race.AddCarAsync(connection, schedule), await podium.Race.AddCarAsync(connection, schedule with { RequestId = $"{shape[0]}w" })];
        await RoundAsync(podium, suite, cars, 32);
        foreach (var (viewers, bound) in new[] { (1, 3.0), (100, 5.0), (1_000, 25.0) })
        {
            report.Title($"{viewers} viewers of 50 events a second, {shape}");
            List<double> p50 = [], p99 = [], cpu = [], rate = [], gaps = [];
            for (var round = 0; round < Rounds; round++)
            {
                var outcome = await RoundAsync(podium, suite, cars, viewers);
                p50.Add(Sample.Percentile(outcome.LagsMs, 0.5));
                p99.Add(Sample.Percentile(outcome.LagsMs, 0.99));
                cpu.Add(outcome.CpuUs);
                rate.Add(outcome.LagsMs.Length / Counted.TotalSeconds / viewers);
                gaps.Add(outcome.Gaps);
            }

            report.Values("events a second for each viewer", "1/s", rate);
            report.Values("lag p50", "ms", p50);
            report.Goal("lag p99", "ms", p99, bound);
            report.Goal("events lost or repeated, viewers that came back included", "", gaps, 0);
            if (viewers == 1_000)
            {
                report.Goal("CPU of a delivery", "us", cpu, 15);
            }
        }
    }

    private sealed record Outcome(double[] LagsMs, double CpuUs, int Gaps);

    private static async Task<Outcome> RoundAsync(RaceProduct podium, long suite, long[] cars, int count)
    {
        var run = await podium.Race.StartAsync(suite, cars);
        var viewers = Enumerable.Range(0, count).Select(_ => new RaceViewer(podium.Address, run)).ToList();
        var watching = viewers.Select((viewer, i) => i > 0 && i % 10 == 0 ? ComeAndGoAsync(viewer) : viewer.WatchAsync(CancellationToken.None)).ToList();
        while (viewers.Exists(v => v.Events == 0))
        {
            await Task.Delay(20);
        }

        // What is read at once by somebody who comes is history, and late by its nature.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var from = DateTime.UtcNow.Ticks;
        viewers.ForEach(v => v.CountFrom = from);
        var (cpu, events, started) = (podium.Cpu(), viewers.Sum(v => v.Events), Stopwatch.GetTimestamp());
        await Task.Delay(Counted - Stopwatch.GetElapsedTime(started));
        var used = podium.Cpu() - cpu;
        var delivered = viewers.Sum(v => v.Events) - events;

        // Those who come and go read history each time they come: they are there to be complete, not to be in time.
        var lags = viewers.Where((_, i) => i == 0 || i % 10 != 0).SelectMany(v => v.LagsMs.ToArray()).Select(lag => (double)lag).ToArray();
        await Task.WhenAll(watching);
        await podium.EnsureStoredAsync(run, cars.Length);
        var last = await podium.ScalarAsync<long>($"select last_seq from eval.runs where id = {run}");
        return new Outcome(lags, used.TotalMicroseconds / delivered, viewers.Sum(v => v.Gaps + (v.Last == last ? 0 : 1)));
    }

    /// <summary>Leaves every two seconds and comes back with the number of the last event it has.</summary>
    private static async Task ComeAndGoAsync(RaceViewer viewer)
    {
        while (true)
        {
            using var leave = new CancellationTokenSource(TimeSpan.FromSeconds(2 + Random.Shared.NextDouble()));
            try
            {
                await viewer.WatchAsync(leave.Token);
                return;
            }
            catch (OperationCanceledException) when (leave.IsCancellationRequested)
            {
            }
        }
    }
}
