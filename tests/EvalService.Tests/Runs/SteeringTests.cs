using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

public sealed class SteeringTests(PostgresFixture postgres) : EvalTest(postgres)
{
    [Fact]
    public async Task A_cancelled_run_ends_its_calls_at_once_and_keeps_what_is_done()
    {
        Generation.AddCar(1, "slow");
        Generation.OnModel("slow", (_, seen) => seen == 0 ? FakeCompletion.Of("done") : FakeCompletion.Of("never") with { Hangs = true });
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(4)), car_ids = Cars(1) });
        var watching = Host.StreamAsync(run);
        await Eventually.IsTrueAsync(() => Generation.Requests.Count == 2);

        await Host.PostAsync($"/api/runs/{run}/cancel");

        var detail = await Host.UntilAsync(run, "CANCELLED");
        Statuses(detail).ShouldBe(["COMPLETED", "CANCELLED", "CANCELLED", "CANCELLED"]);
        await Eventually.IsTrueAsync(() => Generation.InFlight == 0);
        var events = await watching;
        ShouldBeGapless(events);
        events.Select(e => e.Type).TakeLast(2).ShouldBe(["run.cancelled", "run.completed"]);
        events[^1].Json.GetProperty("status").GetString().ShouldBe("CANCELLED");
        (await Host.Client.PostAsync($"/api/runs/{run}/pause", JsonContent.Create(new { }))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_paused_run_finishes_what_it_began_and_goes_on_when_asked()
    {
        Generation.AddCar(1, "steady");
        Generation.OnModel("steady", FakeCompletion.Stream(30, 10, "a", "b"));
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(20)), car_ids = Cars(1) });
        await Eventually.IsTrueAsync(() => Generation.Requests.Count >= 2);

        await Host.PostAsync($"/api/runs/{run}/pause");
        var paused = await Host.UntilAsync(run, "PAUSED");
        var asked = Generation.Requests.Count;
        asked.ShouldBeLessThan(20);
        Statuses(paused).ShouldNotContain("RUNNING");

        await Host.PostAsync($"/api/runs/{run}/resume");
        var events = await Host.StreamAsync(run);
        ShouldBeGapless(events);
        events.Select(e => e.Type).Where(t => t.StartsWith("run.")).ShouldBe(["run.started", "run.paused", "run.resumed", "run.completed"]);
        Generation.Requests.Count.ShouldBe(20);
    }

    [Fact]
    public async Task A_run_that_was_paused_can_be_cancelled()
    {
        Generation.AddCar(1, "slow");
        Generation.OnModel("slow", FakeCompletion.Stream(50, 10, "a"));
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(20)), car_ids = Cars(1) });
        await Host.PostAsync($"/api/runs/{run}/pause");
        await Host.UntilAsync(run, "PAUSED");

        await Host.PostAsync($"/api/runs/{run}/cancel");

        Status(await Host.UntilAsync(run, "CANCELLED")).ShouldBe("CANCELLED");
    }

    [Theory]
    [InlineData("""{"max_errors": 2}""", "2 failed items")]
    [InlineData("""{"max_cost_usd": 0.003}""", "0.003 USD")]
    public async Task A_run_ends_at_its_limit(string limits, string because)
    {
        Generation.AddCar(1, "costly", retries: 0);
        Generation.OnModel("costly", limits.Contains("errors") ? FakeCompletion.Fail(500) : FakeCompletion.Of("x") with { CostPico = 1_000_000_000 });

        var (run, events) = await RaceAsync(new
        {
            suite_id = await Host.AddSuiteAsync(TestSpec.Many(10)),
            car_ids = Cars(1),
            limits = JsonSerializer.Deserialize<JsonElement>(limits),
        });

        var detail = await Host.GetAsync($"/api/runs/{run}");
        Status(detail).ShouldBe("CANCELLED");
        detail.GetProperty("run").GetProperty("error").GetString()!.ShouldContain(because);
        events[^1].Json.GetProperty("error").GetString()!.ShouldContain(because);
        Generation.Requests.Count.ShouldBeInRange(2, 3);
    }

    [Fact]
    public async Task A_run_ends_when_its_time_is_over_though_an_answer_never_does()
    {
        Generation.AddCar(1, "hanging");
        Generation.OnModel("hanging", FakeCompletion.Of("and then") with { Hangs = true });
        var began = System.Diagnostics.Stopwatch.GetTimestamp();

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(3)), car_ids = Cars(1), limits = new { max_seconds = 0.6 } });

        System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds.ShouldBeInRange(0.6, 4);
        events.Select(e => e.Type).TakeLast(2).ShouldBe(["run.cancelled", "run.completed"]);
        events[^1].Json.GetProperty("error").GetString().ShouldBe("The run reached its limit of 0.6 seconds.");
        Statuses(await Host.GetAsync($"/api/runs/{run}")).ShouldBe(["CANCELLED", "CANCELLED", "CANCELLED"]);
        await Eventually.IsTrueAsync(() => Generation.InFlight == 0);

        // Its time is counted anew when somebody wants the rest of it.
        Generation.OnModel("hanging", FakeCompletion.Of("in time"));
        await Host.PostAsync($"/api/runs/{run}/rerun", new { failed_only = true });
        Statuses(await Host.UntilAsync(run, "COMPLETED")).ShouldBe(["COMPLETED", "COMPLETED", "COMPLETED"]);
    }

    [Fact]
    public async Task Head_to_head_all_cars_start_a_test_together_within_their_connections()
    {
        Generation.AddCar(1, "fast", connectionId: 1, maxInFlight: 2);
        Generation.AddCar(2, "fast2", connectionId: 1, maxInFlight: 2);
        Generation.AddCar(3, "slow", connectionId: 2, maxInFlight: 1);
        Generation.OnModel("slow", FakeCompletion.Stream(60, 1, "s"));
        Generation.OnModel("fast", FakeCompletion.Stream(5, 1, "f"));
        Generation.OnModel("fast2", FakeCompletion.Stream(5, 1, "f"));

        var (_, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(3)), car_ids = Cars(1, 2, 3), mode = "head_to_head" });

        var starts = events.Where(e => e.Type == "item.started").Select(e => (e.Json.GetProperty("test_id").GetInt64(), e.Json.GetProperty("car_id").GetInt64())).ToList();
        starts.Chunk(3).ShouldAllBe(heat => heat.Select(s => s.Item1).Distinct().Count() == 1);
        Generation.MostInFlight.ShouldBe(3);
    }

    [Fact]
    public async Task Race_Fault_08_Requests_in_flight_never_exceed_the_connections_limit()
    {
        Generation.AddCar(1, "a", maxInFlight: 4);
        Generation.AddCar(2, "b", maxInFlight: 4);
        Generation.OnModel("a", FakeCompletion.Stream(10, 1, "x"));
        Generation.OnModel("b", FakeCompletion.Stream(10, 1, "x"));

        await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(30)), car_ids = Cars(1, 2), mode = "head_to_head" });

        Generation.MostInFlight.ShouldBe(4);
        Generation.Requests.Count.ShouldBe(60);
    }

    [Theory]
    [InlineData("""{"car_ids":[1]}""", 422, "suite_id")]
    [InlineData("""{"suite_id":SUITE}""", 422, "car_ids")]
    [InlineData("""{"suite_id":"x","car_ids":[1]}""", 422, "suite_id")]
    [InlineData("""{"suite_id":SUITE,"car_ids":[]}""", 422, "car_ids")]
    [InlineData("""{"suite_id":SUITE,"car_ids":[1,1]}""", 422, "car_ids")]
    [InlineData("""{"suite_id":SUITE,"car_ids":[1],"repetitions":0}""", 422, "repetitions")]
    [InlineData("""{"suite_id":SUITE,"car_ids":[1],"repetitions":101}""", 422, "repetitions")]
    [InlineData("""{"suite_id":SUITE,"car_ids":[1],"mode":"fast"}""", 422, "mode")]
    [InlineData("""{"suite_id":SUITE,"car_ids":[1],"limits":{"max_seconds":-1}}""", 422, "limits.max_seconds")]
    [InlineData("""{"suite_id":SUITE,"car_ids":[1,99]}""", 400, "car_ids")]
    [InlineData("""{"suite_id":SUITE,"car_ids":[1],"judge_car_id":99}""", 400, "judge_car_id")]
    [InlineData("""{"suite_id":EMPTY,"car_ids":[1]}""", 400, "suite_id")]
    [InlineData("""{"suite_id":999999,"car_ids":[1]}""", 404, null)]
    [InlineData("""{"suite_id":""", 400, null)]
    public async Task Race_Fault_02_A_start_that_cannot_be_meant_so_is_refused_by_field(string body, int status, string? field)
    {
        Generation.AddCar(1, "m");
        body = body.Replace("SUITE", $"{await Host.AddSuiteAsync(new TestSpec("x"))}").Replace("EMPTY", $"{await Host.AddSuiteAsync()}");

        using var response = await Host.Client.PostAsync("/api/runs/start", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        ((int)response.StatusCode).ShouldBe(status, problem.GetRawText());
        (problem.TryGetProperty("field", out var named) ? named.GetString() : null).ShouldBe(field);
        if (status == 422)
        {
            problem.GetProperty("detail")[0].GetProperty("loc").EnumerateArray().Select(l => l.GetString()).ShouldBe(["body", .. field!.Split('.')]);
        }

        (await Host.GetAsync("/api/runs")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Race_MustHave_10_A_silent_stream_says_that_it_lives()
    {
        Generation.AddCar(1, "silent");
        Generation.OnModel("silent", FakeCompletion.Of("x") with { Hangs = true });
        var run = await Host.StartRunAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });
        using var response = await Host.Client.GetAsync($"/api/runs/{run}/stream", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        string? line;
        do
        {
            line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(12));
        }
        while (line is not null && !line.StartsWith(':'));

        line.ShouldBe(": keep-alive");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        await Host.PostAsync($"/api/runs/{run}/cancel");
    }

    [Fact]
    public async Task The_same_key_starts_one_run()
    {
        Generation.AddCar(1, "m");
        var suite = await Host.AddSuiteAsync(new TestSpec("x"));
        async Task<string> StartAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/runs/start") { Content = JsonContent.Create(new { suite_id = suite, car_ids = Cars(1) }) };
            request.Headers.Add("Idempotency-Key", "once");
            using var response = await Host.Client.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }

        (await StartAsync()).ShouldBe(await StartAsync());
        (await Host.GetAsync("/api/runs")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_starts_a_run_again_once()
    {
        Generation.AddCar(1, "m");
        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });
        async Task<(HttpStatusCode, string)> AgainAsync(string key)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"/api/runs/{run}/rerun") { Content = JsonContent.Create(new { }) };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await Host.Client.SendAsync(request);
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }

        var answers = await Task.WhenAll(AgainAsync("again"), AgainAsync("again"), AgainAsync("again"));

        answers.Distinct().ShouldHaveSingleItem().Item1.ShouldBe(HttpStatusCode.OK);
        (await Host.GetAsync("/api/runs")).GetArrayLength().ShouldBe(2);
        (await AgainAsync("another")).ShouldNotBe(answers[0]);
        (await AgainAsync(new string('k', 201))).Item1.ShouldBe(HttpStatusCode.BadRequest);
        (await Host.GetAsync("/api/runs")).GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Runs_are_listed_filtered_paged_labelled_and_deleted()
    {
        Generation.AddCar(1, "m");
        Generation.AddCar(2, "n");
        var suite = await Host.AddSuiteAsync(TestSpec.Many(5));
        var (first, _) = await RaceAsync(new { suite_id = suite, car_ids = Cars(1) });
        var (second, _) = await RaceAsync(new { suite_id = suite, car_ids = Cars(1, 2), label = "both" });

        async Task<long[]> ListAsync(string query) => [.. (await Host.GetAsync($"/api/runs{query}")).EnumerateArray().Select(r => r.GetProperty("id").GetInt64())];
        (await ListAsync("")).ShouldBe([second, first]);
        (await ListAsync("?limit=1")).ShouldBe([second]);
        (await ListAsync($"?before={second}")).ShouldBe([first]);
        (await ListAsync("?car_id=2")).ShouldBe([second]);
        (await ListAsync("?status=FAILED")).ShouldBeEmpty();
        (await Host.Client.GetAsync("/api/runs?limit=501")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Host.GetAsync("/api/runs?limit=1"))[0].GetProperty("items").GetArrayLength().ShouldBe(10);

        var page = await Host.GetAsync($"/api/runs/{second}/items?limit=4&car_id=2");
        page.GetProperty("items").GetArrayLength().ShouldBe(4);
        page.GetProperty("items")[0].GetProperty("metric").GetProperty("ttft_ms").GetInt64().ShouldBe(1);
        var rest = await Host.GetAsync($"/api/runs/{second}/items?limit=4&car_id=2&cursor={page.GetProperty("next_cursor")}");
        rest.GetProperty("items").GetArrayLength().ShouldBe(1);
        rest.GetProperty("next_cursor").ValueKind.ShouldBe(JsonValueKind.Null);
        var item = rest.GetProperty("items")[0].GetProperty("item").GetProperty("id").GetInt64();
        var detail = await Host.GetAsync($"/api/runs/{second}/items/{item}");
        detail.GetProperty("output").GetProperty("final_text").GetString().ShouldBe("Answer of n.");
        detail.GetProperty("test").GetProperty("user_prompt").GetString().ShouldBe("Prompt 5");
        var paged = await Host.GetAsync($"/api/runs/{second}?items=page&limit=3&cursor=3");
        (paged.GetProperty("items").GetArrayLength(), paged.GetProperty("outputs").GetArrayLength(), paged.GetProperty("metrics").GetArrayLength()).ShouldBe((3, 3, 3));

        using var bob = Host.ClientFor(EvalHost.Bob);
        (await bob.DeleteAsync($"/api/runs/{first}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var pinned = await Host.Client.PatchAsync($"/api/runs/{first}", JsonContent.Create(new { label = "base", is_baseline = true }));
        var labelled = await pinned.Content.ReadFromJsonAsync<JsonElement>();
        (labelled.GetProperty("label").GetString(), labelled.GetProperty("is_baseline").GetBoolean()).ShouldBe(("base", true));
        (await Host.Client.DeleteAsync($"/api/runs/{first}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync("")).ShouldBe([second]);
        (await Host.Client.GetAsync($"/api/runs/{first}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
