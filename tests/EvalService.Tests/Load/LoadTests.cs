using System.Net;
using System.Text.Json;
using Podium.EvalService.Tests.Runs;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Load;

public sealed class LoadTests(PostgresFixture postgres) : LoadTest(postgres)
{
    [Fact]
    public async Task A_closed_loop_keeps_so_many_requests_in_flight()
    {
        Generation.AddCar(1, "m", maxInFlight: 8);
        Generation.OnModel("m", FakeCompletion.Stream(40, 20, "a ", "b ", "c"));

        var (detail, events) = await RunAsync(new { car_ids = Cars(1), prompt = "Say abc.", levels = Cars(4), seconds = 1.5, warmups = 2 });

        StatusOf(detail).ShouldBe("COMPLETED");
        Generation.MostInFlight.ShouldBe(4);
        var stage = StageOf(detail);
        Number(stage, "completed").ShouldBeInRange(20, 60);
        Number(stage, "due").ShouldBe(Number(stage, "completed"));
        stage.GetProperty("concurrency_peak").GetInt32().ShouldBe(4);
        stage.GetProperty("ttft_ms").GetProperty("p50").GetDouble().ShouldBe(40);
        stage.GetProperty("itl_ms").GetProperty("p50").GetDouble().ShouldBe(20);
        stage.GetProperty("offered_per_s").ValueKind.ShouldBe(JsonValueKind.Null);
        var warm = detail.GetProperty("warmups")[0];
        (Number(warm, "count"), warm.GetProperty("cold_ttft_ms").GetDouble()).ShouldBe((2, 40));
        Generation.Requests.Count.ShouldBe(Number(stage, "completed") + 2);
        ShouldBeGapless(events);
        events.Select(e => e.Type).Distinct().ShouldBe(["load.started", "load.warmed_up", "stage.started", "load.window", "stage.completed", "load.completed"], ignoreOrder: true);
        events[^1].Json.GetProperty("status").GetString().ShouldBe("COMPLETED");
        events.Where(e => e.Type == "load.window").Sum(e => e.Json.GetProperty("cars")[0].GetProperty("completed").GetInt32())
            .ShouldBe(Number(stage, "completed") + 2, "the windows hold every request once");
    }

    [Fact]
    public async Task Open_arrivals_do_not_wait_for_answers()
    {
        Generation.AddCar(1, "slow", maxInFlight: 64);
        Generation.OnModel("slow", FakeCompletion.Stream(700, 10, "a ", "b"));

        var (detail, _) = await RunAsync(new { car_ids = Cars(1), prompt = "x", arrivals = "constant", levels = Cars(20), seconds = 2, warmups = 0 });

        var stage = StageOf(detail);
        (Number(stage, "due"), Number(stage, "completed"), Number(stage, "unsent")).ShouldBe((40, 40, 0));
        stage.GetProperty("offered_per_s").GetDouble().ShouldBe(20, 0.5);

        // Fourteen where nothing stalls, and more where something does: a load that waited for answers would never have as many.
        Generation.MostInFlight.ShouldBeGreaterThan(10);
        stage.GetProperty("lag_ms").GetProperty("p50").GetDouble().ShouldBeLessThan(100);
    }

    [Fact]
    public async Task What_a_connection_holds_back_is_said_apart_from_what_its_model_took()
    {
        Generation.AddCar(1, "held");
        Generation.OnModel("held", FakeCompletion.Stream(30, 10, "a ", "b") with { QueuedMs = 400 });

        var (detail, _) = await RunAsync(new
        {
            car_ids = Cars(1),
            prompt = "x",
            arrivals = "poisson",
            levels = Cars(10),
            seconds = 1,
            warmups = 0,
            seed = 5,
            slos = new { ttft_ms = 30, response_ms = 300 },
        });

        var stage = StageOf(detail);
        stage.GetProperty("held_share").GetDouble().ShouldBe(1);
        stage.GetProperty("gate_ms").GetProperty("p50").GetDouble().ShouldBe(400);
        stage.GetProperty("ttft_ms").GetProperty("max").GetDouble().ShouldBe(30);
        stage.GetProperty("response_ms").GetProperty("min").GetDouble().ShouldBeGreaterThanOrEqualTo(440);
        Number(stage, "good").ShouldBe(0);
        detail.GetProperty("load").GetProperty("cars")[0].GetProperty("max_in_flight").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_closed_sweep_ends_where_more_brings_no_more()
    {
        Generation.AddCar(1, "one at a time", maxInFlight: 64);
        // Slow enough that what surrounds an answer does not count, long enough that one answer more or less does not.
        var server = new OneServer(50);
        Generation.OnModel("one at a time", (_, _) => server.Answer());

        var (detail, _) = await RunAsync(new { car_ids = Cars(1), prompt = "x", shape = "sweep", levels = Cars(1, 2, 4, 8, 16, 32), seconds = 3, warmups = 0 });

        var levels = detail.GetProperty("stages").GetArrayLength();
        levels.ShouldBeInRange(3, 5);
        StageOf(detail, levels - 1).GetProperty("saturation").GetString().ShouldBe("flat");
        StatusOf(detail).ShouldBe("COMPLETED");
    }

    [Fact]
    public async Task An_open_sweep_ends_at_the_rate_that_is_too_much()
    {
        Generation.AddCar(1, "thirty a second", maxInFlight: 1_000);
        var server = new OneServer(33);
        Generation.OnModel("thirty a second", (_, _) => server.Answer());

        var (detail, _) = await RunAsync(new
        {
            car_ids = Cars(1),
            prompt = "x",
            arrivals = "constant",
            shape = "sweep",
            levels = Cars(5, 100, 200),
            seconds = 2,
            warmups = 0,
            grace_seconds = 20,
        });

        detail.GetProperty("stages").GetArrayLength().ShouldBe(2);
        StageOf(detail).GetProperty("saturation").ValueKind.ShouldBe(JsonValueKind.Null);
        StageOf(detail, 1).GetProperty("saturation").GetString().ShouldBe("growing");
    }

    [Fact]
    public async Task A_ramp_raises_the_requests_in_flight()
    {
        Generation.AddCar(1, "m", maxInFlight: 64);
        Generation.OnModel("m", FakeCompletion.Stream(50, 1, "a"));

        var (detail, events) = await RunAsync(new { car_ids = Cars(1), prompt = "x", shape = "ramp", levels = Cars(1, 8), seconds = 4, warmups = 0 });

        Generation.MostInFlight.ShouldBe(8);
        var levels = events.Where(e => e.Type == "load.window").Select(e => e.Json.GetProperty("cars")[0].GetProperty("level"))
            .Where(l => l.ValueKind == JsonValueKind.Number).Select(l => l.GetDouble()).ToList();
        levels.Count.ShouldBeGreaterThan(2);
        levels.ShouldBeInOrder();
        StageOf(detail).GetProperty("level_to").GetDouble().ShouldBe(8);
    }

    [Fact]
    public async Task Cars_go_in_turn_or_together()
    {
        Generation.AddCar(1, "a", maxInFlight: 64);
        Generation.AddCar(2, "b", maxInFlight: 64);
        foreach (var model in (string[])["a", "b"])
        {
            Generation.OnModel(model, FakeCompletion.Stream(30, 1, "a"));
        }

        var (inTurn, _) = await RunAsync(new { car_ids = Cars(2, 1), prompt = "x", levels = Cars(2), seconds = 0.6, warmups = 0 });
        Generation.MostInFlight.ShouldBe(2);
        var (together, _) = await RunAsync(new { car_ids = Cars(2, 1), prompt = "x", levels = Cars(2), seconds = 0.6, warmups = 0, order = "together" });
        Generation.MostInFlight.ShouldBe(4);

        inTurn.GetProperty("stages").EnumerateArray().Select(s => Number(s, "car_id")).ShouldBe([2, 1]);
        together.GetProperty("stages").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_cancelled_load_ends_its_calls_at_once_and_keeps_what_it_measured()
    {
        Generation.AddCar(1, "m", maxInFlight: 8);
        Generation.OnModel("m", (_, seen) => seen < 6 ? FakeCompletion.Of("done") : FakeCompletion.Of("never") with { Hangs = true });
        var id = await StartAsync(new { car_ids = Cars(1), prompt = "x", levels = Cars(3), seconds = 60, warmups = 0 });
        await Eventually.IsTrueAsync(() => Generation.InFlight == 3);

        await Host.PostAsync($"/api/loads/{id}/cancel");

        await UntilAsync(id, "CANCELLED");
        await Eventually.IsTrueAsync(() => Generation.InFlight == 0);
        var stage = StageOf(await Host.GetAsync($"/api/loads/{id}"));
        (Number(stage, "completed"), Number(stage, "unfinished"), Number(stage, "failed")).ShouldBe((6, 3, 0));
        (await Host.Client.PostAsync($"/api/loads/{id}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answers_that_do_not_come_in_time_are_unfinished_and_not_good()
    {
        Generation.AddCar(1, "m", maxInFlight: 8);
        Generation.OnModel("m", (_, seen) => seen % 2 == 0 ? FakeCompletion.Of("done") : FakeCompletion.Of("never") with { Hangs = true });

        var (detail, _) = await RunAsync(new
        {
            car_ids = Cars(1),
            prompt = "x",
            arrivals = "constant",
            levels = Cars(10),
            seconds = 1,
            warmups = 0,
            grace_seconds = 0.2,
            slos = new { e2e_ms = 1_000 },
        });

        var stage = StageOf(detail);
        (Number(stage, "completed"), Number(stage, "unfinished"), Number(stage, "good")).ShouldBe((5, 5, 5));
        stage.GetProperty("good_share").GetDouble().ShouldBe(0.5);
        stage.GetProperty("saturation").GetString().ShouldBe("shed");
    }

    [Fact]
    public async Task A_car_that_answers_nothing_is_not_asked_for_ever()
    {
        Generation.AddCar(1, "broken", maxInFlight: 8, name: "Wreck");
        Generation.OnModel("broken", FakeCompletion.Fail(500));
        Generation.AddCar(2, "fine", maxInFlight: 8);
        Generation.OnModel("fine", FakeCompletion.Of("yes"));

        var (detail, _) = await RunAsync(new { car_ids = Cars(1), prompt = "x", arrivals = "constant", levels = Cars(50), seconds = 30, warmups = 0 });

        StatusOf(detail).ShouldBe("FAILED");
        detail.GetProperty("load").GetProperty("ended_because").GetString()!.ShouldContain("Wreck answered none of 20 requests: The upstream said 500.");
        var stage = StageOf(detail);
        Number(stage, "failed").ShouldBeInRange(20, 30);
        stage.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("upstream.500");
        (await RunAsync(new { car_ids = Cars(2), prompt = "x", levels = Cars(1), seconds = 0.5 })).Detail.GetProperty("load").GetProperty("status").GetString().ShouldBe("COMPLETED");
    }

    [Fact]
    public async Task A_car_whose_first_requests_are_still_under_way_is_not_given_up()
    {
        Generation.AddCar(1, "half", maxInFlight: 64);
        Generation.OnModel("half", (_, seen) => seen < 10 ? FakeCompletion.Stream(1_200, 10, "a ", "b") : FakeCompletion.Fail(500));

        var (detail, _) = await RunAsync(new { car_ids = Cars(1), prompt = "x", arrivals = "constant", levels = Cars(50), seconds = 1, warmups = 0 });

        detail.GetProperty("load").GetProperty("ended_because").ValueKind.ShouldBe(JsonValueKind.Null);
        StatusOf(detail).ShouldBe("COMPLETED");
        (Number(StageOf(detail), "completed"), Number(StageOf(detail), "failed")).ShouldBe((10, 40));
    }

    [Theory]
    [InlineData("""{"max_errors":3}""", "3 failed requests")]
    [InlineData("""{"max_cost_usd":0.02}""", "0.02 USD")]
    public async Task A_load_ends_at_its_limit(string limit, string because)
    {
        Generation.AddCar(1, "m", maxInFlight: 8);
        Generation.OnModel("m", (_, seen) => seen % 2 == 0 ? FakeCompletion.Of("x") with { CostPico = 1_000_000_000 } : FakeCompletion.Fail(500));
        var body = JsonSerializer.Deserialize<Dictionary<string, object>>(limit)!;
        foreach (var (key, value) in new Dictionary<string, object> { ["car_ids"] = Cars(1), ["prompt"] = "x", ["arrivals"] = "constant", ["levels"] = Cars(40), ["seconds"] = 30, ["warmups"] = 0 })
        {
            body[key] = value;
        }

        var (detail, _) = await RunAsync(body);

        StatusOf(detail).ShouldBe("COMPLETED");
        detail.GetProperty("load").GetProperty("ended_because").GetString()!.ShouldContain(because);
    }

    [Fact]
    public async Task Each_prompt_begins_with_a_number_of_its_own_unless_they_shall_be_alike()
    {
        Generation.AddCar(1, "m", maxInFlight: 8);
        var suite = await Host.AddSuiteAsync(new TestSpec("One"), new TestSpec("Two"));

        await RunAsync(new { car_ids = Cars(1), suite_id = suite, levels = Cars(1), seconds = 0.5, max_requests = 3, warmups = 0, max_output_tokens = 7 });
        var unlike = Generation.Requests.ToList();
        await RunAsync(new { car_ids = Cars(1), suite_id = suite, levels = Cars(1), seconds = 0.5, max_requests = 3, warmups = 0, unique_prompts = false });
        var alike = Generation.Requests.Skip(unlike.Count).ToList();

        unlike.Select(r => r.Messages[^1].Text.Split("] ")[1]).ShouldBe(["One", "Two", "One"]);
        unlike.Select(r => r.Messages[^1].Text).ShouldBeUnique();
        unlike.ShouldAllBe(r => r.MaxOutputTokens == 7);
        alike.Select(r => r.Messages[^1].Text).ShouldBe(["One", "Two", "One"]);
    }

    [Fact]
    public async Task Two_loads_on_one_connection_go_one_after_the_other()
    {
        Generation.AddCar(1, "m", maxInFlight: 8);
        Generation.OnModel("m", FakeCompletion.Stream(30, 1, "a"));
        var body = new { car_ids = Cars(1), prompt = "x", levels = Cars(2), seconds = 1, warmups = 0 };
        var first = await StartAsync(body);
        var second = await StartAsync(body);
        var third = await StartAsync(body);
        await Host.PostAsync($"/api/loads/{third}/cancel");

        (await StatusAsync(third)).ShouldBe("CANCELLED");
        (await StreamAsync(third)).Single().Type.ShouldBe("load.completed");
        await UntilAsync(second, "COMPLETED");

        // Of both at once there would be four. One more than two: an answer is out before it is counted as such.
        Generation.MostInFlight.ShouldBeLessThan(4);
        (await StatusAsync(first)).ShouldBe("COMPLETED");
    }
}
