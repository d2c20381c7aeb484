using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Podium.GenerationService.Artifacts;
using Podium.TestKit.Postgres;

namespace Podium.GenerationService.Tests.Artifacts;

public sealed class ArtifactsApiTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ArtifactsHost _host = null!;
    private HttpClient _ada = null!;
    private HttpClient _bob = null!;

    public async Task InitializeAsync()
    {
        _host = await ArtifactsHost.StartAsync(await postgres.CreateDatabaseAsync());
        _ada = _host.Client(ArtifactsHost.Ada);
        _bob = _host.Client(ArtifactsHost.Bob);
    }

    public async Task DisposeAsync()
    {
        _ada.Dispose();
        _bob.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task MustHave_02_A_posted_artifact_is_listed_and_read()
    {
        var html = SampleArtifacts.Page("Ümlaut");
        var posted = await PostAsync(_ada, new { modelId = "my-agent", label = "My Agent", promptVersion = "v1", sourceType = "agent", html, sourceRef = "run-7" });

        posted.StatusCode.ShouldBe(HttpStatusCode.Created);
        var created = await JsonAsync(posted);
        created.GetProperty("ok").GetBoolean().ShouldBeTrue();
        created.GetProperty("modelId").GetString().ShouldBe("my-agent");
        created.GetProperty("artifactPath").GetString().ShouldBe("data/artifacts/my-agent-ae28b49c/index.html");

        var entry = (await GetAsync("/api/artifacts")).GetProperty("entries").EnumerateArray().Single(e => e.GetProperty("modelId").GetString() == "my-agent");
        var detail = await GetAsync("/api/artifacts?modelId=my-agent");
        detail.GetProperty("html").GetString().ShouldBe(html);
        detail.GetProperty("entry").GetRawText().ShouldBe(entry.GetRawText());
        entry.EnumerateObject().Where(p => p.Name is not ("id" or "createdAt")).Select(p => (p.Name, p.Value.GetString())).ShouldBe(
        [
            ("modelId", "my-agent"), ("label", "My Agent"), ("artifactPath", "data/artifacts/my-agent-ae28b49c/index.html"), ("promptVersion", "v1"),
            ("sourceType", "agent"), ("sourceRef", "run-7"), ("provider", "custom"), ("vendor", "my"),
        ]);
        entry.GetProperty("createdAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("modelId", null)]
    [InlineData("modelId", "")]
    [InlineData("modelId", "-x")]
    [InlineData("modelId", "a:b")]
    [InlineData("modelId", "a b")]
    [InlineData("modelId", "a/../b")]
    [InlineData("modelId", "a//b")]
    [InlineData("modelId", "a/")]
    [InlineData("modelId", "ä")]
    [InlineData("modelId", "a\n")]
    [InlineData("label", null)]
    [InlineData("label", "  ")]
    [InlineData("label", "a\u0000b")]
    [InlineData("promptVersion", null)]
    [InlineData("sourceType", null)]
    [InlineData("sourceType", "human")]
    [InlineData("html", null)]
    [InlineData("html", " ")]
    public async Task MustHave_02_A_field_that_is_missing_or_wrong_is_named(string field, string? value)
    {
        var body = ValidBody();
        body[field] = value == "a\n" ? "a\nb" : value;

        await ShouldRefuseAsync(await PostAsync(_ada, body), 400, field);
    }

    [Fact]
    public async Task MustHave_02_An_id_has_at_most_128_characters()
    {
        var body = ValidBody();
        body["modelId"] = new string('a', 128);
        (await PostAsync(_ada, body)).StatusCode.ShouldBe(HttpStatusCode.Created);
        body["modelId"] = new string('a', 129);
        await ShouldRefuseAsync(await PostAsync(_ada, body), 400, "modelId");
    }

    [Fact]
    public async Task MustHave_02_The_page_has_at_most_512000_bytes_of_utf8()
    {
        var body = ValidBody();
        body["html"] = "<p>" + new string('ä', (512_000 - 4) / 2) + "b";
        Encoding.UTF8.GetByteCount((string)body["html"]!).ShouldBe(512_000);
        (await PostAsync(_ada, body)).StatusCode.ShouldBe(HttpStatusCode.Created);
        body["html"] += "c";
        await ShouldRefuseAsync(await PostAsync(_ada, body), 400, "html");
    }

    [Fact]
    public async Task A_body_far_beyond_any_page_is_413()
    {
        var body = ValidBody();
        body["html"] = new string('x', 4_000_000);
        (await PostAsync(_ada, body)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain; application/json")]
    [InlineData("application/jsonx")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task MustHave_02_Any_other_media_type_is_415(string? mediaType)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(ValidBody()));
        if (mediaType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        (await _ada.PostAsync("/api/artifacts", content)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"modelId\": 7}")]
    [InlineData("{\"modelId\": \"\\ud800\", \"label\": \"x\", \"promptVersion\": \"v1\", \"sourceType\": \"agent\", \"html\": \"x\"}")]
    [InlineData("{\"modelId\": \"m\", \"label\": \"x\", \"promptVersion\": \"v1\", \"sourceType\": \"agent\", \"html\": \"\\udc00\"}")]
    [InlineData("")]
    public async Task MustHave_02_Malformed_json_is_400(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        await ShouldRefuseAsync(await _ada.PostAsync("/api/artifacts", content), 400);
    }

    [Fact]
    public async Task MustHave_02_An_unknown_model_is_404_and_a_bad_id_400()
    {
        await ShouldRefuseAsync(await _ada.GetAsync("/api/artifacts?modelId=nobody"), 404);
        await ShouldRefuseAsync(await _ada.GetAsync("/api/artifacts?modelId=a:b"), 400, "modelId");
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("a\\..\\b")]
    [InlineData("%2e%2e/x")]
    [InlineData("a%00")]
    public async Task MustHave_03_A_path_in_an_id_is_refused_on_both_ways_in(string modelId)
    {
        var body = ValidBody();
        body["modelId"] = modelId;
        await ShouldRefuseAsync(await PostAsync(_ada, body), 400, "modelId");
        await ShouldRefuseAsync(await _ada.GetAsync("/api/artifacts?modelId=" + Uri.EscapeDataString(modelId)), 400, "modelId");
    }

    [Fact]
    public async Task MustHave_04_Posting_again_keeps_one_entry_with_the_new_page()
    {
        var body = ValidBody();
        var first = (await JsonAsync(await PostAsync(_ada, body))).GetProperty("id").GetGuid();
        body["label"] = "Renamed";
        body["html"] = SampleArtifacts.Page("Second");
        var second = (await JsonAsync(await PostAsync(_ada, body))).GetProperty("id").GetGuid();

        var entries = (await GetAsync("/api/artifacts")).GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("modelId").GetString() == "acme/agent").ToList();
        entries.Select(e => (e.GetProperty("id").GetGuid(), e.GetProperty("label").GetString())).ShouldBe([(second, "Renamed")]);
        (await GetAsync("/api/artifacts?modelId=acme/agent")).GetProperty("html").GetString().ShouldBe((string)body["html"]!);
        (await GetAsync($"/api/artifacts/{second}")).GetProperty("parentId").GetGuid().ShouldBe(first);
        (await GetAsync("/api/artifacts/search?model=acme/agent")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await GetAsync($"/api/artifacts/{first}")).GetProperty("superseded").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task MustHave_04_Ids_that_slug_alike_are_two_artifacts()
    {
        var body = ValidBody();
        body["modelId"] = "A/b";
        var one = (await JsonAsync(await PostAsync(_ada, body))).GetProperty("artifactPath").GetString();
        body["modelId"] = "a-b";
        var two = (await JsonAsync(await PostAsync(_ada, body))).GetProperty("artifactPath").GetString();

        one.ShouldBe("data/artifacts/a-b-61989788/index.html");
        two.ShouldNotBe(one);
        (await GetAsync("/api/artifacts?modelId=A/b")).GetProperty("entry").GetProperty("artifactPath").GetString().ShouldBe(one);
    }

    [Fact]
    public async Task MustHave_05_With_no_setting_but_the_database_everything_works_and_one_name_shares_it()
    {
        var shared = await postgres.CreateDatabaseAsync();
        await using var one = await ArtifactsHost.StartAsync(shared);
        await using var two = await ArtifactsHost.StartAsync(shared);
        using var writer = one.Client(ArtifactsHost.Ada);
        using var reader = two.Client(ArtifactsHost.Bob);

        (await PostAsync(writer, ValidBody())).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await JsonAsync(await reader.GetAsync("/api/artifacts?modelId=acme/agent"))).GetProperty("html").GetString().ShouldBe(SampleArtifacts.Page());
        (await _ada.GetAsync("/api/artifacts?modelId=acme/agent")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_list_is_sorted_by_label_without_case_and_accents()
    {
        foreach (var (id, label) in (IEnumerable<(string, string)>)[("m1", "zebra"), ("m2", "Élan"), ("m3", "eland"), ("m4", "Zebra 2"), ("m5", "apple")])
        {
            await PostAsync(_ada, new { modelId = id, label, promptVersion = "v1", sourceType = "agent", html = "<p>x</p>" });
        }

        (await GetAsync("/api/artifacts")).GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("label").GetString())
            .ShouldBe(["apple", "Baseline", "Élan", "eland", "zebra", "Zebra 2"]);
    }

    [Fact]
    public async Task The_baseline_is_an_entry_that_nobody_can_change()
    {
        var detail = await GetAsync("/api/artifacts?modelId=baseline");
        var entry = detail.GetProperty("entry");
        (entry.GetProperty("provider").GetString(), entry.GetProperty("vendor").GetString(), entry.GetProperty("sourceType").GetString())
            .ShouldBe(("reference", "baseline", "baseline"));
        detail.GetProperty("html").GetString()!.ShouldStartWith("<!doctype html", Case.Insensitive);

        using var root = _host.Client(ArtifactsHost.Root);
        foreach (var modelId in (string[])["baseline", "Baseline"])
        {
            var body = ValidBody();
            body["modelId"] = modelId;
            await ShouldRefuseAsync(await PostAsync(root, body), 409);
        }

        await ShouldRefuseAsync(await root.DeleteAsync($"/api/artifacts/{entry.GetProperty("id").GetGuid()}"), 403);
    }

    [Fact]
    public async Task A_model_named_baseline_does_not_become_the_baseline()
    {
        var before = (await GetAsync("/api/artifacts?modelId=baseline")).GetRawText();
        await _host.Store.SaveAsync(SampleArtifacts.Generated("baseline"), default);
        (await GetAsync("/api/artifacts?modelId=baseline")).GetRawText().ShouldBe(before);
    }

    [Fact]
    public async Task Another_authors_artifact_cannot_be_overwritten_not_even_one_a_model_made()
    {
        await PostAsync(_ada, ValidBody());
        await ShouldRefuseAsync(await PostAsync(_bob, ValidBody()), 409);

        await _host.Store.SaveAsync(SampleArtifacts.Generated("acme/generated"), default);
        var body = ValidBody();
        body["modelId"] = "acme/generated";
        await ShouldRefuseAsync(await PostAsync(_bob, body), 409);
        (await PostAsync(_ada, body)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("kimi-k2-instruct", null, "huggingface", "moonshotai")]
    [InlineData("Owner/Name-1", null, "custom", "owner")]
    [InlineData("gpt-5-mini", "huggingface:gpt:novita", "huggingface", "gpt")]
    [InlineData("plain", null, "custom", "unknown")]
    public async Task Provider_and_vendor_are_derived_when_not_given(string modelId, string? sourceRef, string provider, string vendor)
    {
        await PostAsync(_ada, new { modelId, label = "x", promptVersion = "v1", sourceType = "model", html = "<p>x</p>", sourceRef });
        var entry = (await GetAsync("/api/artifacts?modelId=" + modelId)).GetProperty("entry");
        (entry.GetProperty("provider").GetString(), entry.GetProperty("vendor").GetString()).ShouldBe((provider, vendor));
        entry.TryGetProperty("sourceRef", out _).ShouldBe(sourceRef is not null);
    }

    [Fact]
    public async Task Reading_needs_a_viewer_and_writing_a_member()
    {
        using var nobody = _host.Client();
        using var viewer = _host.Client(ArtifactsHost.Ada with { Role = ServiceDefaults.Identity.Role.Viewer });
        (await nobody.GetAsync("/api/artifacts")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(nobody, ValidBody())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await viewer.GetAsync("/api/artifacts")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(viewer, ValidBody())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Dictionary<string, object?> ValidBody() => new()
    {
        ["modelId"] = "acme/agent",
        ["label"] = "Agent",
        ["promptVersion"] = "v1",
        ["sourceType"] = "agent",
        ["html"] = SampleArtifacts.Page(),
    };

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, object body) => client.PostAsJsonAsync("/api/artifacts", body);

    private async Task<JsonElement> GetAsync(string path) => await JsonAsync(await _ada.GetAsync(path));

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonElement.Parse(text);
    }

    private static async Task ShouldRefuseAsync(HttpResponseMessage response, int status, string? field = null)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        var problem = JsonElement.Parse(text);
        problem.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        if (field is not null)
        {
            problem.GetProperty("field").GetString().ShouldBe(field);
        }
    }
}
