using System.Text.Json;
using Podium.TestKit;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class LeaseTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private FakeProvider _upstream = null!;
    private string _database = null!;

    public async Task InitializeAsync()
    {
        _upstream = await FakeProvider.StartAsync();
        _database = await postgres.CreateDatabaseAsync();
    }

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    [Fact]
    public async Task A_database_that_was_away_for_longer_than_a_lease_costs_no_running_generation()
    {
        await using var first = await StartAsync(leaseSeconds: 2);
        await using var second = await StartAsync(leaseSeconds: 2);
        var streams = new[] { first, second, first, second }.Select(host => host.StreamAsync(GenerationHost.Body("fake-n300-itl20"))).ToArray();
        await Eventually.IsTrueAsync(() => _upstream.Requests.Count == streams.Length);

        await Database.RefuseConnectionsAsync(_database, TimeSpan.FromSeconds(3.5));

        foreach (var events in await Task.WhenAll(streams))
        {
            events.Names().TakeLast(2).ShouldBe(["complete", "done"]);
            events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        }
    }

    [Fact]
    public async Task A_worker_that_was_taken_over_shows_nothing_that_is_not_part_of_the_stream()
    {
        // Renews so rarely that it does not notice by its lease.
        await using var first = await StartAsync(leaseSeconds: 600);
        await using var second = await StartAsync(leaseSeconds: 2);
        using var here = await first.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n2000-itl5"));
        var events = new List<SseEvent>();
        await foreach (var e in SseEvent.ReadAsync(here))
        {
            events.Add(e);
            if (events.Count == 5)
            {
                await Database.ExecuteAsync(first, "update generation.generations set lease_until = now()");
            }
        }

        events.Names().TakeLast(2).ShouldBe(["error", "done"]);
        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        using var there = await second.Client.GetAsync($"/api/generate/{events[0].Text("generationId")}/stream", HttpCompletionOption.ResponseHeadersRead);
        (await SseEvent.ReadAllAsync(there)).Select(e => (e.Id, e.Data.GetRawText())).ShouldBe(events.Select(e => (e.Id, e.Data.GetRawText())));
        await _upstream.LastRequest.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        _upstream.LastRequest.ClientLeft.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_interrupted_generation_keeps_its_attempts_and_prices_what_is_known(bool lastBroughtText)
    {
        await using var first = await StartAsync(leaseSeconds: 2);
        await using var second = await StartAsync(leaseSeconds: 2);
        _upstream.Enqueue(FakeReply.Stream(
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"<!doctype html><p>first\"}}]}\n\n",
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}\n\n",
            "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\"}}\n\n"));
        var text = FakeStep.Send("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"<!doctype html><p>se\"}}]}\n\n");
        _upstream.Enqueue(new FakeReply { ContentType = "text/event-stream", Steps = lastBroughtText ? [text, FakeStep.Hang()] : [FakeStep.Hang()] });
        var events = new List<SseEvent>();
        using var here = await first.PostAsync("/api/generate/stream", GenerationHost.Body("gpt-4.1"));
        await foreach (var e in SseEvent.ReadAsync(here))
        {
            events.Add(e);
            if (e.Name == (lastBroughtText ? "token" : "attempt") && events.Names().Count(n => n == e.Name) == 2)
            {
                await Database.ExecuteAsync(first, "update generation.generations set worker_id = gen_random_uuid(), lease_until = now()");
            }
        }

        var generation = await second.GetAsync($"/api/generate/{events[0].Text("generationId")}");
        generation.GetProperty("state").GetString().ShouldBe("interrupted");
        var attempts = generation.GetProperty("attempts").EnumerateArray().ToList();
        attempts.Count.ShouldBe(2);
        attempts[0].GetProperty("usage").GetProperty("inputTokens").GetInt64().ShouldBe(1000);
        attempts[0].GetProperty("cost").GetProperty("totalPicoUsd").GetString().ShouldBe("2800000000");
        attempts[1].GetProperty("code").GetString().ShouldBe("generation.interrupted");
        attempts[1].GetProperty("durationMs").ValueKind.ShouldBe(JsonValueKind.Null);
        attempts[1].GetProperty("usage").ValueKind.ShouldBe(JsonValueKind.Null);
        attempts[1].GetProperty("timings").GetProperty("ttftMs").ValueKind.ShouldBe(lastBroughtText ? JsonValueKind.Number : JsonValueKind.Null);
        generation.GetProperty("usage").GetProperty("totalTokens").GetInt64().ShouldBe(1100);
        generation.GetProperty("cost").ValueKind.ShouldBe(lastBroughtText ? JsonValueKind.Null : JsonValueKind.Object);
        var artifact = await second.GetAsync($"/api/artifacts/{generation.GetProperty("artifactId").GetGuid()}");
        artifact.GetProperty("usage").GetProperty("inputTokens").GetInt64().ShouldBe(1000);
        (await second.Client.GetStringAsync($"/api/artifacts/{generation.GetProperty("artifactId").GetGuid()}/html")).ShouldBe("<!doctype html><p>first");
        events.Single("error").Data.GetProperty("attempts").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_follower_that_is_ahead_of_the_end_gets_the_end_all_the_same()
    {
        await using var first = await StartAsync(leaseSeconds: 15);
        await using var second = await StartAsync(leaseSeconds: 15);
        using var stream = await first.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n100-itl10"));
        var events = SseEvent.ReadAsync(stream).GetAsyncEnumerator();
        await events.MoveNextAsync();
        var id = events.Current.Text("generationId")!;
        var ahead = await Task.WhenAll(ReadAsync(first, id, 5000), ReadAsync(second, id, 5000));
        foreach (var end in ahead.Append(await ReadAsync(second, id, 5000)))
        {
            end.Select(e => (e.Id, e.Name)).ShouldBe([(5001, "complete"), (5002, "done")]);
        }
    }

    [Fact]
    public async Task A_follower_whose_next_event_was_lost_gets_the_end_all_the_same()
    {
        await using var host = await StartAsync(leaseSeconds: 15);
        var events = await host.StreamAsync(GenerationHost.Body("fake-n20-itl5"));
        var id = events[0].Text("generationId")!;

        // The batch of the first event may hold the next ones too: what is lost is the batch after it.
        await using var first = Database.Of(host).CreateCommand("select last_sequence from generation.generation_events where generation_id = $1 and first_sequence = 1");
        first.Parameters.AddWithValue(Guid.Parse(id));
        var kept = (long)(await first.ExecuteScalarAsync())!;
        var lost = new { id = Guid.Parse(id), next = kept + 1 };
        (await Database.ExecuteAsync(host, "delete from generation.generation_events where generation_id = @id and first_sequence = @next", lost)).ShouldBe(1);

        var replay = await ReadAsync(host, id, (int)kept);

        replay.Select(e => (e.Id, e.Name)).ShouldBe(events.TakeLast(2).Select(e => (e.Id, e.Name)));
    }

    private Task<GenerationHost> StartAsync(int leaseSeconds) =>
        GenerationHost.StartAsync(_database, _upstream, ("Generation:LeaseSeconds", $"{leaseSeconds}"));

    private static async Task<IReadOnlyList<SseEvent>> ReadAsync(GenerationHost host, string id, int after)
    {
        using var response = await host.Client.GetAsync($"/api/generate/{id}/stream?after={after}", HttpCompletionOption.ResponseHeadersRead);
        return await SseEvent.ReadAllAsync(response);
    }
}
