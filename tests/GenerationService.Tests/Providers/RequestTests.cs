using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Podium.GenerationService.Providers;
using Podium.GenerationService.Providers.Catalog;
using Podium.ServiceDefaults.Errors;
using static Podium.GenerationService.Tests.Providers.ProviderHarness;

namespace Podium.GenerationService.Tests.Providers;

/// <summary>What is sent: paths, headers and bodies, and whose key goes where.</summary>
public sealed class RequestTests
{
    private static readonly ChatRequest Full = new()
    {
        Model = "model-x",
        Messages =
        [
            new ChatMessage(ChatRole.System, "be brief"),
            new ChatMessage(ChatRole.User, "look") { Images = [new ChatImage("image/png", new byte[] { 1, 2, 3 })] },
        ],
        MaxOutputTokens = 32768,
        Temperature = 0.2,
    };

    [Theory]
    [InlineData("huggingface", "HF_BASE_URL", "/v1", "/v1/chat/completions", "authorization", "Bearer the-key",
        """{"model":"model-x","messages":[{"role":"system","content":"be brief"},{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}],"max_tokens":32768,"temperature":0.2,"stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("openai", "OPENAI_BASE_URL", "/v1", "/v1/chat/completions", "authorization", "Bearer the-key",
        """{"model":"model-x","messages":[{"role":"system","content":"be brief"},{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}],"max_completion_tokens":32768,"temperature":0.2,"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}}""")]
    [InlineData("anthropic", "ANTHROPIC_BASE_URL", "", "/v1/messages", "x-api-key", "the-key",
        """{"model":"model-x","max_tokens":32768,"system":"be brief","messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}},{"type":"text","text":"look"}]}],"temperature":0.2,"stream":true}""")]
    [InlineData("google", "GOOGLE_BASE_URL", "", "/v1beta/models/model-x:streamGenerateContent", "x-goog-api-key", "the-key",
        """{"systemInstruction":{"parts":[{"text":"be brief"}]},"contents":[{"role":"user","parts":[{"text":"look"},{"inlineData":{"mimeType":"image/png","data":"AQID"}}]}],"generationConfig":{"maxOutputTokens":32768,"temperature":0.2}}""")]
    [InlineData("ollama", "OLLAMA_HOST", "", "/api/chat", "authorization", "Bearer the-key",
        """{"model":"model-x","messages":[{"role":"system","content":"be brief"},{"role":"user","content":"look","images":["AQID"]}],"stream":true,"options":{"num_ctx":16384,"num_predict":32768,"temperature":0.2}}""")]
    public async Task MustHave_06_A_provider_gets_the_request_of_its_format_at_the_address_of_its_variable(
        string provider, string variable, string path, string expectedPath, string keyHeader, string keyValue, string expectedBody)
    {
        await using var harness = await StartAsync();
        var catalog = Catalog((variable, harness.Fake.BaseUrl + path));

        await harness.RunAsync(catalog.Resolve(provider, "the-key", null, null), Full);

        var sent = harness.Fake.LastRequest;
        sent.Path.ShouldBe(expectedPath);
        sent.Headers[keyHeader].ShouldBe(keyValue);
        sent.Headers["content-type"].ShouldBe("application/json");
        JsonNode.DeepEquals(JsonNode.Parse(sent.Body.GetRawText()), JsonNode.Parse(expectedBody)).ShouldBeTrue(sent.Body.GetRawText());
        sent.Query.ShouldBe(provider == "google" ? "?alt=sse" : "");
        sent.Headers.GetValueOrDefault("anthropic-version").ShouldBe(provider == "anthropic" ? "2023-06-01" : null);
    }

    [Fact]
    public async Task MustHave_10_The_paying_organisation_is_named_only_when_given_and_only_to_hugging_face()
    {
        await using var harness = await StartAsync();
        var catalog = Catalog(("HF_BASE_URL", harness.Fake.BaseUrl), ("OPENAI_BASE_URL", harness.Fake.BaseUrl));

        await harness.RunAsync(catalog.Resolve("huggingface", "k", null, "my-org"), Ask());
        await harness.RunAsync(catalog.Resolve("huggingface", "k", null, null), Ask());
        await harness.RunAsync(catalog.Resolve("openai", "k", null, "my-org"), Ask());

        harness.Fake.Requests.Select(r => r.Headers.GetValueOrDefault("x-hf-bill-to")).ShouldBe(["my-org", null, null]);
    }

    [Fact]
    public void A_key_of_the_server_never_goes_to_an_address_from_a_request()
    {
        var catalog = Catalog(("OPENAI_API_KEY", "server-key"), ("VLLM_API_KEY", "server-key"), ("OPENAI_BASE_URL", "https://own.example/v1"));

        catalog.Resolve("openai", null, null, null).ShouldSatisfyAllConditions(
            e => e.ApiKey.ShouldBe("server-key"), e => e.BaseUri.ShouldBe(new Uri("https://own.example/v1")));
        Should.Throw<InvalidInputException>(() => catalog.Resolve("openai", null, "https://evil.example/v1", null)).Field.ShouldBe("openaiApiKey");
        catalog.Resolve("vllm", null, "https://evil.example/v1", null).ApiKey.ShouldBeNull();
        catalog.Resolve("openai", "mine", "https://evil.example/v1", null).ApiKey.ShouldBe("mine");
        catalog.HasServerKey(catalog.Find("openai")!).ShouldBeTrue();
    }

    [Theory]
    [InlineData("huggingface", "https://h.example/v1/chat/completions", "https://h.example/v1")]
    [InlineData("huggingface", "https://h.example", "https://h.example/v1")]
    [InlineData("huggingface", "https://h.example/", "https://h.example/v1")]
    [InlineData("huggingface", "https://h.example/v1/", "https://h.example/v1")]
    [InlineData("compatible", "https://h.example/proxy/openai", "https://h.example/proxy/openai")]
    [InlineData("anthropic", "https://h.example/v1/messages", "https://h.example/")]
    [InlineData("google", "https://h.example/v1beta", "https://h.example/")]
    [InlineData("ollama", "127.0.0.1:11434", "http://127.0.0.1:11434/")]
    [InlineData("ollama", "http://localhost:11434/v1", "http://localhost:11434/")]
    public void A_base_url_is_taken_as_people_paste_it(string provider, string pasted, string expected) =>
        Catalog().Resolve(provider, "k", pasted, null).BaseUri.ShouldBe(new Uri(expected));

    [Theory]
    [InlineData("openai", "ftp://x", "baseUrl")]
    [InlineData("openai", "https://user:pw@x", "baseUrl")]
    [InlineData("openai", "http://", "baseUrl")]
    [InlineData("compatible", null, "baseUrl")]
    [InlineData("nobody", null, "provider")]
    public void What_is_no_address_or_provider_is_refused_by_name(string provider, string? url, string field) =>
        Should.Throw<InvalidInputException>(() => Catalog().Resolve(provider, "k", url, null)).Field.ShouldBe(field);

    [Fact]
    public void A_key_with_line_breaks_is_refused() =>
        Should.Throw<InvalidInputException>(() => Catalog().Resolve("openai", "a\r\nX-Evil: 1", null, null)).Field.ShouldBe("openaiApiKey");

    [Fact]
    public void An_endpoint_in_a_log_shows_no_key() =>
        $"{Catalog().Resolve("openai", "sk-secret", null, null)}".ShouldNotContain("sk-secret");

    [Fact]
    public void Each_preset_and_provider_is_named_once()
    {
        ProviderTable.All.Select(p => p.Id).ShouldBeUnique();
        foreach (var provider in ProviderTable.All)
        {
            provider.Presets.Select(p => p.ModelId).ShouldBeUnique();
        }
    }

    private static ProviderCatalog Catalog(params (string Name, string Value)[] environment) => new(
        Options.Create(new ProvidersOptions()),
        new ConfigurationBuilder().AddInMemoryCollection(environment.ToDictionary(e => e.Name, e => (string?)e.Value)).Build());
}
