using System.Diagnostics;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Podium.GenerationService.Connections;
using Podium.TestKit;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Connections;

/// <summary>What a race relies on: limits that hold, ends that come, and failures that say what they are.</summary>
public sealed class CompletionByConnectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private Garage _garage = null!;

    public async Task InitializeAsync() => _garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());

    public async Task DisposeAsync() => await _garage.DisposeAsync();

    [Fact]
    public async Task Race_Fault_08_No_more_than_the_limit_are_in_flight_at_one_connection()
    {
        await LimitAsync("OPENAI_COMPAT", new { max_in_flight = 3 });
        var one = await _garage.ConnectAsync("OPENAI_COMPAT");
        var other = await _garage.ConnectAsync("OPENAI_COMPAT");
        _garage.Upstream.OnModel("slow", new FakeAnswer().Content(0.15, "done"));
        _garage.Upstream.OnModel("elsewhere", new FakeAnswer().Content(0.15, "done"));

        var all = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => _garage.CompleteAsync(Garage.Ask(one, "slow")))
                .Concat(Enumerable.Range(0, 3).Select(_ => _garage.CompleteAsync(Garage.Ask(other, "elsewhere"))))).WaitAsync(TimeSpan.FromSeconds(30));

        var finished = all.Select(events => events.Last().Finished).ToList();
        finished.ShouldAllBe(f => f.Finish == "stop");
        MostAtOnce("slow").ShouldBe(3);
        finished.Take(10).Count(f => f.Timings.QueuedUs > 50_000).ShouldBeGreaterThanOrEqualTo(4);
        finished.Skip(10).ShouldAllBe(f => f.Timings.QueuedUs < 50_000);
    }

    [Fact]
    public async Task A_load_that_asks_for_it_is_not_held_back_by_the_limit()
    {
        await LimitAsync("OPENAI_COMPAT", new { max_in_flight = 1 });
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");
        _garage.Upstream.OnModel("free", new FakeAnswer().Content(0.4, "done"));
        var request = Garage.Ask(id, "free");
        request.Unlimited = true;

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _garage.CompleteAsync(request))).WaitAsync(TimeSpan.FromSeconds(30));

        MostAtOnce("free").ShouldBe(5);
        all.ShouldAllBe(events => events.Last().Finished.Timings.QueuedUs < 50_000);
        Gates.Load(id).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Race_MustHave_12_A_changed_limit_counts_for_those_who_wait_already()
    {
        var id = await _garage.ConnectAsync("CUSTOM");
        using var leave = new CancellationTokenSource();
        using var giveUp = new CancellationTokenSource();
        _garage.Upstream.OnModel("silent", new FakeAnswer { Ending = FakeEnding.Silence }.Content(0, "..."));
        var calls = Enumerable.Range(0, 4).Select(_ => _garage.CompleteAsync(Garage.Ask(id, "silent"), leave.Token)).ToList();
        await Eventually.IsTrueAsync(() => Gates.Load(id) == (1, 3));

        await LimitAsync("CUSTOM", new { max_in_flight = 4 });
        await Eventually.IsTrueAsync(() => Gates.Load(id) == (4, 0) && _garage.Upstream.Requests.Count == 4);
        var waiting = Enumerable.Range(0, 2).Select(_ => _garage.CompleteAsync(Garage.Ask(id, "silent"), giveUp.Token)).ToList();
        await Eventually.IsTrueAsync(() => Gates.Load(id) == (4, 2));

        // Fewer than are in flight already: those go on, and nobody else starts.
        await LimitAsync("CUSTOM", new { max_in_flight = 1 });
        Gates.Load(id).ShouldBe((4, 2));
        await giveUp.CancelAsync();
        await Eventually.IsTrueAsync(() => Gates.Load(id) == (4, 0));
        await leave.CancelAsync();
        foreach (var call in calls.Concat(waiting))
        {
            await Should.ThrowAsync<Exception>(() => call);
        }

        await Eventually.IsTrueAsync(() => Gates.Load(id) == (0, 0));
        _garage.Upstream.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("fake-n1-drip")]
    [InlineData("fake-endless-itl20")]
    [InlineData("fake-silence")]
    public async Task Race_MustHave_12_The_timeout_is_for_the_whole_answer_however_it_drips(string model)
    {
        await LimitAsync("OPENAI_COMPAT", new { timeout_ms = 500 });
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");
        var started = Stopwatch.GetTimestamp();

        var finished = (await _garage.CompleteAsync(Garage.Ask(id, model)).WaitAsync(TimeSpan.FromSeconds(20)))[^1].Finished;

        Stopwatch.GetElapsedTime(started).TotalMilliseconds.ShouldBeInRange(450, 15_000);
        (finished.Finish, finished.Failure.Code, finished.Failure.Status, finished.Failure.Retryable).ShouldBe(("failed", "connection.timeout", 504, true));
        await _garage.Upstream.LastRequest.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        _garage.Upstream.LastRequest.ClientLeft.ShouldBeTrue();
        await LimitAsync("OPENAI_COMPAT", new { timeout_ms = 60_000 });
        (await _garage.CompleteAsync(Garage.Ask(id, "fake-n5-itl150")))[^1].Finished.Finish.ShouldBe("stop");
    }

    [Theory]
    [InlineData("fake-status503-retry2", 503, true, 2_000)]
    [InlineData("fake-status429", 429, true, null)]
    [InlineData("fake-status400", 400, false, null)]
    [InlineData("fake-status401", 401, false, null)]
    [InlineData("fake-n5-cut2", 502, true, null)]
    public async Task Race_MustHave_12_A_completion_is_tried_once_and_tells_its_caller_what_to_retry(string model, int status, bool retryable, int? retryAfterMs)
    {
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");

        var failure = (await _garage.CompleteAsync(Garage.Ask(id, model)))[^1].Finished.Failure;

        (failure.Status, failure.Retryable).ShouldBe((status, retryable));
        (failure.HasRetryAfterMs ? (int?)failure.RetryAfterMs : null).ShouldBe(retryAfterMs);
        _garage.Upstream.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Race_Fault_05_An_error_inside_a_200_stream_fails_the_completion_in_every_format()
    {
        foreach (var type in new[] { "OPENAI", "OPENROUTER", "ANTHROPIC", "GOOGLE", "OLLAMA" })
        {
            var id = await _garage.ConnectAsync(type);
            foreach (var model in new[] { "fake-n10-err4", "fake-n10-err0" })
            {
                var finished = (await _garage.CompleteAsync(Garage.Ask(id, model)))[^1].Finished;

                finished.Finish.ShouldBe("failed", type);
                finished.Failure.Status.ShouldBeGreaterThanOrEqualTo(500, type);
            }
        }
    }

    [Fact]
    public async Task Race_Fault_05_An_error_and_a_done_after_it_are_still_an_error()
    {
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");
        _garage.Upstream.Enqueue(FakeReply.Stream("data: {\"error\":{\"message\":\"CUDA out of memory\",\"code\":500}}\n\n", "data: [DONE]\n\n"));

        var finished = (await _garage.CompleteAsync(Garage.Ask(id, "m")))[^1].Finished;

        finished.Finish.ShouldBe("failed");
        finished.Failure.Message.ShouldContain("CUDA out of memory");
    }

    [Fact]
    public async Task A_provider_that_answers_with_another_model_is_taken_at_its_word()
    {
        var id = await _garage.ConnectAsync("OPENROUTER");
        _garage.Upstream.Enqueue(new FakeAnswer { ResponseModel = "cheap/other-model" }.Content(0, "hi"));

        var finished = (await _garage.CompleteAsync(Garage.Ask(id, "dear/model")))[^1].Finished;

        (finished.Finish, finished.ResponseModel).ShouldBe(("stop", "cheap/other-model"));
    }

    [Fact]
    public async Task What_a_local_server_says_of_itself_stays_apart_from_the_clock()
    {
        var id = await _garage.ConnectAsync("OLLAMA");

        var finished = (await _garage.CompleteAsync(Garage.Ask(id, "fake-n5")))[^1].Finished;

        (finished.Server.LoadUs, finished.Server.PrefillUs, finished.Server.DecodeUs).ShouldBe((400_000, 90_000, 400_000));
        finished.Timings.LastTokenUs.ShouldBeLessThan(400_000);
    }

    [Fact]
    public async Task A_connection_that_is_gone_is_said_to_be_and_one_with_an_address_of_the_request_is_refused()
    {
        (await Should.ThrowAsync<RpcException>(() => _garage.CompleteAsync(Garage.Ask(999_999, "m")))).StatusCode.ShouldBe(StatusCode.NotFound);
        var request = Garage.Ask(await _garage.ConnectAsync("CUSTOM"), "m");
        request.BaseUrl = "http://127.0.0.1:1";
        (await Should.ThrowAsync<RpcException>(() => _garage.CompleteAsync(request))).StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    private ConnectionGates Gates => _garage.Host.Services.GetRequiredService<ConnectionGates>();

    private async Task LimitAsync(string type, object limits)
    {
        var item = JsonSerializer.SerializeToNode(limits)!.AsObject();
        item["provider_type"] = type;
        await _garage.PutAsync("/api/settings/providers", new { items = new[] { item } });
    }

    /// <summary>Of the requests for a model, by the upstream's own clock.</summary>
    private int MostAtOnce(string model)
    {
        var spans = _garage.Upstream.Requests.Where(r => r.Model == model).Select(r => (Start: r.ReceivedAt, End: r.Sends[^1].At)).ToList();
        return spans.Max(span => spans.Count(other => other.Start <= span.Start && span.Start < other.End));
    }
}
