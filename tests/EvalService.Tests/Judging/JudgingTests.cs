using System.Text.Json;
using Podium.EvalService.Tests.Scorecards;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Judging;

public sealed class JudgingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private FakeGeneration _generation = null!;
    private string _database = "";
    private StatsHost _host = null!;

    public async Task InitializeAsync()
    {
        _generation = await FakeGeneration.StartAsync();
        _database = await postgres.CreateDatabaseAsync();
        _host = await StatsHost.StartAsync(_database, _generation.Address);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _generation.DisposeAsync();
    }

    [Fact]
    public async Task A_judging_scores_every_answer_and_tells_it_in_the_runs_events()
    {
        var (run, _) = await AddRunAsync(cars: 2, tests: 3);

        var (status, body) = await JudgeAsync(run);

        status.ShouldBe(200);
        body.GetProperty("state").GetString().ShouldBe("COMPLETED");
        Numbers(body, "run_id", "item_scores", "car_aggregates", "skipped_items", "parse_failures", "run_overall").ShouldBe([run, 6, 2, 1, 0, 8]);
        body.GetProperty("cost_pico_usd").GetString().ShouldBe("6000");
        var events = await EventsAsync(run);
        events.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, 8).Select(i => (long)i));
        events.Select(e => e.Type).ShouldBe(["judge.started", .. Enumerable.Repeat("judge.item.scored", 6), "judge.completed"]);
        Numbers(events[0].Payload, "judge_car_id", "total_items", "skipped_items").ShouldBe([100, 6, 1]);
        events.Skip(1).Take(6).Select(e => e.Payload.GetProperty("scored_items").GetInt32()).ShouldBe([1, 2, 3, 4, 5, 6]);
        Numbers(events[^1].Payload, "item_scores", "car_aggregates", "skipped_items", "parse_failures", "run_overall").ShouldBe([6, 2, 1, 0, 8]);
        events[1].Payload.GetProperty("run_id").GetInt64().ShouldBe(run);
        (await ResultsAsync(run, "run_item_id is null")).ShouldBe(3, "two cars and the run");
        (await _host.GetAsync($"/api/runs/{run}/scorecard")).GetProperty("rows")[0].GetProperty("avg_judge_overall").GetDouble().ShouldBe(8);
    }

    [Fact]
    public async Task The_judge_is_given_the_rubric_and_all_there_is_to_know()
    {
        var suite = await _host.Runs.AddSuiteAsync("Rubric", 1, rubric: "Only rhymes count.", constraints: "contains:blue");
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", 1);
        await _host.Runs.AddItemAsync(run, suite.Tests[0], 1, new SeededItem { Answer = "The sky is blue" });

        await JudgeAsync(run);

        var request = _generation.Requests.Single();
        request.Messages[0].Text.ShouldContain("Only rhymes count.");
        request.Messages[1].Text.ShouldContain("contains:blue");
        request.Messages[1].Text.ShouldContain("Reference 1");
        request.Messages[1].Text.ShouldContain("The sky is blue");
        (request.Temperature, request.ConnectionId).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData("RUNNING")]
    [InlineData("FAILED")]
    [InlineData("CANCELLED")]
    public async Task Race_MustHave_15_Only_a_completed_run_is_judged(string state)
    {
        var suite = await _host.Runs.AddSuiteAsync($"State {state}", 1);
        var run = await _host.Runs.AddRunAsync(suite, state, 1);
        var (status, body) = await JudgeAsync(run);
        status.ShouldBe(400);
        body.GetProperty("detail").GetString()!.ShouldContain(state);
    }

    [Fact]
    public async Task A_judge_must_be_chosen_and_exist()
    {
        var (run, _) = await AddRunAsync(1, 1);
        (await _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { })).Status.ShouldBe(400);
        (await _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { judge_car_id = 12345 })).Status.ShouldBe(404);
        (await _host.SendAsync(HttpMethod.Post, "/api/runs/987654/judge", new { judge_car_id = 100 })).Status.ShouldBe(404);
        (await _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { judge_car_id = 100, mode = "vote" })).Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_generation_service_that_is_away_is_said_and_is_no_defect()
    {
        var (run, _) = await AddRunAsync(1, 1);
        await using var alone = await StatsHost.StartAsync(_database, new Uri("http://127.0.0.1:9"));
        var (status, body) = await alone.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { judge_car_id = 100 });
        (status, body.GetProperty("code").GetString()).ShouldBe((503, "generation.unavailable"));
    }

    [Fact]
    public async Task Race_MustHave_15_Parse_failures_are_counted_and_are_in_no_mean()
    {
        var (run, _) = await AddRunAsync(1, 4);
        var asked = 0;
        _generation.Answer = (_, _) => Task.FromResult(Interlocked.Increment(ref asked) == 1 ? "Nine, I would say." : FakeGeneration.Scores(6));

        var (_, body) = await JudgeAsync(run);

        Numbers(body, "item_scores", "parse_failures", "run_overall").ShouldBe([3, 1, 6]);
        (await ResultsAsync(run, "parse_failed and overall is null")).ShouldBe(1);
    }

    [Fact]
    public async Task Race_Fault_09_Only_what_failed_is_asked_again_and_scores_stay_until_new_ones_are_in()
    {
        var (run, _) = await AddRunAsync(1, 4);
        _generation.Answer = (request, _) => Task.FromResult(request.Messages[1].Text.Contains("Question 2?") ? "?" : FakeGeneration.Scores(6));
        await JudgeAsync(run);
        _generation.Requests.Clear();
        _generation.Answer = (_, _) => Task.FromResult(FakeGeneration.Scores(2));

        var (_, again) = await JudgeAsync(run);

        _generation.Requests.Single().Messages[1].Text.ShouldContain("Question 2?");
        Numbers(again, "item_scores", "parse_failures", "run_overall").ShouldBe([4, 0, 5]);

        _generation.Answer = (_, _) => throw new InvalidOperationException("401 no key");
        var (_, failed) = await JudgeAsync(run, all: true);
        (await ResultsAsync(run, "overall is not null and run_item_id is not null")).ShouldBe(4);
        failed.GetProperty("call_failures").GetInt32().ShouldBe(4);
        failed.GetProperty("state").GetString().ShouldBe("FAILED");
    }

    [Fact]
    public async Task A_judge_out_of_reach_ends_the_judging_and_leaves_the_older_scores()
    {
        var (run, _) = await AddRunAsync(2, 10);
        await JudgeAsync(run);
        _generation.Answer = (_, _) => throw new InvalidOperationException("401 no key");

        var (_, body) = await JudgeAsync(run, all: true);

        body.GetProperty("state").GetString().ShouldBe("FAILED");
        body.GetProperty("error").GetString()!.ShouldContain("401 no key");
        (await ResultsAsync(run, "overall = 8 and run_item_id is not null")).ShouldBe(20);
        (await EventsAsync(run))[^1].Type.ShouldBe("judge.failed");
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again()
    {
        var (run, _) = await AddRunAsync(1, 1);
        var asked = 0;
        _generation.Answer = (_, _) => Interlocked.Increment(ref asked) == 1 ? throw new TimeoutException("busy") : Task.FromResult(FakeGeneration.Scores(9));
        Numbers((await JudgeAsync(run)).Body, "item_scores", "call_failures", "run_overall").ShouldBe([1, 0, 9]);
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task Judging_oneself_is_flagged()
    {
        var (run, _) = await AddRunAsync(2, 2);
        var (_, body) = await _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { judge_car_id = 1 });
        body.GetProperty("self_judged").GetInt32().ShouldBe(2);
        body.GetProperty("warnings")[0].GetString()!.ShouldContain("2 of 4");
    }

    [Fact]
    public async Task A_run_is_judged_once_at_a_time_and_a_judging_can_be_cancelled()
    {
        var (run, _) = await AddRunAsync(1, 2);
        _generation.Answer = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return "";
        };
        var (_, first) = await JudgeAsync(run, wait: 0);
        (await JudgeAsync(run, wait: 0)).Status.ShouldBe(409);

        var id = first.GetProperty("judging_id").GetInt64();
        var (_, cancelled) = await _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judgings/{id}/cancel");
        cancelled.GetProperty("state").GetString().ShouldBe("CANCELLED");

        _generation.Answer = (_, _) => Task.FromResult(FakeGeneration.Scores(3));
        (await JudgeAsync(run)).Body.GetProperty("state").GetString().ShouldBe("COMPLETED");
        (await _host.GetAsync($"/api/runs/{run}/judgings")).GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_judging_survives_the_death_of_its_process_and_asks_nothing_twice()
    {
        var (run, _) = await AddRunAsync(1, 6);
        var stuck = new TaskCompletionSource();
        var asked = 0;
        _generation.Answer = async (_, token) =>
        {
            if (Interlocked.Increment(ref asked) > 3)
            {
                await stuck.Task.WaitAsync(token);
            }

            return FakeGeneration.Scores(7);
        };
        var (_, started) = await JudgeAsync(run, wait: 0);
        var id = started.GetProperty("judging_id").GetInt64();
        await Eventually.IsTrueAsync(async () => await _host.Runs.ReadAsync<int>("select count(*)::int from eval.judge_scores where judging_id = @id", new { id }) == 3);

        // As if killed: its lease is no longer renewed, and whatever it still writes is refused.
        await _host.Runs.ExecuteAsync("update eval.judgings set epoch = epoch + 1, lease_until = now() where id = @id", new { id });
        await using var second = await StatsHost.StartAsync(_database, _generation.Address);
        stuck.SetResult();

        await Eventually.IsTrueAsync(async () => (await second.GetAsync($"/api/runs/{run}/judgings/{id}")).GetProperty("state").GetString() == "COMPLETED");
        var events = await EventsAsync(run);
        events.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, 8).Select(i => (long)i));
        events.Count(e => e.Type == "judge.started").ShouldBe(1);
        (await ResultsAsync(run, "run_item_id is not null")).ShouldBe(6);
    }

    [Fact]
    public async Task A_run_that_is_started_again_takes_its_judging_with_it()
    {
        var (run, _) = await AddRunAsync(1, 2);
        var go = new TaskCompletionSource();
        _generation.Answer = async (_, token) =>
        {
            await go.Task.WaitAsync(token);
            return FakeGeneration.Scores(7);
        };
        var (_, started) = await JudgeAsync(run, wait: 0);
        await Eventually.IsTrueAsync(() => !_generation.Requests.IsEmpty);
        await _host.Runs.ExecuteAsync(
            "update eval.runs set status = 'RUNNING', worker_id = gen_random_uuid(), lease_until = now() + interval '1 hour' where id = @run", new { run });
        go.SetResult();

        var path = $"/api/runs/{run}/judgings/{started.GetProperty("judging_id").GetInt64()}";
        await Eventually.IsTrueAsync(async () => (await _host.GetAsync(path)).GetProperty("state").GetString() == "CANCELLED");
        (await EventsAsync(run)).ShouldNotContain(e => e.Type == "judge.item.scored");
    }

    [Fact]
    public async Task A_judging_that_takes_its_workers_with_it_is_given_up_and_says_so()
    {
        var (run, _) = await AddRunAsync(1, 1);
        _generation.Answer = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return "";
        };
        var id = (await JudgeAsync(run, wait: 0)).Body.GetProperty("judging_id").GetInt64();
        await Eventually.IsTrueAsync(() => !_generation.Requests.IsEmpty);

        await _host.Runs.ExecuteAsync("update eval.judgings set epoch = 20, lease_until = now() where id = @id", new { id });

        await Eventually.IsTrueAsync(async () => (await EventsAsync(run))[^1].Type == "judge.failed");
        var judging = await _host.GetAsync($"/api/runs/{run}/judgings/{id}");
        (judging.GetProperty("state").GetString(), judging.GetProperty("error").GetString()).ShouldBe(("FAILED", "Its workers stopped again and again."));
    }

    [Fact]
    public async Task A_judging_that_was_given_back_again_and_again_goes_on()
    {
        var (run, _) = await AddRunAsync(1, 1);
        var stuck = new TaskCompletionSource();
        _generation.Answer = async (_, token) =>
        {
            await stuck.Task.WaitAsync(token);
            return FakeGeneration.Scores(7);
        };
        var first = await StatsHost.StartAsync(_database, _generation.Address);
        await _host.DisposeAsync();
        _host = first;
        var id = (await JudgeAsync(run, wait: 0)).Body.GetProperty("judging_id").GetInt64();
        await Eventually.IsTrueAsync(() => !_generation.Requests.IsEmpty);

        // A rolling update stops its worker; many have done so before.
        _host = await StatsHost.StartAsync(_database, _generation.Address);
        await first.DisposeAsync();
        (await _host.Runs.ReadAsync<int>("select releases from eval.judgings where id = @id", new { id })).ShouldBe(1);
        await _host.Runs.ExecuteAsync("update eval.judgings set epoch = epoch + 30, releases = 30, lease_until = now() where id = @id", new { id });
        stuck.SetResult();

        await Eventually.IsTrueAsync(async () => (await _host.GetAsync($"/api/runs/{run}/judgings/{id}")).GetProperty("state").GetString() == "COMPLETED");
    }

    [Fact]
    public async Task Pairs_are_judged_in_both_orders()
    {
        var (run, _) = await AddRunAsync(2, 3);
        // Goes by position: whichever answer stands first is better.
        _generation.Answer = (_, _) => Task.FromResult("""{"verdict": "A>B", "rationale": "first"}""");

        var (_, body) = await _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { judge_car_id = 100, mode = "pairwise" });

        var pair = body.GetProperty("pairs")[0];
        Numbers(pair, "n", "wins", "ties", "losses", "win_rate", "consistency").ShouldBe([3, 0, 3, 0, 0.5, 0]);
        pair.GetProperty("verdict").GetString().ShouldBe("refused");
        _generation.Requests.Count.ShouldBe(6);
        (await EventsAsync(run)).Count(e => e.Type == "judge.pair.scored").ShouldBe(3);
    }

    /// <summary>Each car answers each test; one further item has failed, and so has nothing to judge.</summary>
    private async Task<(long Run, SeededSuite Suite)> AddRunAsync(int cars, int tests)
    {
        var suite = await _host.Runs.AddSuiteAsync($"Judged {Guid.NewGuid()}", tests);
        var run = await _host.Runs.AddRunAsync(suite, "COMPLETED", [.. Enumerable.Range(1, cars).Select(car => (long)car)]);
        foreach (var test in suite.Tests)
        {
            for (var car = 1; car <= cars; car++)
            {
                await _host.Runs.AddItemAsync(run, test, car, new SeededItem { Answer = $"Answer of {car} to {test}" });
            }
        }

        await _host.Runs.AddItemAsync(run, suite.Tests[0], 1, new SeededItem("FAILED") { Repetition = 2 });
        return (run, suite);
    }

    private Task<(int Status, JsonElement Body)> JudgeAsync(long run, bool all = false, int wait = 30) =>
        _host.SendAsync(HttpMethod.Post, $"/api/runs/{run}/judge", new { judge_car_id = 100, all, wait_seconds = wait });

    private async Task<IReadOnlyList<(long Seq, string Type, JsonElement Payload)>> EventsAsync(long run) =>
    [
        .. (await _host.Runs.ListAsync<(long Seq, string Type, string Payload)>(
            "select seq, event_type, payload from eval.run_events where run_id = @run order by seq", new { run }))
            .Select(row => (row.Seq, row.Type, JsonDocument.Parse(row.Payload).RootElement)),
    ];

    private Task<int> ResultsAsync(long run, string condition) =>
        _host.Runs.ReadAsync<int>($"select count(*)::int from eval.judge_results where run_id = @run and {condition}", new { run });

    private static double[] Numbers(JsonElement body, params string[] names) => [.. names.Select(name => body.GetProperty(name).GetDouble())];
}
