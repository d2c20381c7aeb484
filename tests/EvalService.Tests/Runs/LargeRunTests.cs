using System.Net.Http.Json;
using System.Text.Json;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

public sealed class LargeRunTests(PostgresFixture postgres) : EvalTest(postgres)
{
    [Theory]
    [InlineData("sequential", 1_000)]
    [InlineData("head_to_head", 10_000)]
    public async Task Ten_thousand_cars_race_to_the_end(string mode, int count)
    {
        for (var id = 1; id <= count; id++)
        {
            Generation.AddCar(id, $"model {id % 7}", connectionId: id % 3, maxInFlight: 16);
        }

        var suite = await Host.AddSuiteAsync(new TestSpec("x"));
        var run = await Host.StartRunAsync(new { suite_id = suite, car_ids = Enumerable.Range(1, count), mode });
        await Eventually.IsTrueAsync(
            async () => await Host.ScalarAsync<string>("select status from eval.runs where id = @run", new { run }) == "COMPLETED", TimeSpan.FromSeconds(100));

        Generation.Requests.Count.ShouldBe(count);
        (await Host.ScalarAsync<long>("select count(*) from eval.outputs where run_id = @run", new { run })).ShouldBe(count);
        (await Host.ScalarAsync<long>("select count(*) - max(seq) from eval.run_events where run_id = @run", new { run })).ShouldBe(0);
        using var client = Host.ClientFor(EvalHost.Ada);
        var listed = (await client.GetFromJsonAsync<JsonElement>("/api/runs"))[0];
        listed.GetProperty("cars").GetArrayLength().ShouldBe(50);
        listed.GetProperty("cars_total").GetInt32().ShouldBe(count);
        listed.GetProperty("items").GetArrayLength().ShouldBe(1_000);
        listed.GetProperty("selected_car_ids_json").GetArrayLength().ShouldBe(count);
    }

    [Fact]
    public async Task A_run_of_a_hundred_thousand_cases_starts_is_read_by_pages_and_ends_when_cancelled()
    {
        const int Cases = 100_000;
        Generation.AddCar(1, "m");
        Generation.OnModel("m", (_, seen) => seen < 3 ? FakeCompletion.Of("an answer") : FakeCompletion.Of("slow") with { Hangs = true });
        var suite = await Host.AddSuiteAsync(TestSpec.Many(Cases));

        var run = await Host.StartRunAsync(new { suite_id = suite, car_ids = Cars(1) });
        await Eventually.IsTrueAsync(() => Generation.Requests.Count == 4);

        var page = await Host.GetAsync($"/api/runs/{run}/items?limit=500&cursor=99000");
        page.GetProperty("items").GetArrayLength().ShouldBe(500);
        page.GetProperty("items")[0].GetProperty("item").GetProperty("status").GetString().ShouldBe("PENDING");
        await Host.PostAsync($"/api/runs/{run}/cancel");
        await Eventually.IsTrueAsync(async () => await Host.ScalarAsync<string>("select status from eval.runs where id = @run", new { run }) == "CANCELLED");
        (await Host.ScalarAsync<long>("select count(*) from eval.run_items where run_id = @run and status = 'CANCELLED'", new { run })).ShouldBe(Cases - 3);
        (await Host.StreamAsync(run))[^1].Type.ShouldBe("run.completed");
    }

    [Fact]
    public async Task A_run_with_more_items_than_allowed_is_refused_by_field()
    {
        Generation.AddCar(1, "m");
        var suite = await Host.AddSuiteAsync(TestSpec.Many(20_000));

        using var response = await Host.Client.PostAsJsonAsync("/api/runs/start", new { suite_id = suite, car_ids = Cars(1), repetitions = 100 });

        ((int)response.StatusCode).ShouldBe(422);
        (await response.Content.ReadAsStringAsync()).ShouldContain("2000000");
    }
}
