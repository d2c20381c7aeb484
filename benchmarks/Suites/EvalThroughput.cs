using System.Diagnostics;
using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 6: one promptfoo config of cases x two models without delay, checked, run by promptfoo (-j 32) and by Podium (32 in flight), in turns. Podium's
/// time is that of a client: from the request that starts the run to the end of its stream, everything being stored then; its CPU is that of all its
/// processes, PostgreSQL's included. "cold" is a run with a process of its own, as promptfoo's always is: start, run and all.
/// Parts: 200, 2000, distributed.
/// </summary>
internal static class EvalThroughput
{
    public const int InFlight = 32;

    public static async Task<int> RunAsync(string? part)
    {
        var report = new Report("eval");
        await using var mock = await Child.PeerAsync("mock");
        if (part != "distributed")
        {
            foreach (var (cases, wall) in new[] { (200, 8.0), (2_000, 20.0) }.Where(c => part is null || part == $"{c.Item1}"))
            {
                await MeasureAsync(report, mock, RaceProduct.StandaloneAsync, "one process", cases, wall);
            }
        }

        if (part is null or "distributed")
        {
            await MeasureAsync(report, mock, RaceProduct.DistributedAsync, "gateway and services", 2_000, 20);
        }

        if (part is null or "2000")
        {
            await ColdAsync(report, mock);
        }

        return report.ExitCode;
    }

    private static async Task MeasureAsync(Report report, Child mock, Func<Uri, Task<RaceProduct>> start, string shape, int cases, double goal)
    {
        report.Title($"{cases} x 2 without delay, 32 in flight, {shape}");
        await using var podium = await start(mock.Address);
        var schedules = Schedules($"{shape[0]}{cases}");
        var (suite, cars) = await PrepareAsync(podium, mock, cases, schedules);
        var config = PromptfooFile.Of(cases, schedules.Select(s => (mock.Address, s)));
        List<double> wall = [], cpu = [], database = [], peak = [], wallRatio = [], cpuRatio = [], peakRatio = [], theirWall = [], theirCpu = [], theirPeak = [];

        // The runtime compiles the hot path for the last time after some ten thousand items; what a process does before is told by "cold".
        var warmUps = 12_000 / (2 * cases);
        for (var round = -warmUps; round < (cases < 1_000 ? 5 : 3); round++)
        {
            podium.ResetPeak();
            var (cpuBefore, databaseBefore) = (podium.Cpu(), podium.DatabaseCpu());
            var (run, took) = await podium.Race.RunAsync(suite, cars);
            var (used, usedByDatabase) = (podium.Cpu() - cpuBefore, podium.DatabaseCpu() - databaseBefore);
            await podium.EnsureStoredAsync(run, 2 * cases);
            if (round < 0)
            {
                continue;
            }

            wall.Add(took.TotalSeconds);
            cpu.Add(used.TotalSeconds);
            database.Add(usedByDatabase.TotalSeconds);
            peak.Add(podium.PeakMiB());
            if (Promptfoo.IsInstalled)
            {
                var theirs = await Promptfoo.RunAsync(config, InFlight, 2 * cases);
                theirWall.Add(theirs.Took.TotalSeconds);
                theirCpu.Add(theirs.Cpu.TotalSeconds);
                theirPeak.Add(theirs.PeakMiB);
                wallRatio.Add(theirs.Took / took);
                cpuRatio.Add(theirs.Cpu / used);
                peakRatio.Add(theirs.PeakMiB / peak[^1]);
            }
        }

        report.Values("Podium, wall", "s", wall);
        report.Values("Podium, CPU of all its processes", "s", cpu);
        report.Values("of that PostgreSQL's", "s", database);
        report.Values("Podium, peak resident set of its .NET processes", "MiB", peak);
        report.Values("Podium's PostgreSQL, memory now", "MiB", [podium.DatabaseMiB()]);
        if (wallRatio.Count == 0)
        {
            report.Note("promptfoo: not measured, it is not installed");
            return;
        }

        report.Values("promptfoo, wall", "s", theirWall);
        report.Values("promptfoo, CPU", "s", theirCpu);
        report.Values("promptfoo, peak resident set", "MiB", theirPeak);
        report.Goal("wall, promptfoo : Podium", "x", wallRatio, goal, atMost: false);
        if (cases >= 1_000)
        {
            report.Goal("CPU, promptfoo : Podium", "x", cpuRatio, 20, atMost: false);
            report.Goal("peak resident set, promptfoo : Podium", "x", peakRatio, 4, atMost: false);
        }
        else
        {
            report.Values("CPU, promptfoo : Podium", "x", cpuRatio);
        }
    }

    private static async Task ColdAsync(Report report, Child mock)
    {
        const int Cases = 2_000;
        report.Title($"{Cases} x 2 without delay, cold: the process starts, runs and is done");
        var data = DataFolder.Create();
        long suite;
        long[] cars;
        await using (var first = await RaceProduct.StandaloneInAsync(data, mock.Address))
        {
            (suite, cars) = await PrepareAsync(first, mock, Cases, Schedules("cold"));
        }

        List<double> wall = [], cpu = [];
        for (var round = 0; round < 3; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var podium = await RaceProduct.StandaloneInAsync(data, mock.Address);
            var (run, _) = await podium.Race.RunAsync(suite, cars);
            wall.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            cpu.Add(podium.Cpu().TotalSeconds);
            await podium.EnsureStoredAsync(run, 2 * Cases);
        }

        report.Values("Podium with its own PostgreSQL, wall", "s", wall);
        report.Values("Podium with its own PostgreSQL, CPU", "s", cpu);
    }

    private static MockSchedule[] Schedules(string name) => [new(0, 0, 4, $"{name}a"), new(0, 0, 4, $"{name}b")];

    private static async Task<(long Suite, long[] Cars)> PrepareAsync(RaceProduct podium, Child mock, int cases, MockSchedule[] schedules)
    {
        var connection = await podium.Race.AddConnectionAsync(mock.Address);
        await podium.Race.LimitAsync(InFlight);
        var suite = await podium.Race.ImportAsync(PromptfooFile.Of(cases, schedules.Select(s => (mock.Address, s))), cases);
        return (suite, [await podium.Race.AddCarAsync(connection, schedules[0]), await podium.Race.AddCarAsync(connection, schedules[1])]);
    }
}
