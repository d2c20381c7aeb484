using System.Net;
using System.Text.Json;
using Podium.Generation.V1;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

public sealed class RaceTests(PostgresFixture postgres) : EvalTest(postgres)
{
    [Fact]
    public async Task Race_MustHave_09_A_run_is_tests_by_cars_one_at_a_time_in_order()
    {
        Generation.AddCar(7, "seven", maxInFlight: 8);
        Generation.AddCar(3, "three", connectionId: 2, maxInFlight: 8);
        Generation.OnModel("seven", FakeCompletion.Stream(2, 1, "a", "b"));
        var suite = await Host.AddSuiteAsync(new("first"), new("second"));

        var (run, events) = await RaceAsync(new { suite_id = suite, car_ids = Cars(7, 3) });

        events.Where(e => e.Type == "item.started").Select(e => e.Json.GetProperty("car_id").GetInt64()).ShouldBe([7, 3, 7, 3]);
        Generation.Requests.Select(r => (r.Model, r.Messages[^1].Text)).ShouldBe([("seven", "first"), ("three", "first"), ("seven", "second"), ("three", "second")]);
        Generation.MostInFlight.ShouldBe(1);
        var detail = await Host.GetAsync($"/api/runs/{run}");
        Status(detail).ShouldBe("COMPLETED");
        Statuses(detail).ShouldBe(["COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED"]);
        detail.GetProperty("run").GetProperty("selected_car_ids_json").EnumerateArray().Select(c => c.GetInt64()).ShouldBe([7, 3]);
        detail.GetProperty("run").GetProperty("items_done").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task Race_MustHave_09_A_run_whose_items_all_failed_has_failed()
    {
        Generation.AddCar(1, "broken", retries: 0);
        Generation.OnModel("broken", FakeCompletion.Fail(400, retryable: false));

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new("a"), new("b")), car_ids = Cars(1) });

        events[^1].Type.ShouldBe("run.completed");
        events[^1].Json.GetProperty("status").GetString().ShouldBe("FAILED");
        var detail = await Host.GetAsync($"/api/runs/{run}");
        Statuses(detail).ShouldBe(["FAILED", "FAILED"]);
        detail.GetProperty("outputs").GetArrayLength().ShouldBe(0);
        detail.GetProperty("metrics").EnumerateArray().ShouldAllBe(m => m.GetProperty("error_flag").GetBoolean());
        detail.GetProperty("items")[0].GetProperty("error_message").GetString().ShouldBe("The upstream said 400.");
    }

    [Fact]
    public async Task A_run_asks_with_all_the_sampling_its_car_had_and_with_nothing_else()
    {
        var set = Generation.AddCar(1, "set");
        (set.MinP, set.FrequencyPenalty, set.PresencePenalty, set.RepeatPenalty, set.NumCtx) = (0.05, -0.5, 0.25, 1.1, 4096);
        Generation.AddCar(2, "unset");

        await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("say a")), car_ids = Cars(1, 2) });

        var asked = Generation.Requests.Single(r => r.Model == "set");
        (asked.MinP, asked.FrequencyPenalty, asked.PresencePenalty, asked.RepeatPenalty, asked.NumCtx).ShouldBe((0.05, -0.5, 0.25, 1.1, 4096));
        var plain = Generation.Requests.Single(r => r.Model == "unset");
        (plain.HasMinP, plain.HasFrequencyPenalty, plain.HasPresencePenalty, plain.HasRepeatPenalty, plain.HasNumCtx).ShouldBe((false, false, false, false, false));
    }

    [Fact]
    public async Task A_check_that_quotes_a_nul_is_stored_without_it()
    {
        Generation.AddCar(1, "binary");
        Generation.OnModel("binary", FakeCompletion.Stream(1, 1, "a\0b"));

        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("say a", "equals:a")), car_ids = Cars(1) });

        var payload = (await Host.GetAsync($"/api/runs/{run}")).GetProperty("outputs")[0].GetProperty("raw_provider_payload_json");
        var checks = payload.GetProperty("assertions").GetProperty("results");
        checks[0].GetProperty("detail").GetString().ShouldBe("The answer is 'a\uFFFDb'.");
    }

    [Fact]
    public async Task Race_MustHave_10_Every_event_carries_its_fields_and_follows_in_order()
    {
        Generation.AddCar(1, "checked");
        Generation.OnModel("checked", FakeCompletion.Stream(60, 60, "to", "ken"));

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("say token", "contains:token")), car_ids = Cars(1) });

        ShouldBeGapless(events);
        events.Select(e => e.Type).ShouldBe(
        [
            "run.started", "item.started", "request.sent", "ttft.recorded", "token.delta", "token.delta", "item.metrics", "item.assertions", "item.completed",
            "run.completed",
        ]);
        var item = events[1].Json.GetProperty("run_item_id").GetInt64();
        events.ShouldAllBe(e => e.Json.GetProperty("run_id").GetInt64() == run && e.Json.GetProperty("timestamp").GetString()!.Length == 26);
        events.Skip(1).SkipLast(1).ShouldAllBe(e => e.Json.GetProperty("run_item_id").GetInt64() == item);
        events[0].Json.GetProperty("run_item_id").ValueKind.ShouldBe(JsonValueKind.Null);
        Values(events[2], "attempt", "loop", "model").ShouldBe(["1", "0", "checked"]);
        Values(events[3], "ttft_ms").ShouldBe(["60"]);
        string.Concat(events.Where(e => e.Type == "token.delta").Select(e => e.Json.GetProperty("token").GetString())).ShouldBe("token");
        Values(events[6], "ttft_ms", "latency_ms", "output_tokens", "estimated").ShouldBe(["60", "180", "2", "False"]);
        events[6].Json.GetProperty("tokens_per_sec").GetDouble().ShouldBe(2 / 0.180, 1e-9);
        Values(events[7], "passed", "total").ShouldBe(["1", "1"]);
        Values(events[8], "status").ShouldBe(["COMPLETED"]);
    }

    [Fact]
    public async Task Race_MustHave_10_A_replay_from_any_event_is_the_same_tail()
    {
        Generation.AddCar(1, "m");
        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(5)), car_ids = Cars(1) });

        foreach (var after in new[] { 0, 1, 7, events.Count - 1, events.Count, events.Count + 10 })
        {
            var tail = events.Skip(after).Select(e => (e.Id, e.Type, e.Data));
            (await Host.StreamAsync(run, after)).Select(e => (e.Id, e.Type, e.Data)).ShouldBe(tail);
            var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream");
            request.Headers.Add("Last-Event-ID", after.ToString());
            (await EventStream.ReadAllAsync(Host.Client, request)).Select(e => (e.Id, e.Type, e.Data)).ShouldBe(tail);
        }

        var odd = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream");
        odd.Headers.Add("Last-Event-ID", "never");
        (await EventStream.ReadAllAsync(Host.Client, odd)).Count.ShouldBe(events.Count);
        (await Host.Client.GetAsync("/api/runs/999999/stream")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Host.Client.GetAsync($"/api/runs/{run}/stream?after_seq=-1")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Race_MustHave_11_Measures_are_those_of_the_scripted_clock()
    {
        Generation.AddCar(1, "measured");
        Generation.OnModel("measured", new FakeCompletion
        {
            // The worked stream of the definitions: reasoning first, ten tokens billed.
            Deltas = [(300, Channel.Reasoning, "thinking"), (500, Channel.Answer, "a"), (700, Channel.Answer, "b c d")],
            ClosedMs = 720,
            Usage = (12, 10),
            CostPico = 4_800_000_000,
        });

        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        var metric = (await Host.GetAsync($"/api/runs/{run}")).GetProperty("metrics")[0];
        Values(metric, "ttft_ms", "total_latency_ms", "generation_ms", "output_tokens", "output_tokens_estimated", "error_flag")
            .ShouldBe(["300", "720", "420", "10", "False", "False"]);
        metric.GetProperty("tokens_per_sec").GetDouble().ShouldBe(10 / 0.720, 1e-9);
        metric.GetProperty("itl_us").GetDouble().ShouldBe(400_000 / 9.0, 1e-6);
        metric.GetProperty("output_tokens_per_s").GetDouble().ShouldBe(22.5, 1e-9);
        metric.GetProperty("end_to_end_tokens_per_s").GetDouble().ShouldBe(10 / 0.7, 1e-9);
        metric.GetProperty("cost_pico_usd").GetString().ShouldBe("4800000000");
    }

    [Fact]
    public async Task Race_MustHave_11_Tokens_that_nobody_counted_are_estimated_from_words()
    {
        Generation.AddCar(1, "silent");
        Generation.OnModel("silent", FakeCompletion.Of("one two  three\nfour five") with { Usage = null });

        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        Values((await Host.GetAsync($"/api/runs/{run}")).GetProperty("metrics")[0], "output_tokens", "output_tokens_estimated").ShouldBe(["6", "True"]);
    }

    [Fact]
    public async Task Race_MustHave_17_The_export_is_the_run_and_outlives_the_process()
    {
        Generation.AddCar(1, "m");
        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x", "contains:m")), car_ids = Cars(1) });
        var before = await Host.Client.GetStringAsync($"/api/runs/{run}");

        await using var later = await EvalHost.StartAsync(Database, Generation);

        (await later.Client.GetStringAsync($"/api/runs/{run}")).ShouldBe(before);
        var detail = JsonSerializer.Deserialize<JsonElement>(before);
        var output = detail.GetProperty("outputs")[0];
        output.GetProperty("final_text").GetString().ShouldBe("Answer of m.");
        output.GetProperty("request_messages_json")[0].GetProperty("content").GetString().ShouldBe("x");
        var assertions = output.GetProperty("raw_provider_payload_json").GetProperty("assertions");
        Values(assertions, "total", "passed").ShouldBe(["1", "1"]);
        detail.GetProperty("run").GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Race_Fault_03_A_run_keeps_the_car_it_was_started_with()
    {
        Generation.AddCar(1, "old", name: "before");
        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        Generation.AddCar(1, "new", name: "after");

        var car = (await Host.GetAsync($"/api/runs/{run}")).GetProperty("run").GetProperty("cars")[0];
        Values(car, "name", "model").ShouldBe(["before", "old"]);
        car.GetRawText().ShouldNotContain("key");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    public async Task Race_Fault_05_An_empty_answer_is_no_success(string text)
    {
        Generation.AddCar(1, "empty");
        Generation.OnModel("empty", text.Length == 0 ? new FakeCompletion { ClosedMs = 3 } : FakeCompletion.Of(text));

        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        var item = (await Host.GetAsync($"/api/runs/{run}")).GetProperty("items")[0];
        Values(item, "status", "error_code", "attempt_count").ShouldBe(["FAILED", "empty_answer", "1"]);
    }

    [Fact]
    public async Task Race_Fault_14_Deltas_of_one_item_are_at_most_one_event_per_40_ms()
    {
        Generation.AddCar(1, "chatty");
        Generation.OnModel("chatty", FakeCompletion.Stream(0, 0, [.. Enumerable.Range(0, 2000).Select(i => $"{i} ")]) with { Paced = false });

        var (_, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        var deltas = events.Where(e => e.Type == "token.delta").ToList();
        string.Concat(deltas.Select(e => e.Json.GetProperty("token").GetString())).ShouldBe(string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i} ")));
        var span = DateTime.Parse(deltas[^1].Json.GetProperty("timestamp").GetString()!) - DateTime.Parse(deltas[0].Json.GetProperty("timestamp").GetString()!);

        // The first goes out at once, and the last when the answer ends.
        deltas.Count.ShouldBeLessThanOrEqualTo(2 + (int)(span / TimeSpan.FromMilliseconds(40)));
    }

    [Fact]
    public async Task Answers_that_no_database_takes_are_stored_with_the_sign_for_it()
    {
        Generation.AddCar(1, "hostile");
        Generation.OnModel("hostile", FakeCompletion.Of("a\0b <script>alert(1)</script>") with { ResponseModel = "other\0model" });

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        var output = (await Host.GetAsync($"/api/runs/{run}")).GetProperty("outputs")[0];
        output.GetProperty("final_text").GetString().ShouldBe("a\uFFFDb <script>alert(1)</script>");
        output.GetProperty("response_model").GetString().ShouldBe("other\uFFFDmodel");
        events.Single(e => e.Type == "token.delta").Json.GetProperty("token").GetString().ShouldStartWith("a\0b");
    }

    [Fact]
    public async Task A_rerun_of_what_failed_goes_on_in_the_same_run()
    {
        Generation.AddCar(1, "moody", retries: 0);
        Generation.OnModel("moody", (request, seen) => seen == 1 ? FakeCompletion.Fail(500) : FakeCompletion.Of(request.Messages[^1].Text));
        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(3)), car_ids = Cars(1) });
        Statuses(await Host.GetAsync($"/api/runs/{run}")).ShouldBe(["COMPLETED", "FAILED", "COMPLETED"]);

        (await Host.PostAsync($"/api/runs/{run}/rerun", new { failed_only = true })).GetProperty("run_id").GetInt64().ShouldBe(run);

        var detail = await Host.UntilAsync(run, "COMPLETED");
        Statuses(detail).ShouldBe(["COMPLETED", "COMPLETED", "COMPLETED"]);
        detail.GetProperty("metrics").GetArrayLength().ShouldBe(3);
        detail.GetProperty("run").GetProperty("items_done").GetInt32().ShouldBe(3);
        Generation.Requests.Count.ShouldBe(4);
        var all = await Host.StreamAsync(run);
        ShouldBeGapless(all);
        all[events.Count].Type.ShouldBe("run.resumed");
        (await Host.Client.PostAsync($"/api/runs/{run}/rerun", System.Net.Http.Json.JsonContent.Create(new { failed_only = true }))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var again = (await Host.PostAsync($"/api/runs/{run}/rerun")).GetProperty("run_id").GetInt64();
        again.ShouldNotBe(run);
        Statuses(await Host.UntilAsync(again, "COMPLETED")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Repetitions_and_warmups_are_told_apart()
    {
        Generation.AddCar(1, "m");
        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(TestSpec.Many(2)), car_ids = Cars(1), repetitions = 3, warmups = 2 });

        var detail = await Host.GetAsync($"/api/runs/{run}");
        detail.GetProperty("items").EnumerateArray().Select(i => (i.GetProperty("is_warmup").GetBoolean(), i.GetProperty("repetition").GetInt32()))
            .ShouldBe([(true, 1), (true, 2), (false, 1), (false, 1), (false, 2), (false, 2), (false, 3), (false, 3)]);
        Values(detail.GetProperty("run"), "items_total", "items_done").ShouldBe(["6", "6"]);
    }

    private static string?[] Values(StreamedEvent e, params string[] names) => Values(e.Json, names);

    private static string?[] Values(JsonElement json, params string[] names) => [.. names.Select(n => json.GetProperty(n).ToString())];
}
