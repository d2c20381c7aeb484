using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// Goal 5 for races: what is stored of each item against the mock's log, joined by car and prompt, with a role-only first chunk as a trap, while results
/// and events are written and a viewer watches.
/// Parts: standalone, distributed.
/// </summary>
internal static class RaceTruth
{
    public static async Task<int> RunAsync(string? part)
    {
        var report = new Report("race-truth");
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

        return report.ExitCode;
    }

    private static async Task MeasureAsync(Report report, Child mock, RaceProduct podium, string shape)
    {
        var connection = await podium.Race.AddConnectionAsync(mock.Address);
        var number = 0;
        foreach (var (cases, inFlight, p50, p99) in new[] { (100, 32, 1.0, 5.0), (250, 128, double.NaN, double.NaN), (256, 256, 4.0, double.NaN) })
        {
            report.Title($"{cases} x 2, {inFlight} in flight, first token after 200 ms, 20 tokens every 10 ms, {shape}");
            await podium.Race.LimitAsync(inFlight);
            var suite = await podium.Race.AddSuiteAsync(cases);
            List<double> ttft50 = [], ttft99 = [], latency50 = [], latency99 = [];
            for (var round = 0; round <= 3; round++)
            {
                MockSchedule[] schedules = [new(200, 10, 20, $"{shape[0]}{++number}a"), new(200, 10, 20, $"{shape[0]}{number}b")];
                long[] cars = [await podium.Race.AddCarAsync(connection, schedules[0]), await podium.Race.AddCarAsync(connection, schedules[1])];
                var run = await podium.Race.StartAsync(suite, cars);
                await new RaceViewer(podium.Address, run).WatchAsync(CancellationToken.None);
                await podium.EnsureStoredAsync(run, 2 * cases);
                var errors = await ErrorsAsync(mock, podium, run, schedules);
                if (round > 0)
                {
                    ttft50.Add(Sample.Percentile(errors.TtftMs, 0.5));
                    ttft99.Add(Sample.Percentile(errors.TtftMs, 0.99));
                    latency50.Add(Sample.Percentile(errors.LatencyPercent, 0.5));
                    latency99.Add(Sample.Percentile(errors.LatencyPercent, 0.99));
                }
            }

            Tell(report, "TTFT, error p50", "ms", ttft50, p50);
            Tell(report, "TTFT, error p99", "ms", ttft99, p99);
            Tell(report, "latency, error p50", "%", latency50, inFlight == 128 ? 2 : double.NaN);
            Tell(report, "latency, error p99", "%", latency99, inFlight == 128 ? 10 : double.NaN);
        }
    }

    private static void Tell(Report report, string what, string unit, List<double> values, double bound)
    {
        if (double.IsNaN(bound))
        {
            report.Values(what, unit, values);
        }
        else
        {
            report.Goal(what, unit, values, bound);
        }
    }

    private static async Task<(List<double> TtftMs, List<double> LatencyPercent)> ErrorsAsync(Child mock, RaceProduct podium, long run, MockSchedule[] schedules)
    {
        var truths = new Dictionary<string, MockTruth>();
        using var client = new HttpClient();
        foreach (var schedule in schedules)
        {
            var ofCar = await client.GetFromJsonAsync<Dictionary<string, MockTruth>>(new Uri(mock.Address, $"/truths/{schedule.RequestId}"), JsonSerializerOptions.Web);
            foreach (var (name, truth) in ofCar!)
            {
                truths.Add(name, truth);
            }
        }

        List<double> ttft = [], latency = [];
        foreach (var (name, ttftUs, totalUs) in await ReportedAsync(podium, run))
        {
            var truth = truths[name];
            var trueTotal = Stopwatch.GetElapsedTime(truth.ReceivedTicks, truth.LastTokenTicks).TotalMilliseconds;
            ttft.Add(Math.Abs((ttftUs / 1000.0) - Stopwatch.GetElapsedTime(truth.ReceivedTicks, truth.FirstTokenTicks).TotalMilliseconds));
            latency.Add(Math.Abs((totalUs / 1000.0) - trueTotal) / trueTotal * 100);
        }

        return (ttft, latency);
    }

    private static async Task<List<(string Name, long TtftUs, long TotalUs)>> ReportedAsync(RaceProduct podium, long run)
    {
        await using var command = podium.Database.CreateCommand(
            """
            select (regexp_match(c.car ->> 'model', '-r(.+)$'))[1] || split_part(t.user_prompt, ' ', 1), m.ttft_us, m.total_us
            from eval.runs r
            cross join lateral jsonb_array_elements(r.cars) c (car)
            join eval.run_items i on i.run_id = r.id and i.car_id = (c.car ->> 'id')::bigint
            join eval.tests t on t.id = i.test_id
            join eval.metrics m on m.run_item_id = i.id
            where r.id = $1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = run });
        await using var reader = await command.ExecuteReaderAsync();
        var reported = new List<(string, long, long)>();
        while (await reader.ReadAsync())
        {
            reported.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return reported;
    }
}
