using Podium.Standalone.Tests.Smoke;
using Podium.TestKit.Http;

namespace Podium.Standalone.Tests.Races;

/// <summary>A race with nothing but what Podium brings along.</summary>
public abstract class DemoRaceTests(PodiumShape podium)
{
    [Fact]
    public async Task Race_MustHave_19_A_race_of_the_built_in_cars_needs_no_key_and_no_network()
    {
        var client = podium.Client;
        var asked = podium.Provider.Requests.Count;
        var demo = (await client.GetJsonAsync("/api/connections")).EnumerateArray().Single(c => c.GetProperty("type").GetString() == "DEMO");
        var cars = (await client.GetJsonAsync("/api/cars")).EnumerateArray()
            .Where(c => c.GetProperty("connection_id").GetInt64() == demo.GetProperty("id").GetInt64())
            .Select(c => c.GetProperty("id").GetInt64()).ToList();
        cars.Count.ShouldBeGreaterThanOrEqualTo(3);
        var suite = (await client.GetJsonAsync("/api/suites")).EnumerateArray().First(s => s.GetProperty("name").GetString() == "Tool Calling Basic");

        var run = await Races.StartAsync(client, new { suite_id = suite.GetProperty("id").GetInt64(), car_ids = cars, mode = "head_to_head" });

        var events = await EventStream.ReadAllAsync(
            client, new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream"), TimeSpan.FromMinutes(2));
        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        events[^1].Json.GetProperty("status").GetString().ShouldBe("COMPLETED");
        events.ShouldContain(e => e.Type == "token.delta");
        var head = (await client.GetJsonAsync($"/api/runs/{run}?items=none")).GetProperty("run");
        head.GetProperty("demo").GetBoolean().ShouldBeTrue();
        head.GetProperty("items_done").GetInt32().ShouldBe(4 * cars.Count);
        podium.Provider.Requests.Count.ShouldBe(asked);
    }
}

public sealed class StandaloneDemoRaceTests(StandaloneShape podium) : DemoRaceTests(podium), IClassFixture<StandaloneShape>;

public sealed class DistributedDemoRaceTests(DistributedShape podium) : DemoRaceTests(podium), IClassFixture<DistributedShape>;
