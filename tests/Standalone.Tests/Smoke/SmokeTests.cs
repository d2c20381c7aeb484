using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Providers;

namespace Podium.Standalone.Tests.Smoke;

/// <summary>What must hold for whoever uses Podium, whichever shape it runs in.</summary>
public abstract class SmokeTests(PodiumShape podium)
{
    private const int ClientSpan = 3;
    private static readonly string[] _reading = ["read"];

    private readonly HttpClient _client = podium.Client;

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/api/health")]
    public async Task It_says_that_it_is_well(string path) => (await _client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("edge")]
    [InlineData("generation")]
    public async Task It_describes_itself_by_the_committed_documents(string module) =>
        JsonElement.DeepEquals(
            await _client.GetJsonAsync($"/openapi/{module}.json"),
            JsonElement.Parse(await File.ReadAllTextAsync(Repository.PathTo("docs", "openapi", $"{module}.json")))).ShouldBeTrue();

    [Fact]
    public async Task Options_name_the_providers_the_tasks_and_the_limits()
    {
        var options = await _client.GetJsonAsync("/api/generate/options");

        options.GetProperty("providers").EnumerateArray().Select(p => p.GetProperty("id").GetString())
            .ShouldBe(["huggingface", "openai", "anthropic", "google", "openrouter", "aipipe", "ollama", "vllm", "lmstudio", "llamacpp", "jan", "compatible", "demo"], ignoreOrder: true);
        options.GetProperty("tasks").GetArrayLength().ShouldBeGreaterThanOrEqualTo(3);
        options.GetProperty("limits").GetProperty("maxModels").GetInt32().ShouldBe(6);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("google")]
    [InlineData("ollama")]
    [InlineData("huggingface")]
    public async Task A_page_arrives_in_order_in_each_wire_format_and_is_kept(string provider)
    {
        var model = $"{(provider == "huggingface" ? "acme/" : "")}fake-itl2-n24-reason2-{provider}";

        var events = await EventStream.ReadAllAsync(_client, Requests.Stream(provider, model));

        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        var types = events.Select(e => e.Type).ToList();
        types[0].ShouldBe("meta");
        types[^2].ShouldBe("complete");
        types[^1].ShouldBe("done");
        types.IndexOf("attempt").ShouldBeInRange(1, types.IndexOf("token"));
        events.Text().ShouldBe(FakePage.Html(model, 24));
        var artifact = await _client.GetJsonAsync($"/api/artifacts/{events.ArtifactId()}");
        artifact.GetProperty("modelId").GetString().ShouldBe(model);
        (await _client.GetStringAsync($"/api/artifacts/{events.ArtifactId()}/html")).ShouldBe(FakePage.Html(model, 24));
    }

    [Fact]
    public async Task The_built_in_demo_models_need_no_key_and_reach_nobody()
    {
        var requests = podium.Provider.Requests.Count;

        var events = await EventStream.ReadAllAsync(_client, Requests.Stream("demo", "podium-sprinter"), TimeSpan.FromSeconds(60));

        events.ShouldContain(e => e.Type == "complete");
        podium.Provider.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task Tokens_pass_through_one_by_one_and_not_all_at_the_end()
    {
        var arrivals = new List<long>();
        await foreach (var item in EventStream.ReadAsync(_client, Requests.Stream("openai", "fake-itl40-n20")))
        {
            if (item.Type == "token")
            {
                arrivals.Add(Environment.TickCount64);
            }
        }

        // Twenty tokens 40 ms apart take 760 ms; whoever buffers them delivers all in one moment.
        (arrivals[^1] - arrivals[0]).ShouldBeGreaterThan(400);
    }

    [Fact]
    public async Task A_viewer_who_left_continues_without_a_gap_or_a_repeat()
    {
        // Long enough that a loaded machine, which joins tokens into fewer events, is still in the middle of it.
        var before = await Requests.WatchAsync(_client, Requests.Stream("openai", "fake-itl5-n400"), tokens: 5);

        var after = await EventStream.ReadAllAsync(_client, Requests.Resume(before.GenerationId(), before[^1].Id));

        after[0].Id.ShouldBe(before[^1].Id + 1);
        var all = before.Concat(after).ToList();
        all.Select(e => e.Id).ShouldBe(Enumerable.Range(1, all.Count).Select(i => (long)i));
        all.Text().ShouldBe(FakePage.Html("fake-itl5-n400", 400));
        all[^1].Type.ShouldBe("done");
    }

    [Fact]
    public async Task Cancelling_reaches_the_provider_at_once_and_keeps_what_arrived()
    {
        var seen = await Requests.WatchAsync(_client, Requests.Stream("openai", "fake-endless-itl5"), tokens: 5);

        var cancelled = await _client.DeleteFromJsonAsync<JsonElement>($"/api/generate/{seen.GenerationId()}");

        cancelled.GetProperty("state").GetString().ShouldBe("cancelled");
        await Eventually.IsTrueAsync(() => podium.Provider.Requests.Any(r => r.Model == "fake-endless-itl5" && r.ClientLeft));
        var replay = await EventStream.ReadAllAsync(_client, Requests.Resume(seen.GenerationId(), 0));
        replay.Take(seen.Count).ShouldBe(seen);
        replay[^1].Type.ShouldBe("done");
    }

    [Fact]
    public async Task A_preview_is_locked_up()
    {
        var events = await EventStream.ReadAllAsync(_client, Requests.Stream("openai", "fake-n12-preview"));

        using var preview = await _client.GetAsync($"/preview/{events.ArtifactId()}");

        preview.StatusCode.ShouldBe(HttpStatusCode.OK);
        preview.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = preview.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("sandbox allow-scripts");
        policy.ShouldNotContain("allow-same-origin");
        policy.ShouldContain("default-src 'none'");
        (await preview.Content.ReadAsStringAsync()).ShouldContain("<h1>fake-n12-preview</h1>");
    }

    [Fact]
    public async Task A_token_works_until_it_is_revoked()
    {
        var made = await (await _client.PostAsJsonAsync("/api/tokens", new { name = "smoke", scopes = _reading })).Content.ReadFromJsonAsync<JsonElement>();
        var token = made.GetProperty("token").GetString()!;
        token.ShouldStartWith("pod_");

        (await SendWithAsync(token, HttpMethod.Get, "/api/generate/options")).ShouldBe(HttpStatusCode.OK);
        (await SendWithAsync(token, HttpMethod.Post, "/api/generate")).ShouldBe(HttpStatusCode.Forbidden);
        (await _client.GetStringAsync("/api/tokens")).ShouldNotContain(token);
        (await _client.DeleteAsync($"/api/tokens/{made.GetProperty("id").GetString()}")).IsSuccessStatusCode.ShouldBeTrue();
        await Eventually.IsTrueAsync(async () => await SendWithAsync(token, HttpMethod.Get, "/api/generate/options") == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nobody_becomes_somebody_by_sending_an_identity()
    {
        var plain = await _client.GetStringAsync("/api/auth/me");
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        request.Headers.TryAddWithoutValidation("X-Podium-Identity", "v1.eyJJZCI6InJvb3QifQ.AAAA");
        request.Headers.TryAddWithoutValidation("X-Podium-User", "root");

        var answer = await _client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe(plain);
    }

    [Fact]
    public async Task Bad_input_is_answered_with_the_field_and_the_seeds_error()
    {
        var unknown = await _client.PostAsJsonAsync("/api/generate", new { provider = "nobody", modelId = "m" });
        var problem = await unknown.Content.ReadFromJsonAsync<JsonElement>();

        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("field").GetString().ShouldBe("provider");
        problem.GetProperty("error").GetString().ShouldBe(problem.GetProperty("detail").GetString());
        (await PostAsync("{", "application/json")).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync("{}", "text/plain")).ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await _client.GetAsync($"/api/artifacts/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _client.GetAsync("/api/nothing-here")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_trace_runs_from_the_request_to_the_provider_and_the_database()
    {
        var trace = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        const string Model = "fake-n12-traced";

        await EventStream.ReadAllAsync(_client, Requests.Stream("openai", Model, r => r.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01")));

        // Podium's traces are not the provider's business; the span of the call is.
        podium.Provider.Requests.Single(r => r.Model == Model).Headers.ContainsKey("traceparent").ShouldBeFalse();
        await Eventually.SucceedsAsync(() =>
        {
            var spans = podium.Telemetry.Spans.Where(s => s.TraceId == trace).ToList();
            spans.ShouldContain(s => s.Name.Contains("/api/generate/stream") || s.Attributes.Values.Contains("/api/generate/stream"));
            spans.ShouldContain(s => s.Kind == ClientSpan && Model.Equals(s.Attributes.GetValueOrDefault("gen_ai.request.model")));
            spans.ShouldContain(s => s.Scope == "Npgsql");
            spans.Where(s => s.ParentSpanId != "00f067aa0ba902b7").ShouldAllBe(s => spans.Any(parent => parent.SpanId == s.ParentSpanId));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Metrics_count_the_tokens_by_model()
    {
        const string Model = "fake-n12-counted";
        await EventStream.ReadAllAsync(_client, Requests.Stream("openai", Model));

        await Eventually.SucceedsAsync(() =>
        {
            podium.Telemetry.Points.ShouldContain(p => p.Name == "gen_ai.client.token.usage" && Model.Equals(p.Attributes.GetValueOrDefault("gen_ai.request.model")));
            return Task.CompletedTask;
        });
    }

    private async Task<HttpStatusCode> SendWithAsync(string token, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method == HttpMethod.Post)
        {
            request.Content = JsonContent.Create(new { provider = "demo", modelId = "podium-sprinter" });
        }

        using var response = await _client.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> PostAsync(string body, string type)
    {
        using var response = await _client.PostAsync("/api/generate", new StringContent(body, Encoding.UTF8, type));
        return response.StatusCode;
    }
}

public sealed class StandaloneSmokeTests(StandaloneShape podium) : SmokeTests(podium), IClassFixture<StandaloneShape>;

public sealed class DistributedSmokeTests(DistributedShape podium) : SmokeTests(podium), IClassFixture<DistributedShape>
{
    [Fact]
    public async Task A_service_believes_no_one_but_the_gateway()
    {
        using var direct = new HttpClient { BaseAddress = podium.GenerationAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/generate");
        request.Headers.TryAddWithoutValidation("X-Podium-Identity", "v1.eyJJZCI6InJvb3QifQ.AAAA");

        (await direct.GetAsync("/api/generate")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await direct.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
