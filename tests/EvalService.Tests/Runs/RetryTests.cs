using System.Text.Json;
using Grpc.Core;
using Podium.EvalService.Runs;
using Podium.EvalService.Runs.Items;
using Podium.Generation.V1;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

public sealed class RetryTests(PostgresFixture postgres) : EvalTest(postgres)
{
    [Fact]
    public async Task Race_Fault_06_A_retry_resets_what_was_shown_and_counts_the_time_of_both()
    {
        Generation.AddCar(1, "flaky", backoffMs: 40);
        Generation.OnModel("flaky", (_, seen) => seen == 0
            ? FakeCompletion.Fail(503) with { Deltas = [(5, Channel.Answer, "wrong start")] }
            : FakeCompletion.Of("right answer"));

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        events.Select(e => e.Type).ShouldBe(
        [
            "run.started", "item.started", "request.sent", "ttft.recorded", "token.delta", "item.error", "item.retry", "request.sent", "ttft.recorded",
            "token.delta", "item.metrics", "item.completed", "run.completed",
        ]);
        Text(events[5], "attempt", "retrying", "error").ShouldBe(["1", "True", "The upstream said 503."]);
        Text(events[6], "attempt", "reason").ShouldBe(["2", "upstream.503"]);
        events[6].Json.GetProperty("delay_ms").GetInt64().ShouldBeInRange(19, 40);
        var detail = await Host.GetAsync($"/api/runs/{run}");
        detail.GetProperty("outputs")[0].GetProperty("final_text").GetString().ShouldBe("right answer");
        detail.GetProperty("items")[0].GetProperty("attempt_count").GetInt32().ShouldBe(2);
        detail.GetProperty("metrics")[0].GetProperty("total_latency_ms").GetInt64().ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public async Task Race_MustHave_12_Settings_changed_while_a_run_goes_on_take_effect()
    {
        Generation.AddCar(1, "always", retries: 0);
        Generation.OnModel("always", FakeCompletion.Fail(500));
        var suite = await Host.AddSuiteAsync(new TestSpec("x"));
        await RaceAsync(new { suite_id = suite, car_ids = Cars(1) });
        Generation.Requests.Count.ShouldBe(1);

        Generation.AddCar(1, "always", retries: 3);
        var (run, _) = await RaceAsync(new { suite_id = suite, car_ids = Cars(1) });

        Generation.Requests.Count.ShouldBe(5);
        (await Host.GetAsync($"/api/runs/{run}")).GetProperty("items")[0].GetProperty("attempt_count").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task A_generation_service_that_restarts_costs_no_attempt()
    {
        Generation.AddCar(1, "m", retries: 0);
        Generation.OnModel("m", (_, seen) => seen < 2 ? new FakeCompletion { RpcError = StatusCode.Unavailable } : FakeCompletion.Of("there again"));

        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        Status(await Host.GetAsync($"/api/runs/{run}")).ShouldBe("COMPLETED");
    }

    [Fact]
    public async Task What_failed_calls_cost_is_part_of_what_the_item_costs()
    {
        Generation.AddCar(1, "m", retries: 1);
        Generation.OnModel("m", (_, seen) => (seen == 0 ? FakeCompletion.Fail(503) : FakeCompletion.Of("at last")) with { CostPico = 1_000_000_000 * (seen + 1) });

        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        Cost(await Host.GetAsync($"/api/runs/{run}"), 0).ShouldBe("3000000000");
    }

    [Fact]
    public async Task What_failed_items_cost_is_not_forgotten_when_they_run_again()
    {
        Generation.AddCar(1, "m", retries: 0);
        Generation.OnModel("m", FakeCompletion.Fail(500) with { CostPico = 1_000_000_000 });
        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(3)), car_ids = Cars(1), limits = new { max_cost_usd = 0.0045 } });
        Status(await Host.GetAsync($"/api/runs/{run}")).ShouldBe("FAILED");
        Generation.OnModel("m", FakeCompletion.Of("x") with { CostPico = 1_000_000_000 });

        await Host.PostAsync($"/api/runs/{run}/rerun", new { failed_only = true });

        var detail = await Host.UntilAsync(run, "CANCELLED");
        Statuses(detail).ShouldBe(["COMPLETED", "COMPLETED", "CANCELLED"], "three thousandths were spent before, and the fifth is one too many");
        (Cost(detail, 0), Cost(detail, 1)).ShouldBe(("2000000000", "2000000000"));
    }

    [Fact]
    public async Task An_item_that_only_waits_leaves_its_place_to_others()
    {
        await using var host = await EvalHost.StartAsync(await Postgres.CreateDatabaseAsync(), Generation, ("Eval:MaxItemsInFlight", "1"));
        Generation.AddCar(1, "patient", connectionId: 1);
        Generation.AddCar(2, "quick", connectionId: 2);
        Generation.OnModel("patient", (_, seen) => seen == 0 ? FakeCompletion.Fail(429, retryAfterMs: 1500) : FakeCompletion.Of("late"));
        Generation.OnModel("quick", FakeCompletion.Of("meanwhile"));

        var run = await host.StartRunAsync(new { suite_id = await host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1, 2), mode = "head_to_head" });

        var events = await host.StreamAsync(run);
        ShouldBeGapless(events);
        Generation.Requests.Select(r => r.Model).ShouldBe(["patient", "quick", "patient"]);
        var metrics = (await host.GetAsync($"/api/runs/{run}")).GetProperty("metrics");
        metrics.EnumerateArray().Max(m => m.GetProperty("total_latency_ms").GetInt64()).ShouldBeInRange(1500, 3000);
        host.Errors.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_that_is_gone_fails_the_item_with_its_reason()
    {
        Generation.AddCar(1, "m");
        Generation.OnModel("m", new FakeCompletion { RpcError = StatusCode.NotFound });

        var (_, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        var error = events.Single(e => e.Type == "item.error");
        Text(error, "car_id", "retrying", "code").ShouldBe(["1", "False", "connection_gone"]);
        Generation.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(400, false, 1, null)]
    [InlineData(401, true, 1, null)]
    [InlineData(500, true, 1, 1000)]
    [InlineData(429, true, 2, 2000)]
    [InlineData(408, true, 3, 4000)]
    [InlineData(503, true, 4, null)]
    public void Only_what_may_pass_is_tried_again_and_each_time_later(int status, bool retryable, int failures, int? mostMs)
    {
        var connection = ConnectionSnapshot.Of(new Connection { RetryCount = 3, RetryBackoffMs = 1000 });
        var failure = CallFailure.Of(new Failure { Status = status, Code = "c", Message = "m", Retryable = retryable });

        var least = RetryBackoff.Delay(failure, failures, TimeSpan.Zero, connection, 0);
        var most = RetryBackoff.Delay(failure, failures, TimeSpan.Zero, connection, 1);

        most?.TotalMilliseconds.ShouldBe(mostMs!.Value);
        least?.TotalMilliseconds.ShouldBe(mostMs!.Value / 2.0);
        (most is null).ShouldBe(mostMs is null);
    }

    [Fact]
    public void What_the_upstream_asks_for_is_waited_for_unless_it_asks_too_much()
    {
        var connection = ConnectionSnapshot.Of(new Connection { RetryCount = 1, RetryBackoffMs = 1000 });

        CallFailure Asked(int ms) => CallFailure.Of(new Failure { Status = 429, Retryable = true, RetryAfterMs = ms });
        RetryBackoff.Delay(Asked(1500), 1, TimeSpan.Zero, connection, 0.3).ShouldBe(TimeSpan.FromMilliseconds(1500));
        RetryBackoff.Delay(Asked(301_000), 1, TimeSpan.Zero, connection, 0.3).ShouldBeNull();
    }

    private static string? Cost(JsonElement detail, int item) => detail.GetProperty("metrics")[item].GetProperty("cost_pico_usd").GetString();

    private static string?[] Text(StreamedEvent e, params string[] names) => [.. names.Select(n => e.Json.GetProperty(n).ToString())];
}
