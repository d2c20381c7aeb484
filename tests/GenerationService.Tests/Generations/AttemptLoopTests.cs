using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class AttemptLoopTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private FakeProvider _upstream = null!;
    private GenerationHost _host = null!;

    public async Task InitializeAsync()
    {
        _upstream = await FakeProvider.StartAsync();
        _host = await GenerationHost.StartAsync(
            await postgres.CreateDatabaseAsync(), _upstream, ("GENERATION_TIMEOUT_MS", "1500"), ("GENERATION_MAX_TOKENS", "4096"), ("Generation:MaxAnswerBytes", "100000"));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("fake-drip")]
    [InlineData("fake-silence")]
    [InlineData("fake-endless-itl5")]
    public async Task MustHave_09_A_provider_that_never_ends_is_ended_by_the_shared_clock(string model)
    {
        var started = Stopwatch.GetTimestamp();
        var events = await _host.StreamAsync(GenerationHost.HuggingFaceBody($"org/{model}", ("providerHint", "groq")));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(8));
        events.Single("error").Data.GetProperty("status").GetInt32().ShouldBe(504);
        events.Count(e => e.Name == "attempt").ShouldBe(1);
        await _upstream.LastRequest.Ended.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_shortest_budget_still_makes_one_attempt()
    {
        await using var host = await GenerationHost.StartAsync(await postgres.CreateDatabaseAsync(), _upstream, ("GENERATION_TIMEOUT_MS", "1000"));
        (await host.StreamAsync(GenerationHost.Body("fake-n5"))).Names().TakeLast(2).ShouldBe(["complete", "done"]);
    }

    [Fact]
    public async Task MustHave_09_No_attempt_starts_with_less_than_a_second_left()
    {
        _upstream.OnModel("org/slow:groq", new FakeAnswer { Ending = FakeEnding.Error }.Content(0.7, "<html>"));
        var events = await _host.StreamAsync(GenerationHost.HuggingFaceBody("org/slow", ("providerHint", "groq")));
        events.Single("error").Data.GetProperty("status").GetInt32().ShouldBe(504);
        _upstream.Requests.Select(r => r.Model).ShouldBe(["org/slow:groq"]);
    }

    [Fact]
    public async Task A_flood_is_ended_at_the_limit_and_bounded_in_memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var events = await _host.StreamAsync(GenerationHost.Body("fake-endless"));
        events.Single("error").Data.GetProperty("code").GetString().ShouldBe("generation.answer_too_long");
        events.Code().Length.ShouldBeLessThanOrEqualTo(100_000);
        events = [];
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public async Task MustHave_08_A_failure_that_may_pass_is_repeated_once_at_the_same_provider()
    {
        var events = await _host.StreamAsync(GenerationHost.Body("fake-status503x1-n5"));
        var attempts = events.Single("complete").Data.GetProperty("generation").GetProperty("attempts");
        attempts.EnumerateArray().Select(a => a.GetProperty("status").GetString()).ShouldBe(["error", "success"]);
        attempts[0].GetProperty("retryable").GetBoolean().ShouldBeTrue();
        attempts[0].GetProperty("statusCode").GetInt32().ShouldBe(503);
    }

    [Fact]
    public async Task A_retry_after_that_does_not_fit_the_budget_is_not_waited_for()
    {
        var started = Stopwatch.GetTimestamp();
        var events = await _host.StreamAsync(GenerationHost.Body("fake-status429x1-retry30-n5"));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        events.Single("error").Data.GetProperty("status").GetInt32().ShouldBe(429);
    }

    [Fact]
    public async Task MustHave_08_A_stream_cut_after_200_goes_to_the_next_provider()
    {
        _upstream.OnModel("org/frail:groq", new FakeAnswer { Ending = FakeEnding.Cut }.Content(0, "<!doctype html><html>half"));
        _upstream.OnModel("org/frail", new FakeAnswer().Content(0, "<!doctype html><html><body>whole</body></html>"));
        var events = await _host.StreamAsync(GenerationHost.HuggingFaceBody("org/frail", ("providerHint", "groq")));
        events.Code().ShouldBe("<!doctype html><html><body>whole</body></html>");
        var generation = events.Single("complete").Data.GetProperty("generation");
        generation.GetProperty("cost").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_arrived_before_the_last_failure_is_kept_as_truncated()
    {
        _upstream.OnModel("frail", new FakeAnswer { Ending = FakeEnding.Cut }.Content(0, "<!doctype html><html><body><h1>Half"));
        var events = await _host.StreamAsync(GenerationHost.Body("frail"));
        var artifact = events.Single("error").Data.GetProperty("artifactId").GetGuid();
        (await _host.GetAsync($"/api/artifacts/{artifact}")).GetProperty("truncated").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task MustHave_21_One_models_failure_does_not_stop_the_others()
    {
        var all = await Task.WhenAll(
            _host.StreamAsync(GenerationHost.Body("fake-n10-itl5")),
            _host.StreamAsync(GenerationHost.Body("fake-status401")),
            _host.StreamAsync(GenerationHost.Body("fake-n20-itl2")));
        all.Select(events => events.Names()[^2]).ShouldBe(["complete", "error", "complete"]);
    }

    [Fact]
    public async Task The_seeds_environment_sets_the_token_limit()
    {
        await _host.StreamAsync(GenerationHost.HuggingFaceBody("org/fake-n3"));
        _upstream.LastRequest.Body.GetProperty("max_tokens").GetInt32().ShouldBe(4096);
    }

    [Fact]
    public async Task MustHave_10_The_bill_goes_to_whom_the_request_names()
    {
        await _host.StreamAsync(GenerationHost.HuggingFaceBody("org/fake-n3", ("billTo", "acme")));
        _upstream.LastRequest.Headers["x-hf-bill-to"].ShouldBe("acme");
        await _host.StreamAsync(GenerationHost.HuggingFaceBody("org/fake-n3"));
        _upstream.LastRequest.Headers.Keys.ShouldNotContain("x-hf-bill-to");
    }
}
