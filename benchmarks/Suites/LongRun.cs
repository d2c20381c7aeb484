using System.Diagnostics;
using Podium.Benchmarks.Measure;
using Podium.Benchmarks.Peers;

namespace Podium.Benchmarks.Suites;

/// <summary>
/// A run of 100,000 items: memory must not grow with it, each event of deltas takes little room, and what it says is told in no time. The run that it is
/// compared with is a copy of it in the tables.
/// </summary>
internal static class LongRun
{
    private const int Cases = 50_000;

    public static async Task<int> RunAsync()
    {
        var report = new Report("long");
        await using var mock = await Child.PeerAsync("mock");
        await using var podium = await RaceProduct.StandaloneAsync(mock.Address);
        var connection = await podium.Race.AddConnectionAsync(mock.Address);
        await podium.Race.LimitAsync(64);
        var suite = await podium.Race.AddSuiteAsync(Cases);
        long[] cars = [await podium.Race.AddCarAsync(connection, new(0, 0, 8, "la")), await podium.Race.AddCarAsync(connection, new(0, 0, 8, "lb"))];
        var run = await RaceAsync(report, podium, suite, cars);
        await StorageAsync(report, podium, run);
        await ReadsAsync(report, podium, run, await CopyAsync(podium, run));
        return report.ExitCode;
    }

    private static async Task<long> RaceAsync(Report report, RaceProduct podium, long suite, long[] cars)
    {
        report.Title($"{2 * Cases:N0} items, 64 in flight, no delay, 8 tokens each");
        var started = Stopwatch.GetTimestamp();
        var cpu = podium.Cpu();
        var run = await podium.Race.StartAsync(suite, cars);
        report.Values("the answer to the start", "s", [Stopwatch.GetElapsedTime(started).TotalSeconds]);
        var memory = new List<(double Part, double MiB)>();
        var ended = podium.Race.WaitAsync(run);
        while (!ended.IsCompleted)
        {
            await Task.WhenAny(ended, Task.Delay(500));
            memory.Add((await podium.ScalarAsync<int>($"select items_done from eval.runs where id = {run}") / (2.0 * Cases), podium.ResidentMiB()));
        }

        await ended;
        var took = Stopwatch.GetElapsedTime(started);
        report.Values("wall", "s", [took.TotalSeconds]);
        report.Values("CPU of an item, all processes", "us", [(podium.Cpu() - cpu).TotalMicroseconds / (2 * Cases)]);
        await podium.EnsureStoredAsync(run, 2 * Cases);
        double[] early = [.. memory.Where(m => m.Part is > 0.1 and <= 0.3).Select(m => m.MiB)], late = [.. memory.Where(m => m.Part > 0.8).Select(m => m.MiB)];
        report.Values("resident, 10 % to 30 % of the run", "MiB", early);
        report.Values("resident, 80 % to 100 % of the run", "MiB", late);
        report.Goal("resident, late : early", "x", [Sample.Median(late) / Sample.Median(early)], 1.2);
        return run;
    }

    private static async Task StorageAsync(Report report, RaceProduct podium, long run)
    {
        report.Title("room that events take, indexes included");
        await podium.ScalarAsync<long>("select count(*) from eval.run_events");
        var perEvent = await podium.ScalarAsync<double>("select pg_total_relation_size('eval.run_events')::double precision / count(*) from eval.run_events");
        var row = await podium.ScalarAsync<double>(
            $"select avg(pg_column_size(e.*) + 4)::double precision from eval.run_events e where run_id = {run} and event_type = 'token.delta'");
        var key = await podium.ScalarAsync<double>("select pg_relation_size('eval.run_events_pkey')::double precision / count(*) from eval.run_events");
        report.Values("an event of any type", "B", [perEvent]);
        report.Goal("an event of deltas: its row and its key", "B", [row + key], 400);
    }

    /// <summary>The same items with other times and, now and then, another outcome.</summary>
    private static async Task<long> CopyAsync(RaceProduct podium, long run) => await podium.ScalarAsync<long>(
        $"""
        create temp table copied as
        with again as (
            insert into eval.runs (suite_id, suite_version_id, owner_id, owner_name, owner_role, status, mode, cars, items_total, items_done, started_at, finished_at)
            select suite_id, suite_version_id, owner_id, owner_name, owner_role, status, mode, cars, items_total, items_done, started_at, finished_at
            from eval.runs where id = {run} returning id)
        select id from again;
        insert into eval.run_items (run_id, ordinal, test_id, car_id, repetition, is_warmup, status, attempt_count, started_at, finished_at)
        select c.id, ordinal, test_id, car_id, repetition, is_warmup, status, attempt_count, started_at, finished_at from eval.run_items, copied c where run_id = {run};
        insert into eval.metrics (run_item_id, run_id, queued_us, first_byte_us, ttft_us, total_us, token_events, itl_us, output_tokens_per_s, input_tokens, output_tokens,
            checks_total, checks_passed, check_score, passed)
        select n.id, c.id, queued_us, first_byte_us, ttft_us + n.id % 97, total_us + n.id % 911, token_events, itl_us, output_tokens_per_s, input_tokens, output_tokens,
            checks_total, checks_passed, check_score, passed and n.id % 31 <> 0
        from copied c
        join eval.run_items o on o.run_id = {run}
        join eval.run_items n on n.run_id = c.id and n.ordinal = o.ordinal
        join eval.metrics m on m.run_item_id = o.id;
        select id from copied
        """);

    private static async Task ReadsAsync(Report report, RaceProduct podium, long run, long other)
    {
        report.Title($"what {2 * Cases:N0} items say");
        foreach (var (name, path) in new[]
        {
            ("scorecard", $"/api/runs/{run}/scorecard"), ("comparison with as many", $"/api/runs/{run}/compare?baseline_run_id={other}"),
        })
        {
            List<double> took = [];
            for (var i = 0; i < 13; i++)
            {
                var (_, all, _) = await podium.Race.ReadAsync(path);
                if (i >= 3)
                {
                    took.Add(all);
                }
            }

            report.Goal(name, "ms", took, 200);
        }
    }
}
