using System.Text.Json;
using Podium.Generation.V1;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

public sealed class MeasureTests(PostgresFixture postgres) : EvalTest(postgres)
{
    [Fact]
    public async Task Race_Fault_15_Prefill_decode_tools_and_the_servers_own_clock_are_told_apart()
    {
        Generation.AddCar(1, "local");
        Generation.OnModel("local", (_, seen) => seen == 0
            ? FakeCompletion.Tool("calculator", """{"expression":"6*7"}""") with
            {
                // A call's arguments are tokens as well: they arrive, and are paid for.
                Deltas = [(400, Channel.ToolArguments, "{"), (900, Channel.ToolArguments, "}")],
                ClosedMs = 1000,
                Usage = (100, 11),
                CostPico = 3,
                Server = Says(load: 2_000_000, prefill: 250_000, decode: 500_000),
            }
            : FakeCompletion.Of("") with
            {
                Deltas = [(200, Channel.Answer, "It is"), (700, Channel.Answer, " 42")],
                ClosedMs = 750,
                Usage = (130, 21),
                CostPico = 4,
                Server = Says(load: 0, prefill: 50_000, decode: 500_000),
            });

        var (run, _) = await RaceAsync(new
        {
            suite_id = await Host.AddSuiteAsync(new TestSpec("What is 6*7?", null, TestSpec.Calculator)),
            car_ids = Cars(1),
            warmups = 1,
            repetitions = 2,
        });

        var detail = await Host.GetAsync($"/api/runs/{run}");
        detail.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("is_warmup").GetBoolean()).ShouldBe([true, false, false]);
        var metric = detail.GetProperty("metrics")[0];
        metric.GetProperty("ttft_us").GetInt64().ShouldBe(400_000, "the first token of the item");
        Numbers(metric, "input_tokens", "output_tokens").ShouldBe([230, 32], "of both loops");
        metric.GetProperty("output_tokens_estimated").GetBoolean().ShouldBeFalse();
        metric.GetProperty("itl_us").GetDouble().ShouldBe(1_000_000 / 30.0, 1e-6, "decode: (500 + 500) ms for (10 + 20) tokens after the first ones");
        metric.GetProperty("output_tokens_per_s").GetDouble().ShouldBe(30, 1e-9);
        metric.GetProperty("end_to_end_tokens_per_s").GetDouble().ShouldBe(32 / 1.6, 1e-9, "32 tokens, the last ones after 900 and 700 ms");
        metric.GetProperty("total_us").GetInt64().ShouldBeInRange(1_750_000, 1_850_000, "both calls, and the tool between them");
        metric.GetProperty("cost_pico_usd").GetString().ShouldBe("7");
        Numbers(metric, "server_load_us", "server_prefill_us", "server_decode_us").ShouldBe([2_000_000, 300_000, 1_000_000]);
    }

    [Fact]
    public async Task A_scorecard_tells_the_instants_of_the_clock_beside_the_socket()
    {
        Generation.AddCar(1, "clocked");
        Generation.AddCar(2, "terse");
        Generation.OnModel("clocked", new FakeCompletion
        {
            FirstByteMs = 50,
            Deltas = [(300, Channel.Reasoning, "Hm."), (500, Channel.Answer, "It"), (700, Channel.Answer, " is")],
            ClosedMs = 720,
            QueuedMs = 40,
            Usage = (10, 10),
        });
        Generation.OnModel("terse", FakeCompletion.Stream(30, 10, "Yes") with { Usage = null });

        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1, 2), repetitions = 3 });

        var rows = (await Host.GetAsync($"/api/runs/{run}/scorecard")).GetProperty("rows").EnumerateArray().ToDictionary(r => r.GetProperty("car_name").GetString()!);
        var clocked = rows.Single(r => r.Value.GetProperty("model_name").GetString() == "clocked").Value.GetProperty("distributions");
        Means(clocked, "queued_ms", "first_byte_ms", "ttft_ms", "second_token_ms", "e2e_ms", "closed_ms").ShouldBe([40, 50, 300, 200, 700, 720]);
        Means(clocked, "itl_ms", "decode_tokens_per_sec", "end_to_end_tokens_per_sec").ShouldBe([400 / 9.0, 22.5, 10 / 0.7], 1e-9);
        clocked.GetProperty("e2e_ms").GetProperty("n").GetInt32().ShouldBe(3);
        var terse = rows.Single(r => r.Value.GetProperty("model_name").GetString() == "terse").Value;
        foreach (var unknown in (string[])["first_byte_ms", "second_token_ms", "end_to_end_tokens_per_sec"])
        {
            terse.GetProperty("distributions").TryGetProperty(unknown, out _).ShouldBeFalse($"nobody knows its {unknown}");
        }

        var throughput = terse.GetProperty("throughput");
        throughput.GetProperty("n").GetInt32().ShouldBe(3);
        throughput.GetProperty("busy_seconds").GetDouble().ShouldBe(0.12, 1e-5, "three answers of 40 milliseconds");
        throughput.GetProperty("requests_per_sec").GetDouble().ShouldBe(3 / throughput.GetProperty("busy_seconds").GetDouble(), 1e-9);
        throughput.GetProperty("output_tokens_per_sec").ValueKind.ShouldBe(JsonValueKind.Null, "its tokens were not counted");
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(10, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public async Task Counts_that_no_answer_can_have_are_none(long input, long output)
    {
        Generation.AddCar(1, "liar");
        Generation.OnModel("liar", FakeCompletion.Of("four words it says") with { RawUsage = new Usage { Input = input, Output = output, Reasoning = output } });

        var (run, events) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        var metric = (await Host.GetAsync($"/api/runs/{run}")).GetProperty("metrics")[0];
        metric.GetProperty("output_tokens").GetInt64().ShouldBe(5, "1.25 per word");
        metric.GetProperty("output_tokens_estimated").GetBoolean().ShouldBeTrue();
        metric.GetProperty("input_tokens").ValueKind.ShouldBe(JsonValueKind.Null);
        events[^1].Json.GetProperty("status").GetString().ShouldBe("COMPLETED");
    }

    [Fact]
    public async Task Another_model_than_the_one_asked_for_is_told()
    {
        Generation.AddCar(1, "large-model");
        Generation.OnModel("large-model", FakeCompletion.Of("hello") with { ResponseModel = "small-model<script>" });

        var (run, _) = await RaceAsync(new { suite_id = await Host.AddSuiteAsync(new TestSpec("x")), car_ids = Cars(1) });

        var detail = await Host.GetAsync($"/api/runs/{run}");
        detail.GetProperty("outputs")[0].GetProperty("response_model").GetString().ShouldBe("small-model<script>");
        detail.GetProperty("run").GetProperty("cars")[0].GetProperty("model").GetString().ShouldBe("large-model");
    }

    private static ServerTimings Says(long load, long prefill, long decode) => new() { LoadUs = load, PrefillUs = prefill, DecodeUs = decode };

    private static double[] Means(JsonElement distributions, params string[] names) =>
        [.. names.Select(n => distributions.GetProperty(n).GetProperty("mean").GetDouble())];

    private static long[] Numbers(JsonElement json, params string[] names) => [.. names.Select(n => json.GetProperty(n).GetInt64())];
}
