using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class GenerationRequestTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private FakeProvider _upstream = null!;
    private GenerationHost _host = null!;

    public static TheoryData<string, string?, string> BadFields => new()
    {
        { "provider", null, "provider" },
        { "provider", "\"mainframe\"", "provider" },
        { "modelId", "\"  \"", "modelId" },
        { "modelId", "\"a b\"", "modelId" },
        { "providerHint", "\"groq\"", "providerHint" },
        { "providerCandidates", "[\"groq\"]", "providerCandidates" },
        { "billTo", "\"acme\"", "billTo" },
        { "taskId", "\"nonsense\"", "taskId" },
        { "prompt", "\"\"", "prompt" },
        { "apiKey", "\"\"", "openaiApiKey" },
        { "temperature", "3", "temperature" },
        { "topP", "0", "topP" },
        { "maxTokens", "0", "maxTokens" },
        { "reasoningEffort", "\"infinite\"", "reasoningEffort" },
        { "baseUrl", "\"ftp://example.com\"", "baseUrl" },
        { "sessionId", "\"not-a-uuid\"", "sessionId" },
        { "modelId", "7", "modelId" },
    };

    public static TheoryData<string, string, string> BadRouterFields => new()
    {
        { "modelId", "\"org/model:\"", "modelId" },
        { "providerHint", "\"no slug\"", "providerHint" },
        { "providerCandidates", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"]", "providerCandidates" },
        { "billTo", "\"-acme\"", "billTo" },
        { "apiKey", "null", "hfApiKey" },
    };

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

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task MustHave_01_A_bad_field_is_a_400_that_names_it(string name, string? json, string field) =>
        await ShouldNameAsync(GenerationHost.Body("gpt-x"), name, json, field, "/api/generate", "/api/generate/stream");

    [Theory]
    [MemberData(nameof(BadRouterFields))]
    public async Task MustHave_01_A_bad_router_field_is_a_400_that_names_it(string name, string json, string field) =>
        await ShouldNameAsync(GenerationHost.HuggingFaceBody("org/model"), name, json, field, "/api/generate", "/api/generate/stream");

    [Fact]
    public async Task MustHave_01_The_compat_routes_read_provider_and_providers()
    {
        var body = new Dictionary<string, object?>
        {
            ["modelId"] = "org/fake-n5",
            ["hfApiKey"] = "hf_x",
            ["provider"] = "Groq",
            ["providers"] = new List<string> { "novita" },
        };
        var events = await _host.StreamAsync(body, "/api/generate/hf/stream");
        events.Single("meta").Data.GetProperty("plannedAttempts").GetInt32().ShouldBe(2);
        events.Single("attempt").Text("model").ShouldBe("org/fake-n5:groq");

        body["provider"] = "no slug";
        using var refused = await _host.PostAsync("/api/generate/hf", body);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString().ShouldBe("provider");
    }

    [Fact]
    public async Task MustHave_01_A_plain_post_answers_201_with_result_and_generation()
    {
        using var response = await _host.PostAsync("/api/generate", GenerationHost.HuggingFaceBody("Acme/fake-n5", ("hfApiKey", "hf_x")));
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        answer.GetProperty("ok").GetBoolean().ShouldBeTrue();
        var result = answer.GetProperty("result");
        result.GetProperty("modelId").GetString().ShouldBe("Acme/fake-n5");
        result.GetProperty("label").GetString().ShouldBe("fake-n5");
        result.GetProperty("vendor").GetString().ShouldBe("acme");
        result.GetProperty("provider").GetString().ShouldBe("huggingface");
        result.GetProperty("html").GetString()!.ShouldStartWith("<!doctype html>");
        var generation = answer.GetProperty("generation");
        generation.GetProperty("usedProvider").GetString().ShouldBe("auto");
        generation.GetProperty("usage").GetProperty("inputTokens").GetInt32().ShouldBeGreaterThan(0);
        generation.GetProperty("attempts")[0].GetProperty("status").GetString().ShouldBe("success");
    }

    [Fact]
    public async Task MustHave_01_An_upstream_status_is_kept_with_the_attempts()
    {
        using var response = await _host.PostAsync("/api/generate", GenerationHost.HuggingFaceBody("org/fake-status401", ("hfApiKey", "hf_x"), ("providerHint", "groq")));
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("attempts").GetArrayLength().ShouldBe(1);
        problem.GetProperty("attempts")[0].GetProperty("statusCode").GetInt32().ShouldBe(401);
    }

    [Theory]
    [InlineData("text/plain; application/json")]
    [InlineData("text/plain")]
    public async Task MustHave_01_Another_media_type_is_a_415(string type)
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await _host.Client.PostAsync("/api/generate", content);
        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task What_json_allows_and_a_database_does_not_is_no_failure_of_the_server()
    {
        const string Common = "\"provider\":\"openai\",\"apiKey\":\"sk-test-secret-key\",\"modelId\":\"fake-n3\"";
        foreach (var more in (string[])["\"taskId\":\"free\",\"prompt\":\"boats \\u0000\"", "\"taskId\":\"free\",\"prompt\":\"boats\",\"taskContext\":{\"x\":1e999999}"])
        {
            using var taken = await _host.Client.PostAsync("/api/generate", new StringContent($"{{{Common},{more}}}", Encoding.UTF8, "application/json"));
            taken.StatusCode.ShouldBe(HttpStatusCode.Created, await taken.Content.ReadAsStringAsync());
        }

        using var refused = await _host.Client.PostAsync(
            "/api/generate", new StringContent($"{{{Common},\"taskId\":\"multistep_form\",\"taskContext\":{{\"formVariant\":\"\\ud800\"}}}}", Encoding.UTF8, "application/json"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString().ShouldBe("taskContext.formVariant");
    }

    [Fact]
    public async Task Malformed_json_is_a_400()
    {
        using var response = await _host.Client.PostAsync("/api/generate/stream", new StringContent("{\"provider\":", Encoding.UTF8, "application/json"));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task MustHave_22_A_skill_of_8000_characters_is_taken_and_one_more_refused()
    {
        (await _host.StreamAsync(GenerationHost.Body("fake-n3", ("skillContent", new string('s', 8000))))).Names().ShouldContain("complete");
        using var response = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n3", ("skillContent", new string('s', 8001))));
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString().ShouldBe("skillContent");
    }

    [Fact]
    public async Task The_same_key_and_body_start_one_generation_and_another_body_none()
    {
        var keyed = GenerationHost.Body("fake-n10-itl5");
        using var first = await _host.PostAsync("/api/generate/stream", keyed, "key-1");
        using var second = await _host.PostAsync("/api/generate/stream", keyed, "key-1");
        var one = await SseEvent.ReadAllAsync(first);
        (await SseEvent.ReadAllAsync(second)).Select(e => e.Data.GetRawText()).ShouldBe(one.Select(e => e.Data.GetRawText()));
        using var other = await _host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n11"), "key-1");
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var somebodyElses = await _host.PostAsync("/api/generate/stream", keyed, "key-1", _host.ClientFor(GenerationHost.Bob));
        (await SseEvent.ReadAllAsync(somebodyElses))[0].Text("generationId").ShouldNotBe(one[0].Text("generationId"));
        _upstream.Requests.Count(r => r.Model == "fake-n10-itl5").ShouldBe(2);
    }

    [Fact]
    public async Task A_generation_is_seen_by_its_owner_and_by_admins_only()
    {
        var id = (await _host.StreamAsync(GenerationHost.Body("fake-n3")))[0].Text("generationId");
        using var bob = _host.ClientFor(GenerationHost.Bob);
        (await bob.GetAsync($"/api/generate/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await bob.GetAsync($"/api/generate/{id}/stream")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await bob.DeleteAsync($"/api/generate/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var root = _host.ClientFor(GenerationHost.Root);
        (await root.GetAsync($"/api/generate/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var nobody = new HttpClient { BaseAddress = _host.BaseAddress };
        (await nobody.PostAsJsonAsync("/api/generate", GenerationHost.Body("fake-n3"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Lists_page_by_cursor_within_a_session()
    {
        var session = Guid.CreateVersion7();
        for (var i = 0; i < 3; i++)
        {
            await _host.StreamAsync(GenerationHost.Body($"fake-n{i + 3}", ("sessionId", session)));
        }

        await _host.StreamAsync(GenerationHost.Body("fake-n9"));
        var page = await _host.GetAsync($"/api/generate?sessionId={session}&limit=2&state=complete");
        Models(page).ShouldBe(["fake-n5", "fake-n4"]);
        var rest = await _host.GetAsync($"/api/generate?sessionId={session}&limit=2&cursor={page.GetProperty("nextCursor").GetString()}");
        Models(rest).ShouldBe(["fake-n3"]);
        rest.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Options_name_providers_tasks_and_limits()
    {
        var options = await _host.GetAsync("/api/generate/options");
        var huggingFace = options.GetProperty("providers").EnumerateArray().Single(p => p.GetProperty("id").GetString() == "huggingface");
        huggingFace.GetProperty("keyField").GetString().ShouldBe("hfApiKey");
        options.GetProperty("tasks").GetArrayLength().ShouldBe(4);
        options.GetProperty("limits").GetProperty("maxModels").GetInt32().ShouldBe(6);
        options.GetProperty("priceVersion").GetString().ShouldNotBeNullOrEmpty();
    }

    private static List<string?> Models(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(g => g.GetProperty("modelId").GetString())];

    private async Task ShouldNameAsync(Dictionary<string, object?> body, string name, string? json, string field, params string[] paths)
    {
        body.Remove(name);
        if (json is not null)
        {
            body[name] = JsonSerializer.Deserialize<JsonElement>(json);
        }

        foreach (var path in paths)
        {
            using var response = await _host.PostAsync(path, body);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            problem.GetProperty("field").GetString().ShouldBe(field);
            problem.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        }

        _upstream.Requests.ShouldBeEmpty();
    }
}
