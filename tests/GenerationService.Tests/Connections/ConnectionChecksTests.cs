using System.Text.Json;
using Podium.TestKit.Postgres;
using Podium.TestKit.Processes;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Connections;

/// <summary>Test, verify-runtime, models and presets.</summary>
public sealed class ConnectionChecksTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private Garage _garage = null!;

    public async Task InitializeAsync() => _garage = await Garage.StartAsync(
        await postgres.CreateDatabaseAsync(), ("OPENAI_API_KEY", "sk-of-the-environment"), ("DOTNET_RUNNING_IN_CONTAINER", "true"));

    public async Task DisposeAsync() => await _garage.DisposeAsync();

    [Fact]
    public async Task Race_MustHave_01_Checks_have_the_paths_and_fields_of_the_contract()
    {
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");

        var test = await _garage.PostAsync($"/api/connections/{id}/test");
        var verify = await _garage.PostAsync($"/api/connections/{id}/verify-runtime");

        Names(test).ShouldBe(["ok", "latency_ms", "models", "error"], ignoreOrder: true);
        Names(verify).ShouldBe(
            ["connection_id", "provider_type", "base_url", "auth_source", "auth_present", "discovery_ok", "latency_ms", "models", "error", "hints"], ignoreOrder: true);
        (verify.GetProperty("connection_id").GetInt64(), verify.GetProperty("provider_type").GetString(), verify.GetProperty("base_url").GetString())
            .ShouldBe((id, "OPENAI_COMPAT", _garage.Upstream.BaseUrl));
        verify.GetProperty("models").ToString().ShouldBe("""["fake-one","acme/fake-two"]""");
        test.GetProperty("ok").GetBoolean().ShouldBeTrue();
        test.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        await _garage.PostAsync("/api/connections/999999/test", status: 404);
        await _garage.PostAsync("/api/connections/999999/verify-runtime", status: 404);
        await _garage.GetAsync("/api/connections/999999/models", 404);
    }

    [Fact]
    public async Task Race_MustHave_01_Models_that_cannot_be_listed_are_a_502_with_the_reason()
    {
        var id = await _garage.ConnectAsync("CUSTOM");
        _garage.Upstream.EnqueueList(FakeReply.Body(500, """{"error":"out of memory"}"""));

        var refused = await _garage.GetAsync($"/api/connections/{id}/models", 502);

        refused.GetProperty("detail").GetString()!.ShouldContain("out of memory");
    }

    [Fact]
    public async Task Race_MustHave_05_A_stored_key_comes_before_the_environments_and_that_before_none()
    {
        var id = (await _garage.PostAsync("/api/connections", new
        {
            name = "Keys",
            type = "OPENAI",
            base_url = _garage.Upstream.BaseUrl,
            api_key = Garage.Key,
            api_key_env_var = "OPENAI_API_KEY",
        })).GetProperty("id").GetInt64();

        (await SourceAsync(id)).ShouldBe(("encrypted_db", true, $"Bearer {Garage.Key}"));
        await _garage.PutAsync($"/api/connections/{id}", new { clear_api_key = true });
        (await SourceAsync(id)).ShouldBe(("env_var", true, "Bearer sk-of-the-environment"));
        await _garage.PutAsync($"/api/connections/{id}", new { api_key_env_var = (string?)null });
        (await SourceAsync(id)).ShouldBe(("none", false, null));
    }

    [Fact]
    public async Task A_key_that_a_server_repeats_in_escapes_is_told_to_nobody()
    {
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");
        var escaped = Garage.Key.Replace("-", "\\u002d", StringComparison.Ordinal);
        _garage.Upstream.EnqueueList(FakeReply.Body(401, $$$"""{"error":{"message":"bad key {{{escaped}}}"}}""", "application/json"));

        var test = await _garage.PostAsync($"/api/connections/{id}/test");

        test.ToString().ShouldContain("bad key ***");
        test.ToString().ShouldNotContain(Garage.Key);
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"bad key"}}""", "answered 401: bad key. It refused the stored key.", "Save the key again")]
    [InlineData(403, "Invalid host header", "is not on its list of trusted hosts", "trusted hosts")]
    [InlineData(404, "", "answered 404.", "check the path")]
    [InlineData(429, "{}", "answered 429", "limits the rate")]
    [InlineData(500, "<html><body>nginx</body></html>", "answered 500", "look into its log")]
    [InlineData(302, "", "A redirect is not followed.", null)]
    [InlineData(200, "<html><body>hello</body></html>", "not a list of models", "check the port")]
    [InlineData(200, """{"data": 7}""", "not a list of models", "check the port")]
    [InlineData(200, """{"data": [""", "not a list of models", "check the port")]
    public async Task Race_MustHave_06_What_a_server_answers_instead_is_told_with_what_to_do(int status, string body, string error, string? hint)
    {
        var id = await _garage.ConnectAsync("OPENAI_COMPAT");
        for (var i = 0; i < 2; i++)
        {
            _garage.Upstream.EnqueueList(FakeReply.Body(status, body, body.StartsWith('<') ? "text/html" : "application/json", ("Location", "http://127.0.0.1:1/")));
        }

        var test = await _garage.PostAsync($"/api/connections/{id}/test");
        var verify = await _garage.PostAsync($"/api/connections/{id}/verify-runtime");

        test.GetProperty("ok").GetBoolean().ShouldBeFalse();
        test.GetProperty("latency_ms").GetInt32().ShouldBeGreaterThanOrEqualTo(0);
        test.GetProperty("models").GetArrayLength().ShouldBe(0);
        test.GetProperty("error").GetString()!.ShouldStartWith($"OPENAI_COMPAT at {_garage.Upstream.BaseUrl}/v1/models ");
        test.GetProperty("error").GetString()!.ShouldContain(error);
        verify.GetProperty("error").GetString().ShouldBe(test.GetProperty("error").GetString());
        verify.GetProperty("discovery_ok").GetBoolean().ShouldBeFalse();
        if (hint is not null)
        {
            Hints(verify).ShouldContain(h => h.Contains(hint));
        }
    }

    [Fact]
    public async Task Race_MustHave_06_A_server_that_is_not_there_is_told_with_the_time_it_took()
    {
        var id = await _garage.ConnectAsync("LLAMACPP_OPENAI", $"http://127.0.0.1:{FreePort.Next()}", key: null);

        var verify = await _garage.PostAsync($"/api/connections/{id}/verify-runtime");

        verify.GetProperty("discovery_ok").GetBoolean().ShouldBeFalse();
        verify.GetProperty("latency_ms").GetInt32().ShouldBeLessThan(8_000);
        verify.GetProperty("error").GetString()!.ShouldContain("nothing listens there. Inside a container, this address is the container itself.");
        Hints(verify).ShouldContain(h => h.Contains("host.docker.internal"));
        Hints(verify).ShouldContain(h => h.StartsWith("No key is stored."));
    }

    [Fact]
    public async Task Race_MustHave_06_A_silent_server_is_given_up_in_time()
    {
        await using var garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync(), ("Generation:Garage:DiscoveryTimeoutMs", "300"));
        var id = await garage.ConnectAsync("OPENAI");
        garage.Upstream.EnqueueList(new FakeReply { Steps = [FakeStep.Hang()] });

        var test = await garage.PostAsync($"/api/connections/{id}/test");

        test.GetProperty("ok").GetBoolean().ShouldBeFalse();
        test.GetProperty("error").GetString()!.ShouldContain("did not answer within 300 ms");
        test.GetProperty("latency_ms").GetInt32().ShouldBeInRange(250, 8_000);
        await garage.Upstream.Lookups[^1].Ended.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Pages_of_a_list_are_read_to_the_last()
    {
        var claude = await _garage.ConnectAsync("ANTHROPIC");
        _garage.Upstream.EnqueueList(FakeReply.Body(200, """{"data":[{"id":"a"},{"id":"b"}],"has_more":true,"last_id":"b"}"""));
        _garage.Upstream.EnqueueList(FakeReply.Body(200, """{"data":[{"id":"b"},{"id":"c"}],"has_more":false,"last_id":"c"}"""));
        (await _garage.GetAsync($"/api/connections/{claude}/models")).ToString().ShouldBe("""["a","b","c"]""");
        _garage.Upstream.Lookups[^1].Query.ShouldBe("?limit=1000&after_id=b");

        var google = await _garage.ConnectAsync("GOOGLE");
        _garage.Upstream.EnqueueList(FakeReply.Body(200, """{"models":[{"name":"models/x"}],"nextPageToken":"t/1"}"""));
        (await _garage.GetAsync($"/api/connections/{google}/models")).ToString().ShouldBe("""["x","fake-one","acme/fake-two"]""");
        _garage.Upstream.Lookups[^1].Query.ShouldBe("?pageSize=1000&pageToken=t%2F1");
    }

    [Fact]
    public async Task The_demo_needs_no_server()
    {
        var demo = (await _garage.GetAsync("/api/connections")).EnumerateArray().Single(c => c.GetProperty("is_demo").GetBoolean()).GetProperty("id");

        var verify = await _garage.PostAsync($"/api/connections/{demo}/verify-runtime");

        verify.GetProperty("discovery_ok").GetBoolean().ShouldBeTrue();
        verify.GetProperty("models").ToString().ShouldBe("""["podium-sprinter","podium-thinker","podium-phoenix"]""");
        verify.GetProperty("hints").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Presets_name_every_type_with_addresses_that_lead_out_of_a_container_and_keys_that_are_set()
    {
        var presets = (await _garage.GetAsync("/api/connections/presets")).EnumerateArray().ToDictionary(p => p.GetProperty("type").GetString()!);

        presets.Count.ShouldBe(10);
        presets["OLLAMA"].GetProperty("servers").ToString().ShouldBe("""[{"name":"Ollama","base_url":"http://host.docker.internal:11434"}]""");
        presets["LLAMACPP_OPENAI"].GetProperty("servers").EnumerateArray().Select(s => s.GetProperty("name").GetString()).ShouldBe(["llama.cpp", "Jan"]);
        presets["ANTHROPIC"].GetProperty("servers")[0].GetProperty("base_url").GetString().ShouldBe("https://api.anthropic.com");
        presets["OPENAI"].GetProperty("key_variables").ToString().ShouldBe("""["OPENAI_API_KEY"]""");
        presets["ANTHROPIC"].GetProperty("key_variables").GetArrayLength().ShouldBe(0);
        (presets["OLLAMA"].GetProperty("local").GetBoolean(), presets["OLLAMA"].GetProperty("needs_key").GetBoolean()).ShouldBe((true, false));
        (presets["GOOGLE"].GetProperty("local").GetBoolean(), presets["GOOGLE"].GetProperty("needs_key").GetBoolean()).ShouldBe((false, true));
    }

    private async Task<(string? Source, bool Present, string? Sent)> SourceAsync(long id)
    {
        var verify = await _garage.PostAsync($"/api/connections/{id}/verify-runtime");
        return (verify.GetProperty("auth_source").GetString(), verify.GetProperty("auth_present").GetBoolean(), _garage.Upstream.Lookups[^1].Headers.GetValueOrDefault("authorization"));
    }

    private static IEnumerable<string> Names(JsonElement answer) => answer.EnumerateObject().Select(p => p.Name);

    private static List<string> Hints(JsonElement verify) => [.. verify.GetProperty("hints").EnumerateArray().Select(h => h.GetString()!)];
}
