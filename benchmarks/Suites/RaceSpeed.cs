using System.Diagnostics;
using System.Text.Json;
using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 8: a race of 20 x 2 that a viewer watches, against the time its slowest answer takes; and 1,000 items without delay, every event of which can be
/// replayed, the last of them no slower than the first. The seed of the race is a Python program that is not installed here: it is not measured.
/// Parts: standalone, distributed.
/// </summary>
internal static class RaceSpeed
{
    public static async Task<int> RunAsync(string? part)
    {
        var report = new Report("race");
        await using var mock = await Child.PeerAsync("mock");
        if (part is null or "standalone")
        {
            await using var podium = await RaceProduct.StandaloneAsync(mock.Address);
            await MeasureAsync(report, mock, podium, "one process");
        }

        if (part is null or "distributed")
        {
            await using var podium = await RaceProduct.DistributedAsync(mock.Address);
            await MeasureAsync(report, mock, podium, "gateway and services");
        }

        report.Note("LLMRace: not measured, it is not installed");
        return report.ExitCode;
    }

    private static async Task MeasureAsync(Report report, Child mock, RaceProduct podium, string shape)
    {
        var connection = await podium.Race.AddConnectionAsync(mock.Address);
        await podium.Race.LimitAsync(64);
        await WatchedAsync(report, podium, connection, shape);
        await podium.Race.LimitAsync(EvalThroughput.InFlight);
        await ThousandAsync(report, podium, connection, shape);
    }

    private static async Task WatchedAsync(Report report, RaceProduct podium, long connection, string shape)
    {
        const double IdealSeconds = 1.18;
        report.Title($"20 x 2, first token after 200 ms, 50 tokens every 20 ms, a viewer attached, {shape}");
        var suite = await podium.Race.AddSuiteAsync(20);
        long[] cars = [await CarAsync(podium, connection, new(200, 20, 50, "wa")), await CarAsync(podium, connection, new(200, 20, 50, "wb"))];
        List<double> ratio = [];
        for (var round = 0; round <= 5; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var run = await podium.Race.StartAsync(suite, cars);
            var viewer = new RaceViewer(podium.Address, run);
            await viewer.WatchAsync(CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(started);
            await podium.EnsureStoredAsync(run, 40);
            await EnsureReplayedAsync(podium, run, tokens: 50, viewer);
            if (round > 0)
            {
                ratio.Add(took.TotalSeconds / IdealSeconds);
            }
        }

        report.Goal($"wall : {IdealSeconds} s", "x", ratio, 1.25);
    }

    private static async Task ThousandAsync(Report report, RaceProduct podium, long connection, string shape)
    {
        report.Title($"500 x 2 of 50 tokens without delay, 32 in flight, {shape}");
        var suite = await podium.Race.AddSuiteAsync(500);
        long[] cars = [await CarAsync(podium, connection, new(0, 0, 50, "ta")), await CarAsync(podium, connection, new(0, 0, 50, "tb"))];
        List<double> wall = [], decile = [], events = [];
        for (var round = 0; round <= 5; round++)
        {
            var (run, took) = await podium.Race.RunAsync(suite, cars);
            await podium.EnsureStoredAsync(run, 1_000);
            await EnsureReplayedAsync(podium, run, tokens: 50, viewer: null);
            if (round > 0)
            {
                wall.Add(took.TotalSeconds);
                decile.Add(await ItemMsAsync(podium, run, "ordinal > 900") / await ItemMsAsync(podium, run, "ordinal <= 100"));
                events.Add(await podium.ScalarAsync<long>($"select last_seq from eval.runs where id = {run}"));
            }
        }

        report.Goal("wall", "s", wall, 2.4);
        report.Goal("time of an item, last tenth : first tenth", "x", decile, 1.1);
        report.Values("events, all replayed", "", events);
    }

    private static Task<double> ItemMsAsync(RaceProduct podium, long run, string which) => podium.ScalarAsync<double>(
        $"select avg(extract(epoch from finished_at - started_at) * 1000)::double precision from eval.run_items where run_id = {run} and {which}");

    private static Task<long> CarAsync(RaceProduct podium, long connection, MockSchedule schedule) => podium.Race.AddCarAsync(connection, schedule);

    /// <summary>The whole stream from its first event on: without a gap, and with every item's whole answer.</summary>
    private static async Task EnsureReplayedAsync(RaceProduct podium, long run, int tokens, RaceViewer? viewer)
    {
        var replay = new RaceViewer(podium.Address, run) { KeepsTexts = true };
        await replay.WatchAsync(CancellationToken.None);
        var stored = await podium.ScalarAsync<long>($"select last_seq from eval.runs where id = {run}");
        var whole = await podium.ScalarAsync<string>(
            $"select json_object_agg(run_item_id, streamed_text)::text from eval.outputs where run_id = {run}");
        var texts = JsonSerializer.Deserialize<Dictionary<long, string>>(whole)!;
        var missing = texts.Count(text => replay.Texts.GetValueOrDefault(text.Key)?.ToString() != text.Value || text.Value.Length < tokens);
        if (replay.Gaps > 0 || replay.Last != stored || missing > 0 || viewer is { Gaps: > 0 } || (viewer is not null && viewer.Last != stored))
        {
            throw new InvalidOperationException(
                $"Of {stored} events of run {run}, {replay.Last} were replayed with {replay.Gaps} gaps; {missing} texts are not whole; the viewer had {viewer?.Gaps} gaps and {viewer?.Last} events.");
        }
    }
}
