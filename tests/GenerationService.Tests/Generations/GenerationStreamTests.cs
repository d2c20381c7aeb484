using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers.Streaming;
using Podium.GenerationService.Tests.Providers;
using Podium.TestKit;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class GenerationStreamTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private FakeProvider _upstream = null!;
    private GenerationHost _host = null!;

    public async Task InitializeAsync()
    {
        _upstream = await FakeProvider.StartAsync();
        _host = await GenerationHost.StartAsync(await postgres.CreateDatabaseAsync(), _upstream);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task MustHave_11_The_stream_goes_meta_attempt_token_complete_done_without_a_gap()
    {
        var events = await _host.StreamAsync(GenerationHost.Body("fake-n40-itl1"));

        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        var names = events.Names();
        names.Take(2).ShouldBe(["meta", "attempt"]);
        names.TakeLast(2).ShouldBe(["complete", "done"]);
        names.Skip(2).SkipLast(2).ShouldAllBe(n => n == "token");
        var complete = events.Single("complete").Data;
        events.Code().ShouldBe(complete.GetProperty("result").GetProperty("html").GetString());
        var generation = complete.GetProperty("generation");
        generation.GetProperty("usedModel").GetString().ShouldBe("fake-n40-itl1");
        generation.GetProperty("attempts").GetArrayLength().ShouldBe(1);
        generation.GetProperty("timings").GetProperty("tokenEvents").GetInt32().ShouldBeGreaterThan(30);
        generation.GetProperty("truncated").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_headers_keep_proxies_from_holding_the_stream_back()
    {
        using var response = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n3"));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        response.Headers.NonValidated["Cache-Control"].ToString().ShouldBe("no-cache, no-transform");
        response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
    }

    [Fact]
    public async Task MustHave_11_A_second_attempt_resets_the_code()
    {
        var events = await _host.StreamAsync(GenerationHost.HuggingFaceBody("org/fake-n5", ("providerCandidates", new List<string> { "status503" })));

        events.Names().ShouldContain("log");
        events.Where(e => e.Name == "attempt").Select(e => (e.Text("model"), e.Text("provider"), e.Data.GetProperty("resetCode").GetBoolean()))
            .ShouldBe([("org/fake-n5:status503", "status503", false), ("org/fake-n5", "auto", true)]);
        events.Single("meta").Data.GetProperty("plannedAttempts").GetInt32().ShouldBe(2);
        events.Single("complete").Data.GetProperty("generation").GetProperty("usedProvider").GetString().ShouldBe("auto");
    }

    [Fact]
    public async Task MustHave_11_An_error_is_followed_by_done()
    {
        var events = await _host.StreamAsync(GenerationHost.Body("fake-status401"));
        events.Names().ShouldBe(["meta", "attempt", "error", "done"]);
        var error = events.Single("error").Data;
        error.GetProperty("status").GetInt32().ShouldBe(401);
        error.GetProperty("attempts").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Resuming_after_any_event_gives_exactly_the_rest()
    {
        var all = await _host.StreamAsync(GenerationHost.Body("fake-n30-itl1-reason5"));
        var id = all[0].Text("generationId");
        for (var after = 0; after <= all.Count; after++)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, $"/api/generate/{id}/stream");
            request.Headers.Add("Last-Event-ID", after.ToString());
            using var response = await _host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            (await SseEvent.ReadAllAsync(response)).Select(e => (e.Id, e.Name, e.Data.GetRawText()))
                .ShouldBe(all.Skip(after).Select(e => (e.Id, e.Name, e.Data.GetRawText())));
        }
    }

    [Fact]
    public async Task Joining_late_while_it_runs_loses_and_repeats_nothing()
    {
        using var first = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n60-itl10"));
        var seen = new List<SseEvent>();
        await foreach (var e in SseEvent.ReadAsync(first))
        {
            seen.Add(e);
            if (seen.Count == 15)
            {
                break;
            }
        }

        using var second = await _host.Client.GetAsync($"/api/generate/{seen[0].Text("generationId")}/stream?after=15", HttpCompletionOption.ResponseHeadersRead);
        seen.AddRange(await SseEvent.ReadAllAsync(second));
        seen.Select(e => e.Id).ShouldBe(Enumerable.Range(1, seen.Count).Select(i => (long)i));
        seen.Code().ShouldBe(seen.Single("complete").Data.GetProperty("result").GetProperty("html").GetString());
    }

    [Fact]
    public async Task Closing_the_tab_does_not_stop_the_generation()
    {
        string id;
        using (var response = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n40-itl10")))
        {
            id = (await SseEvent.ReadAsync(response).FirstAsync()).Text("generationId")!;
        }

        await Eventually.SucceedsAsync(async () =>
            (await _host.GetAsync($"/api/generate/{id}")).GetProperty("state").GetString().ShouldBe("complete"));
        _upstream.LastRequest.ClientLeft.ShouldBeFalse();
    }

    [Fact]
    public async Task Cancelling_ends_the_upstream_call_at_once_and_keeps_what_arrived()
    {
        using var response = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n200-itl20"));
        var events = new List<SseEvent>();
        await foreach (var e in SseEvent.ReadAsync(response))
        {
            events.Add(e);
            if (events.Count == 40)
            {
                using var cancelled = await _host.Client.DeleteAsync($"/api/generate/{events[0].Text("generationId")}");
                cancelled.StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }

        await _upstream.LastRequest.Ended.WaitAsync(TimeSpan.FromSeconds(5));
        _upstream.LastRequest.ClientLeft.ShouldBeTrue();
        events.Names().TakeLast(2).ShouldBe(["error", "done"]);
        var error = events.Single("error").Data;
        error.GetProperty("code").GetString().ShouldBe("generation.cancelled");
        var generation = await _host.GetAsync($"/api/generate/{events[0].Text("generationId")}");
        generation.GetProperty("state").GetString().ShouldBe("cancelled");
        generation.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        generation.GetProperty("artifactId").GetGuid().ShouldBe(error.GetProperty("artifactId").GetGuid());
        generation.GetProperty("cost").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task An_answer_cut_by_the_token_limit_is_marked_as_truncated()
    {
        _upstream.OnModel("cut-short", new FakeAnswer { Finish = "length" }.Content(0, "<!doctype html><html><body><h1>Half a page"));
        var events = await _host.StreamAsync(GenerationHost.Body("cut-short"));
        var generation = events.Single("complete").Data.GetProperty("generation");
        generation.GetProperty("truncated").GetBoolean().ShouldBeTrue();
        generation.GetProperty("finishReason").GetString().ShouldBe("length");
    }

    [Fact]
    public async Task MustHave_08_An_answer_without_a_page_is_a_422_and_not_tried_again()
    {
        _upstream.OnModel("org/chatty", new FakeAnswer().Content(0, "I would rather talk about boats."));
        var events = await _host.StreamAsync(GenerationHost.HuggingFaceBody("org/chatty", ("providerHint", "groq")));
        _upstream.OnModel("org/chatty:groq", new FakeAnswer().Content(0, "No page here."));
        events = await _host.StreamAsync(GenerationHost.HuggingFaceBody("org/chatty", ("providerHint", "groq")));
        events.Single("error").Data.GetProperty("status").GetInt32().ShouldBe(422);
        events.Count(e => e.Name == "attempt").ShouldBe(1);
    }

    [Fact]
    public async Task MustHave_12_A_provider_that_refuses_to_stream_is_asked_for_the_whole()
    {
        _upstream.OnModel("no-stream", request => request.Stream
            ? FakeReply.Body(400, """{"error":{"message":"Streaming is not supported for this model","type":"invalid_request_error"}}""")
            : FakeReply.Body(200, """
                {"id":"x","object":"chat.completion","model":"no-stream","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"<!doctype html><html><body><h1>Whole</h1></body></html>"}}],
                "usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}
                """));
        var events = await _host.StreamAsync(GenerationHost.Body("no-stream"));
        events.Names().ShouldBe(["meta", "attempt", "log", "attempt", "token", "complete", "done"]);
        events.Last(e => e.Name == "attempt").Data.GetProperty("resetCode").GetBoolean().ShouldBeTrue();
        events.Code().ShouldContain("<h1>Whole</h1>");
    }

    [Fact]
    public async Task MustHave_22_A_model_that_takes_no_image_is_asked_without()
    {
        _upstream.Enqueue(FakeReply.Body(400, """{"error":{"message":"This model does not support image input","type":"invalid_request_error"}}"""));
        _upstream.Enqueue(new FakeAnswer().Content(0, "<!doctype html><html><body><h1>By words alone</h1></body></html>"));
        var events = await _host.StreamAsync(GenerationHost.Body(
            "blind", ("taskId", "image_to_code"), ("prompt", null),
            ("taskContext", new { imageId = "figma_landing", imageUrl = "http://localhost/image.png" })));
        events.Names().TakeLast(2).ShouldBe(["complete", "done"]);
        events.Single("log").Text("message")!.ShouldContain("without the image");
        _upstream.Requests.Select(r => r.Body.GetRawText().Contains("image_url")).ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_process_does_not_take_its_own_running_generation_for_interrupted()
    {
        using var response = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n100-itl10"));
        var events = new List<SseEvent>();
        await foreach (var e in SseEvent.ReadAsync(response))
        {
            events.Add(e);
            if (events.Count == 5)
            {
                // As after a night with the lid closed: the lease is over, the worker is here.
                await Database.ExecuteAsync(_host, "update generation.generations set lease_until = now() - interval '8 hours' where finished_at is null");
                (await _host.Services.GetRequiredService<InterruptedGenerations>().RecoverAllAsync(CancellationToken.None)).ShouldBe(0);
            }
        }

        events.Names().TakeLast(2).ShouldBe(["complete", "done"]);
        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
    }

    [Fact]
    public async Task A_lost_answer_does_not_keep_a_generation_from_its_start()
    {
        var store = _host.Services.GetRequiredService<GenerationStore>();
        var worker = Guid.NewGuid();
        var row = new NewGeneration(
            Guid.CreateVersion7(), "hf:ada", "Ada", null, null, [], "openai", "gpt-x", "gpt-x", "openai", "free", "v1", false, 1, "{}", null);
        await store.TryCreateAsync(row, worker, TimeSpan.FromMinutes(1), CancellationToken.None);
        (await store.StartAsync(row.Id, worker, CancellationToken.None)).ShouldBeTrue();
        (await store.StartAsync(row.Id, worker, CancellationToken.None)).ShouldBeTrue();
        (await store.StartAsync(row.Id, Guid.NewGuid(), CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public void Cancelling_what_has_just_ended_does_nothing()
    {
        var options = Microsoft.Extensions.Options.Options.Create(new GenerationOptions());
        var job = new GenerationJob(null!, new GenerationQueue(options).Enter("ada"), 1024, _ => { });
        job.Dispose();
        Should.NotThrow(job.Cancel);
    }

    [Fact]
    public void What_an_upstream_calls_itself_becomes_a_name() =>
        new CompletionRecorder(new RecordingSink()) { ServedBy = "no\0va" + new string('x', 1000) }.ServedBy.ShouldBe("nova" + new string('x', 123));

    [Fact]
    public async Task No_key_reaches_a_row_or_an_event()
    {
        var events = await _host.StreamAsync(GenerationHost.Body("fake-n3"));
        string.Concat(events.Select(e => e.Data.GetRawText())).ShouldNotContain("sk-test-secret-key");
        var stored = await Database.ReadAllTextAsync(_host);
        stored.ShouldContain("A page about boats");
        stored.ShouldNotContain("sk-test-secret-key");
    }
}
