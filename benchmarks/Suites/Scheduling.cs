using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 7: how little is lost between answers. An upstream that takes 200 ms; ideal is ceil(items / in flight) x 200 ms, measured is what a client sees
/// from the request that starts the run to the end of its stream. promptfoo runs the same config in turns.
/// Parts: standalone, distributed.
/// </summary>
internal static class Scheduling
{
    private const int UpstreamMs = 200;

    public static async Task<int> RunAsync(string? part)
    {
        var report = new Report("schedule");
        await using var mock = await Child.PeerAsync("mock");
        if (part is null or "standalone")
        {
            await MeasureAsync(report, mock, RaceProduct.StandaloneAsync, "one process", withPromptfoo: true);
        }

        if (part is null or "distributed")
        {
            await MeasureAsync(report, mock, RaceProduct.DistributedAsync, "gateway and services", withPromptfoo: false);
        }

        return report.ExitCode;
    }

    private static async Task MeasureAsync(Report report, Child mock, Func<Uri, Task<RaceProduct>> start, string shape, bool withPromptfoo)
    {
        await using var podium = await start(mock.Address);
        var connection = await podium.Race.AddConnectionAsync(mock.Address);
        MockSchedule[] schedules = [new(UpstreamMs, 0, 1, $"{shape[0]}a"), new(UpstreamMs, 0, 1, $"{shape[0]}b")];
        long[] cars = [await podium.Race.AddCarAsync(connection, schedules[0]), await podium.Race.AddCarAsync(connection, schedules[1])];
        foreach (var (cases, inFlight, goal) in new[] { (200, 32, 0.90), (500, 128, 0.85) })
        {
            report.Title($"{cases} x 2, {inFlight} in flight, upstream {UpstreamMs} ms, {shape}");
            var suite = await podium.Race.AddSuiteAsync(cases);
            await podium.Race.LimitAsync(inFlight);
            var ideal = Math.Ceiling(2.0 * cases / inFlight) * UpstreamMs / 1000;
            List<double> efficiency = [], theirs = [];
            for (var round = 0; round <= 5; round++)
            {
                var (run, took) = await podium.Race.RunAsync(suite, cars);
                await podium.EnsureStoredAsync(run, 2 * cases);
                if (round > 0)
                {
                    efficiency.Add(ideal / took.TotalSeconds);
                }

                if (round is > 0 and <= 3 && withPromptfoo && Promptfoo.IsInstalled)
                {
                    var other = await Promptfoo.RunAsync(PromptfooFile.Of(cases, schedules.Select(s => (mock.Address, s))), inFlight, 2 * cases);
                    theirs.Add(ideal / other.Took.TotalSeconds);
                }
            }

            report.Goal("ideal : measured", "", efficiency, goal, atMost: false);
            if (theirs.Count > 0)
            {
                report.Values("promptfoo, ideal : measured", "", theirs);
            }
            else if (withPromptfoo)
            {
                report.Note("promptfoo: not measured, it is not installed");
            }
        }
    }
}
