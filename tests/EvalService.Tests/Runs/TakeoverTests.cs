using System.Collections.Concurrent;
using Podium.EvalService.Runs.Events;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Podium.EvalService.Tests.Runs;

public sealed class TakeoverTests(PostgresFixture postgres) : EvalTest(postgres)
{
    [Fact]
    public async Task A_replica_that_stops_hands_its_run_over()
    {
        await using var second = await EvalHost.StartAsync(Database, Generation);
        Generation.AddCar(1, "steady");
        Generation.OnModel("steady", FakeCompletion.Stream(20, 5, "a", "b"));
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(40)), car_ids = Cars(1) });
        await Eventually.IsTrueAsync(() => Generation.Requests.Count > 5);
        var worker = await Host.ScalarAsync<Guid>("select worker_id from eval.runs where id = @run", new { run });
        var driving = worker == Host.Services.GetRequiredService<Podium.EvalService.Runs.Driving.DrivenRuns>().WorkerId ? Host : second;
        var other = driving == Host ? second : Host;
        var watching = other.StreamAsync(run);

        await driving.StopAsync();

        var events = await watching;
        ShouldBeGapless(events);
        events.Where(e => e.Type == "item.completed").Select(e => e.Json.GetProperty("run_item_id").GetInt64()).ShouldBeUnique();
        Statuses(await other.GetAsync($"/api/runs/{run}")).ShouldAllBe(s => s == "COMPLETED");
        Generation.Requests.Count.ShouldBeLessThanOrEqualTo(41);
    }

    [Fact]
    public async Task A_worker_that_lost_its_run_writes_nothing_more()
    {
        Generation.AddCar(1, "slow");
        Generation.OnModel("slow", (_, seen) => seen == 0 ? FakeCompletion.Of("held") with { Hangs = true } : FakeCompletion.Of("second"));
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });
        await Eventually.IsTrueAsync(async () => await Host.ScalarAsync<int>("select count(*)::int from eval.run_events where run_id = @run", new { run }) >= 4);
        var lease = new RunLease(run, await Host.ScalarAsync<Guid>("select worker_id from eval.runs where id = @run", new { run }), 1);

        // As another worker takes it.
        var before = await Host.ScalarAsync<long>(
            "update eval.runs set epoch = epoch + 1, worker_id = gen_random_uuid(), lease_until = now() + interval '8 seconds' where id = @run returning last_seq",
            new { run });
        var batch = new RunBatch(before);
        batch.Add("item.completed", null, "{}"u8);

        (await Host.Services.GetRequiredService<RunEventStore>().WriteAsync(lease, batch, TimeSpan.Zero, CancellationToken.None)).ShouldBeFalse();
        (await Host.ScalarAsync<long>("select max(seq) from eval.run_events where run_id = @run", new { run })).ShouldBe(before);
        await Host.ScalarAsync<int>("update eval.runs set worker_id = null where id = @run returning 1", new { run });
        var events = await Host.StreamAsync(run);
        ShouldBeGapless(events);
        events.Single(e => e.Type == "item.retry").Json.GetProperty("reason").GetString().ShouldBe("worker_lost");
        (await Host.GetAsync($"/api/runs/{run}")).GetProperty("outputs")[0].GetProperty("final_text").GetString().ShouldBe("second");
    }

    [Fact]
    public async Task Race_Fault_11_Watchers_on_any_replica_see_every_event_once_as_it_comes()
    {
        await using var second = await EvalHost.StartAsync(Database, Generation);
        Generation.AddCar(1, "steady", maxInFlight: 4);
        Generation.OnModel("steady", FakeCompletion.Stream(5, 5, "a", "b", "c"));
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(60)), car_ids = Cars(1), mode = "head_to_head" });
        await Eventually.IsTrueAsync(async () => await Host.ScalarAsync<long>("select last_seq from eval.runs where id = @run", new { run }) >= 12);

        var watching = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? Host : second).StreamAsync(run, i)));

        var all = await Host.StreamAsync(run);
        ShouldBeGapless(all);
        for (var i = 0; i < watching.Length; i++)
        {
            watching[i].Select(e => (e.Id, e.Data)).ShouldBe(all.Skip(i).Select(e => (e.Id, e.Data)));
        }
    }

    [Fact]
    public async Task A_watcher_of_events_that_the_database_lost_goes_back_to_those_it_has()
    {
        Generation.AddCar(1, "slow");
        var go = new TaskCompletionSource();
        Generation.OnModel("slow", (_, seen) => seen == 0 ? FakeCompletion.Of("held") with { Hangs = true } : FakeCompletion.Of("second") with { Waits = go.Task });
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });
        await Eventually.IsTrueAsync(async () => await Host.ScalarAsync<int>("select count(*)::int from eval.run_events where run_id = @run", new { run }) == 5);
        var seen = new ConcurrentQueue<StreamedEvent>();
        var watching = WatchAsync(run, seen);
        await Eventually.IsTrueAsync(() => seen.Count == 5);

        // As PostgreSQL's log may end after a crash: its newest asynchronous commits are gone. The next worker finds it so.
        await Host.ScalarAsync<int>(
            """
            with lost as (delete from eval.run_events where run_id = @run and seq > 3 returning 1)
            update eval.runs set last_seq = 3, epoch = epoch + 1, worker_id = null where id = @run returning (select count(*)::int from lost)
            """,
            new { run });
        await Eventually.IsTrueAsync(() => Generation.Requests.Count == 2);
        var returning = Host.StreamAsync(run, after: 1000);
        go.SetResult();

        await watching;
        var stored = await Host.StreamAsync(run);
        ShouldBeGapless(stored);
        seen.Take(5).Select(e => e.Id).ShouldBe([1, 2, 3, 4, 5]);
        seen.Skip(5).Select(e => (e.Id, e.Data)).ShouldBe(stored.Skip(3).Select(e => (e.Id, e.Data)), "numbers that were given out twice are shown twice");
        var rest = await returning;
        rest.Select(e => e.Data).ShouldBe(stored.TakeLast(rest.Count).Select(e => e.Data));
    }

    private async Task WatchAsync(long run, ConcurrentQueue<StreamedEvent> seen)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream");
        await foreach (var e in EventStream.ReadAsync(Host.Client, request, limit.Token))
        {
            seen.Enqueue(e);
        }
    }

    [Fact]
    public async Task A_batch_whose_answer_got_lost_is_not_stored_twice()
    {
        var suite = await Host.AddSuiteAsync(new TestSpec("x"));
        Generation.AddCar(1, "m");
        var (run, events) = await RaceAsync(new { suite_id = suite, car_ids = Cars(1) });
        var store = Host.Services.GetRequiredService<RunEventStore>();
        var lease = new RunLease(run, Guid.NewGuid(), 50);
        await Host.ScalarAsync<int>("update eval.runs set epoch = 50, worker_id = @Worker where id = @RunId returning 1", new { lease.Worker, lease.RunId });
        var batch = new RunBatch(events[^1].Id);
        batch.Add("test.event", null, "{}"u8);

        (await store.WriteAsync(lease, batch, TimeSpan.Zero, CancellationToken.None)).ShouldBeTrue();
        (await store.WriteAsync(lease, batch, TimeSpan.Zero, CancellationToken.None)).ShouldBeTrue();

        (await Host.ScalarAsync<long>("select count(*) from eval.run_events where run_id = @run", new { run })).ShouldBe(events.Count + 1);
    }
}
