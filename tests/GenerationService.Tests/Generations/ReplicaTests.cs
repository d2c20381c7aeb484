using System.Diagnostics;
using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Podium.GenerationService.Generations;
using Podium.TestKit;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;
using EventLog = Podium.GenerationService.Generations.EventLog;

namespace Podium.GenerationService.Tests.Generations;

public sealed class ReplicaTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private FakeProvider _upstream = null!;
    private GenerationHost _first = null!;
    private GenerationHost _second = null!;

    public async Task InitializeAsync()
    {
        _upstream = await FakeProvider.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        _first = await GenerationHost.StartAsync(database, _upstream, ("Generation:LeaseSeconds", "2"), ("Generation:ShutdownGraceSeconds", "0"));
        _second = await GenerationHost.StartAsync(database, _upstream, ("Generation:LeaseSeconds", "2"));
    }

    public async Task DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Another_replica_streams_the_same_events_while_they_come()
    {
        using var here = await _first.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n60-itl10"));
        var events = SseEvent.ReadAsync(here).GetAsyncEnumerator();
        await events.MoveNextAsync();
        var meta = events.Current;
        using var there = await _second.Client.GetAsync($"/api/generate/{meta.Text("generationId")}/stream", HttpCompletionOption.ResponseHeadersRead);
        var remote = Task.Run(() => SseEvent.ReadAllAsync(there));
        var local = new List<SseEvent> { meta };
        while (await events.MoveNextAsync())
        {
            local.Add(events.Current);
        }

        (await remote).Select(e => (e.Id, e.Name, e.Data.GetRawText())).ShouldBe(local.Select(e => (e.Id, e.Name, e.Data.GetRawText())));
    }

    [Fact]
    public async Task Followers_on_another_replica_share_one_query_of_bounded_rate()
    {
        const int Followers = 8;
        var database = new NpgsqlConnectionStringBuilder(Database.Of(_second).ConnectionString).Database;
        var reads = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = command =>
            {
                var text = $"{command.GetTagItem("db.query.text") ?? command.GetTagItem("db.statement")}".TrimStart();
                if (Equals(command.GetTagItem("db.namespace") ?? command.GetTagItem("db.name"), database)
                    && text.StartsWith("select", StringComparison.Ordinal) && text.Contains("generation.generation", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref reads);
                }
            },
        };
        using var here = await _first.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n100-itl10"));
        var local = SseEvent.ReadAsync(here).GetAsyncEnumerator();
        await local.MoveNextAsync();
        var path = $"/api/generate/{local.Current.Text("generationId")}/stream";
        ActivitySource.AddActivityListener(listener);
        var started = Stopwatch.GetTimestamp();

        var remote = await Task.WhenAll(Enumerable.Range(0, Followers).Select(async _ =>
        {
            using var there = await _second.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            return await SseEvent.ReadAllAsync(there);
        }));

        // Each asks once whose generation it is; from then on they are served together.
        var turns = Stopwatch.GetElapsedTime(started) / TimeSpan.FromMilliseconds(20);
        reads.ShouldBeInRange(Followers + 2, Followers + (int)turns + 2);
        var code = remote[0].Code();
        code.ShouldNotBeEmpty();
        remote.ShouldAllBe(events => events.Code() == code);
        await local.DisposeAsync();
    }

    [Fact]
    public async Task A_follower_on_another_replica_gets_a_long_history_from_any_event()
    {
        var id = await StoreEventsAsync([.. Enumerable.Range(1, 1_200).Select(i => $"{i},")]);
        await InsertExpiredAsync(id);
        await ShouldEndInterruptedAsync(id);
        foreach (var after in new[] { 0L, 2, 3, 700, 1_201, 1_204 })
        {
            using var response = await _second.Client.GetAsync($"/api/generate/{id}/stream?after={after}", HttpCompletionOption.ResponseHeadersRead);
            var events = await SseEvent.ReadAllAsync(response);
            events.Select(e => e.Id).ShouldBe(Enumerable.Range((int)after + 1, 1_204 - (int)after).Select(i => (long)i));
        }
    }

    [Fact]
    public async Task Reasoning_comes_again_for_everybody_while_it_runs_and_afterwards()
    {
        using var here = await _first.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n40-itl10-reason20"));
        await using var events = SseEvent.ReadAsync(here).GetAsyncEnumerator();
        await events.MoveNextAsync();
        var path = $"/api/generate/{events.Current.Text("generationId")}/stream?after=0";
        var meanwhile = await Task.WhenAll(ReasoningAsync(_first, path), ReasoningAsync(_second, path));
        foreach (var reasoning in meanwhile.Append(await ReasoningAsync(_first, path)).Append(await ReasoningAsync(_second, path)))
        {
            reasoning.ShouldNotBeEmpty();
            reasoning.ShouldBe(meanwhile[0]);
        }
    }

    [Fact]
    public async Task Another_replica_can_cancel()
    {
        using var here = await _first.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n500-itl20"));
        var events = new List<SseEvent>();
        await foreach (var e in SseEvent.ReadAsync(here))
        {
            events.Add(e);
            if (events.Count == 10)
            {
                using var cancelled = await _second.Client.DeleteAsync($"/api/generate/{events[0].Text("generationId")}");
                cancelled.StatusCode.ShouldBe(HttpStatusCode.OK);
                (await cancelled.Content.ReadAsStringAsync()).ShouldContain("\"state\":\"cancelled\"");
            }
        }

        events.Names().TakeLast(2).ShouldBe(["error", "done"]);
        _upstream.LastRequest.ClientLeft.ShouldBeTrue();
    }

    [Fact]
    public async Task A_killed_worker_loses_no_token_that_anybody_saw()
    {
        // As after kill -9: events in the table, a lease that nobody renews, and no end.
        var id = await AbandonedAsync("<!doctype html><html><body><h1>Half", " a page");
        var counts = await Task.WhenAll(RecoverAsync(_first), RecoverAsync(_second), RecoverAsync(_first));

        await Eventually.SucceedsAsync(async () =>
            (await _second.GetAsync($"/api/generate/{id}")).GetProperty("state").GetString().ShouldBe("interrupted"));
        counts.Sum().ShouldBeLessThanOrEqualTo(1);
        using var response = await _second.Client.GetAsync($"/api/generate/{id}/stream", HttpCompletionOption.ResponseHeadersRead);
        var events = await SseEvent.ReadAllAsync(response);
        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, 6).Select(i => (long)i));
        events.Names().ShouldBe(["meta", "attempt", "token", "token", "error", "done"]);
        events.Code().ShouldBe("<!doctype html><html><body><h1>Half a page");
        var artifact = events.Single("error").Data.GetProperty("artifactId").GetGuid();
        (await _first.Client.GetStringAsync($"/api/artifacts/{artifact}/html")).ShouldBe("<!doctype html><html><body><h1>Half a page");
        var stored = await _first.GetAsync($"/api/artifacts/{artifact}");
        stored.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        stored.GetProperty("generationId").GetGuid().ShouldBe(id);
    }

    [Fact]
    public async Task A_follower_sees_the_end_of_an_interrupted_generation()
    {
        var id = await AbandonedAsync("<!doctype html><html>");
        using var response = await _second.Client.GetAsync($"/api/generate/{id}/stream?after=2", HttpCompletionOption.ResponseHeadersRead);
        (await SseEvent.ReadAllAsync(response)).Names().ShouldBe(["token", "error", "done"]);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_stops_and_its_followers_go_on_from_the_table()
    {
        using var here = await _first.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n3-silence"));
        var events = new List<SseEvent>();
        await foreach (var e in SseEvent.ReadAsync(here))
        {
            events.Add(e);
            if (events.Count == 3)
            {
                // The other replica takes it, as if this one had been stuck.
                var taken = await Database.ExecuteAsync(
                    _first, "update generation.generations set worker_id = @worker, lease_until = now() where id = @id",
                    new { id = events[0].Data.GetProperty("generationId").GetGuid(), worker = Guid.NewGuid() });
                taken.ShouldBe(1);
            }
        }

        events.Names().TakeLast(2).ShouldBe(["error", "done"]);
        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        events.Single("error").Data.GetProperty("code").GetString().ShouldBe("generation.interrupted");
        await _upstream.LastRequest.Ended.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Stopping_the_process_ends_the_upstream_call_and_keeps_what_arrived()
    {
        using var here = await _first.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n500-itl20"));
        var events = new List<SseEvent>();
        await foreach (var e in SseEvent.ReadAsync(here))
        {
            events.Add(e);
            if (events.Count == 30)
            {
                _first.Stop();
            }
        }

        events.Names().TakeLast(2).ShouldBe(["error", "done"]);
        var generation = await _second.GetAsync($"/api/generate/{events[0].Text("generationId")}");
        generation.GetProperty("state").GetString().ShouldBe("interrupted");
        generation.GetProperty("artifactId").GetGuid().ShouldBe(events.Single("error").Data.GetProperty("artifactId").GetGuid());
        _upstream.LastRequest.ClientLeft.ShouldBeTrue();
    }

    [Fact]
    public async Task An_emoji_cut_in_two_does_not_keep_a_generation_from_its_end()
    {
        var id = await AbandonedAsync("<!doctype html><html><body>\ud83d", "\ude00 \ud83d", " boats");
        await ShouldEndInterruptedAsync(id);
        var artifact = (await _first.GetAsync($"/api/generate/{id}")).GetProperty("artifactId").GetGuid();
        (await _first.Client.GetStringAsync($"/api/artifacts/{artifact}/html")).ShouldContain("\U0001F600 ");
    }

    [Fact]
    public async Task A_generation_that_cannot_be_ended_keeps_no_other_waiting_and_no_process_from_running()
    {
        var broken = await StoreEventsAsync("<!doctype html>");
        await Database.ExecuteAsync(_first, "update generation.generation_events set frames = 'nonsense' where generation_id = @broken", new { broken });
        await InsertExpiredAsync(broken);
        await ShouldEndInterruptedAsync(await AbandonedAsync("<!doctype html><html>"));
        (await _first.GetAsync($"/api/generate/{broken}")).GetProperty("state").GetString().ShouldBe("running");
        await RecoverAsync(_first);
        _first.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested.ShouldBeFalse();
    }

    private static async Task<string> ReasoningAsync(GenerationHost host, string path)
    {
        using var response = await host.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        return string.Concat((await SseEvent.ReadAllAsync(response)).Where(e => e.Name == "reasoning").Select(e => e.Text("text")));
    }

    private Task ShouldEndInterruptedAsync(Guid id) => Eventually.SucceedsAsync(async () =>
        (await _second.GetAsync($"/api/generate/{id}")).GetProperty("state").GetString().ShouldBe("interrupted"));

    private static Task<int> RecoverAsync(GenerationHost host) =>
        Task.Run(() => host.Services.GetRequiredService<InterruptedGenerations>().RecoverAllAsync(CancellationToken.None));

    private async Task<Guid> AbandonedAsync(params string[] tokens)
    {
        var id = await StoreEventsAsync(tokens);
        await InsertExpiredAsync(id);
        return id;
    }

    private async Task<Guid> StoreEventsAsync(params string[] tokens)
    {
        var id = Guid.CreateVersion7();
        var log = new EventLog();
        log.Append("meta", "{}"u8);
        log.Append("attempt", GenerationJson.Utf8(new { attemptNumber = 1, totalAttempts = 1, model = "gone", provider = "openai", resetCode = false }));
        await StoreAsync(id, log.Take()!.Value);
        foreach (var token in tokens)
        {
            log.AppendDelta(GenerationService.Providers.DeltaChannel.Answer, token, TimeSpan.Zero);
            await StoreAsync(id, log.Take()!.Value);
        }

        return id;
    }

    // After its events: from here on either replica may find it.
    private Task<int> InsertExpiredAsync(Guid id) => Database.ExecuteAsync(
        _first,
        """
        insert into generation.generations
            (id, owner_id, owner_name, state, provider, model_id, label, vendor, task_id, prompt_version, demo, planned_attempts, request,
             created_at, started_at, worker_id, lease_until)
        values (@id, 'hf:ada', 'Ada', 'running', 'openai', 'gone', 'gone', 'openai', 'free', 'v1', false, 1, '{}', now(), now(), gen_random_uuid(),
                now() - interval '1 second')
        """,
        new { id });

    private async Task StoreAsync(Guid id, EventSegment segment) => await Database.ExecuteAsync(
        _first,
        "insert into generation.generation_events values (@id, @First, @Last, @Frames)",
        new { id, First = segment.FirstSequence, Last = segment.LastSequence, Frames = segment.Frames.ToArray() });
}
