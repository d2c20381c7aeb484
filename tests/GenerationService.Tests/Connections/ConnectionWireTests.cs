using System.Text.Json;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Connections;

/// <summary>Where each type of connection is asked, and how it signs in.</summary>
public sealed class ConnectionWireTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Type, what its base URL ends in, path of the list of models, path of a completion, headers with the key.
    private static readonly (string Type, string Ending, string Models, string Chat, string Headers)[] _wires =
    [
        ("OLLAMA", "", "/api/tags", "/api/chat", "authorization"),
        ("OLLAMA", "/", "/api/tags", "/api/chat", "authorization"),
        ("OPENAI", "", "/v1/models", "/v1/chat/completions", "authorization"),
        ("OPENAI", "/v1", "/v1/models", "/v1/chat/completions", "authorization"),
        ("ANTHROPIC", "", "/v1/models", "/v1/messages", "x-api-key"),
        ("ANTHROPIC", "/v1/", "/v1/models", "/v1/messages", "x-api-key"),
        ("OPENROUTER", "", "/api/v1/models", "/api/v1/chat/completions", "authorization"),
        ("OPENROUTER", "/api/v1", "/api/v1/models", "/api/v1/chat/completions", "authorization"),
        ("OPENAI_COMPAT", "", "/v1/models", "/v1/chat/completions", "api-key authorization x-api-key"),
        ("OPENAI_COMPAT", "/v1", "/v1/models", "/v1/chat/completions", "api-key authorization x-api-key"),
        ("OPENAI_COMPAT", "/proxy", "/proxy/v1/models", "/proxy/v1/chat/completions", "api-key authorization x-api-key"),
        ("LLAMACPP_OPENAI", "/", "/v1/models", "/v1/chat/completions", "api-key authorization x-api-key"),
        ("CUSTOM", "/v1/chat/completions", "/v1/models", "/v1/chat/completions", "api-key authorization x-api-key"),
        ("GOOGLE", "", "/v1beta/models", "/v1beta/models/fake-n2:streamGenerateContent", "x-goog-api-key"),
        ("HUGGINGFACE", "/v1", "/v1/models", "/v1/chat/completions", "authorization"),
    ];

    [Fact]
    public async Task Race_MustHave_03_Each_type_is_asked_at_its_paths_with_its_headers()
    {
        await using var garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());
        foreach (var (type, ending, models, chat, headers) in _wires)
        {
            var id = await garage.ConnectAsync(type, garage.Upstream.BaseUrl + ending);

            var listed = await garage.GetAsync($"/api/connections/{id}/models");
            var events = await garage.CompleteAsync(Garage.Ask(id, "fake-n2"));

            listed.EnumerateArray().Select(m => m.GetString()).ShouldBe(["fake-one", "acme/fake-two"], $"{type}{ending}");
            events[^1].Finished.Finish.ShouldBe("stop", $"{type}{ending}");
            foreach (var (sent, path) in new[] { (garage.Upstream.Lookups[^1], models), (garage.Upstream.LastRequest, chat) })
            {
                sent.Path.ShouldBe(path, $"{type}{ending}");
                Carriers(sent).ShouldBe(headers, $"{type}{ending}");
                sent.Headers.GetValueOrDefault("anthropic-version").ShouldBe(type == "ANTHROPIC" ? "2023-06-01" : null);
                sent.Headers.ContainsKey("http-referer").ShouldBe(type == "OPENROUTER");
                sent.Headers.GetValueOrDefault("x-title").ShouldBe(type == "OPENROUTER" ? "Podium" : null);
            }
        }
    }

    [Fact]
    public async Task Race_MustHave_03_Without_a_key_nothing_is_sent_in_its_place()
    {
        await using var garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());
        foreach (var type in new[] { "OLLAMA", "OPENAI", "ANTHROPIC", "OPENROUTER", "OPENAI_COMPAT", "LLAMACPP_OPENAI", "CUSTOM", "GOOGLE" })
        {
            var id = await garage.ConnectAsync(type, key: null);
            await garage.CompleteAsync(Garage.Ask(id, "fake-n2"));

            garage.Upstream.LastRequest.Headers.Keys.Intersect(["authorization", "x-api-key", "api-key", "x-goog-api-key"]).ShouldBeEmpty(type);
        }
    }

    [Fact]
    public async Task A_car_sends_the_parameters_it_has_and_no_others()
    {
        await using var garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());
        var id = await garage.ConnectAsync("OPENAI_COMPAT");
        var request = Garage.Ask(id, "fake-n2");
        (request.Temperature, request.Seed, request.MaxOutputTokens) = (0.2, 7, 50);
        request.Stop.Add("END");

        await garage.CompleteAsync(request);

        garage.Upstream.LastRequest.Body.EnumerateObject().Select(p => p.Name)
            .ShouldBe(["model", "messages", "max_tokens", "temperature", "seed", "stop", "stream", "stream_options"], ignoreOrder: true);
        await garage.CompleteAsync(Garage.Ask(id, "fake-n2"));
        garage.Upstream.LastRequest.Body.EnumerateObject().Select(p => p.Name).ShouldBe(["model", "messages", "stream", "stream_options"], ignoreOrder: true);
        garage.Upstream.LastRequest.Body.GetProperty("stream_options").GetProperty("include_usage").ValueKind.ShouldBe(JsonValueKind.True);
    }

    private static string Carriers(FakeRequest sent) =>
        string.Join(' ', sent.Headers.Where(h => h.Value.Contains(Garage.Key, StringComparison.Ordinal)).Select(h => h.Key).Order(StringComparer.Ordinal));
}
