using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

public sealed class RestartTests(PostgresFixture postgres) : EvalTest(postgres)
{
    private protected override (string Key, string Value)[] Settings => [("Eval:MaxConcurrentRuns", "1")];

    [Fact]
    public async Task Race_Fault_01_After_a_restart_the_run_goes_on_the_queue_moves_and_every_stream_ends()
    {
        Generation.AddCar(1, "m");
        Generation.OnModel("m", (_, seen) => seen == 1 ? FakeCompletion.Of("cut off") with { Hangs = true } : FakeCompletion.Of("an answer"));
        var suite = await Host.AddSuiteAsync(TestSpec.Many(3));
        var runs = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            runs.Add(await Host.StartRunAsync(new { suite_id = suite, car_ids = Cars(1) }));
        }

        await Eventually.IsTrueAsync(() => Generation.InFlight == 1 && Generation.Requests.Count == 2);
        await Host.StopAsync();
        await Eventually.IsTrueAsync(() => Generation.InFlight == 0);

        await using var again = await EvalHost.StartAsync(Database, Generation);

        foreach (var run in runs)
        {
            var events = await again.StreamAsync(run);
            ShouldBeGapless(events);
            events[^1].Type.ShouldBe("run.completed");
            Statuses(await again.GetAsync($"/api/runs/{run}")).ShouldBe(["COMPLETED", "COMPLETED", "COMPLETED"]);
        }

        (await again.StreamAsync(runs[0])).Count(e => e.Type == "item.retry").ShouldBe(1);
        Generation.Requests.Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_run_that_waits_for_its_turn_is_cancelled_and_paused_at_once()
    {
        Generation.AddCar(1, "m");
        Generation.OnModel("m", FakeCompletion.Of("never") with { Hangs = true });
        var suite = await Host.AddSuiteAsync(TestSpec.Many(2));
        var first = await Host.StartRunAsync(new { suite_id = suite, car_ids = Cars(1) });
        await Eventually.IsTrueAsync(() => Generation.InFlight == 1);
        var second = await Host.StartRunAsync(new { suite_id = suite, car_ids = Cars(1) });
        var third = await Host.StartRunAsync(new { suite_id = suite, car_ids = Cars(1) });

        await Host.PostAsync($"/api/runs/{second}/cancel");
        await Host.PostAsync($"/api/runs/{third}/pause");

        Statuses(await Host.UntilAsync(second, "CANCELLED")).ShouldBe(["CANCELLED", "CANCELLED"]);
        Statuses(await Host.UntilAsync(third, "PAUSED")).ShouldBe(["PENDING", "PENDING"]);
        (await Host.StreamAsync(second)).Select(e => e.Type).ShouldBe(["run.started", "run.cancelled", "run.completed"]);
        Status(await Host.GetAsync($"/api/runs/{first}")).ShouldBe("RUNNING");
        Generation.Requests.Count.ShouldBe(1);
        await Host.PostAsync($"/api/runs/{first}/cancel");
    }

    [Fact]
    public async Task A_run_of_which_nobody_can_store_anything_is_given_up()
    {
        Generation.AddCar(1, "m");
        Generation.OnModel("m", FakeCompletion.Of("never") with { Hangs = true });
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(2)), car_ids = Cars(1) });
        await Eventually.IsTrueAsync(() => Generation.InFlight == 1);
        await Eventually.IsTrueAsync(async () => await Host.ScalarAsync<string>("select status from eval.run_items where run_id = @run order by ordinal limit 1", new { run }) == "RUNNING");

        // As if twenty workers had it since, and none got a batch through.
        await Host.ScalarAsync<int>(
            "update eval.runs set epoch = epoch + 20, worker_id = null, taken_at_seq = last_seq, idle_takes = 19 where id = @run returning 1", new { run });

        var detail = await Host.UntilAsync(run, "FAILED");
        detail.GetProperty("run").GetProperty("error").GetString()!.ShouldContain("could not store");
        ShouldBeGapless(await Host.StreamAsync(run));
    }
}
