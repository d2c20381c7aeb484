using System.Text.Json;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

/// <summary>Clocks that are set while a race goes on.</summary>
public sealed class ClockTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly int[] _cars = [1];

    [Fact]
    public async Task A_clock_that_is_put_back_and_forth_changes_nothing_in_a_run()
    {
        await using var generation = await FakeGeneration.StartAsync();
        var clock = new SkewedClock();
        await using var host = await EvalHost.StartAsync(await postgres.CreateDatabaseAsync(), generation, clock);
        generation.AddCar(1, "steady");
        generation.OnModel("steady", (_, seen) =>
        {
            clock.Offset = seen switch { 3 => TimeSpan.FromHours(-2), 7 => TimeSpan.FromHours(3), _ => clock.Offset };
            return FakeCompletion.Stream(20, 20, "a", "b");
        });
        var run = await host.StartRunAsync(new { suite_id = await host.AddSuiteAsync(TestSpec.Many(12)), car_ids = _cars, limits = new { max_seconds = 60 } });
        await Eventually.IsTrueAsync(async () => await host.ScalarAsync<string>("select status from eval.runs where id = @run", new { run }) == "COMPLETED");

        using var client = host.ClientFor(EvalHost.Ada);
        var events = await EventStream.ReadAllAsync(client, new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream"));
        var times = events.Select(e => Time(e.Json, "timestamp")).ToList();
        times.ShouldBeInOrder();
        (times[^1] - times[0]).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        var detail = await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<JsonElement>(client, $"/api/runs/{run}");
        detail.GetProperty("items").EnumerateArray().ShouldAllBe(i => Time(i, "finished_at") >= Time(i, "started_at") && i.GetProperty("status").GetString() == "COMPLETED");
        detail.GetProperty("metrics").EnumerateArray().ShouldAllBe(m => m.GetProperty("total_latency_ms").GetInt64() == 60);
        host.Errors.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lease_given_before_the_databases_clock_was_put_back_is_not_waited_for()
    {
        await using var generation = await FakeGeneration.StartAsync();
        await using var host = await EvalHost.StartAsync(await postgres.CreateDatabaseAsync(), generation);
        generation.AddCar(1, "slow");
        generation.OnModel("slow", (_, seen) => seen == 0 ? FakeCompletion.Of("held") with { Hangs = true } : FakeCompletion.Of("second"));
        var run = await host.StartRunAsync(new { suite_id = await host.AddSuiteAsync(new TestSpec("x")), car_ids = _cars });
        await Eventually.IsTrueAsync(async () => await host.ScalarAsync<int>("select count(*)::int from eval.run_items where run_id = @run and status = 'RUNNING'", new { run }) == 1);

        // A worker that died an hour from now, by the clock as it is.
        await host.ScalarAsync<int>(
            "update eval.runs set epoch = epoch + 1, worker_id = gen_random_uuid(), lease_until = now() + interval '1 hour' where id = @run returning 1", new { run });

        (await host.UntilAsync(run, "COMPLETED")).GetProperty("outputs")[0].GetProperty("final_text").GetString().ShouldBe("second");
    }

    private static DateTime Time(JsonElement json, string name) => DateTime.Parse(json.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
