using System.Net;
using System.Text.Json;
using Podium.GenerationService.Artifacts;
using Podium.TestKit.Postgres;

namespace Podium.GenerationService.Tests.Artifacts;

public sealed class GalleryApiTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private ArtifactsHost _host = null!;
    private HttpClient _ada = null!;

    public async Task InitializeAsync()
    {
        _host = await ArtifactsHost.StartAsync(await postgres.CreateDatabaseAsync());
        _ada = _host.Client(ArtifactsHost.Ada);
    }

    public async Task DisposeAsync()
    {
        _ada.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Each_order_sorts_and_puts_the_unknown_last()
    {
        await SaveAsync("dear", day: 1, cost: 900, ms: 100, body: "1");
        await SaveAsync("cheap", day: 2, cost: 5, ms: 300, body: "333");
        await SaveAsync("unknown", day: 3, cost: null, ms: null, body: "22");
        await SaveAsync("demo", day: 4, cost: null, ms: 1, body: "4444", demo: true);

        (await LabelsAsync("task=t")).ShouldBe(["demo", "unknown", "cheap", "dear"]);
        (await LabelsAsync("task=t&sort=cheapest"))[..2].ShouldBe(["cheap", "dear"]);
        (await LabelsAsync("task=t&sort=fastest"))[..2].ShouldBe(["dear", "cheap"]);
        (await LabelsAsync("task=t&sort=lightest")).ShouldBe(["dear", "unknown", "cheap", "demo"]);
    }

    [Fact]
    public async Task Filters_narrow_together_and_alone()
    {
        await SaveAsync("a", day: 1, cost: 10_000_000_000, model: "acme/one", provider: "openai");
        await SaveAsync("b", day: 2, cost: 20_000_000_000, model: "acme/two", provider: "huggingface");
        await SaveAsync("c", day: 3, cost: null, model: "zeta/one", provider: "huggingface", demo: true, author: "hf:bob");

        (await LabelsAsync("task=t&vendor=acme")).ShouldBe(["b", "a"]);
        (await LabelsAsync("model=acme/two")).ShouldBe(["b"]);
        (await LabelsAsync("provider=huggingface&demo=false")).ShouldBe(["b"]);
        (await LabelsAsync("task=t&demo=true")).ShouldBe(["c"]);
        (await LabelsAsync("task=t&author=me")).ShouldBe(["b", "a"]);
        (await LabelsAsync("author=hf:bob")).ShouldBe(["c"]);
        (await LabelsAsync("source=agent")).ShouldBeEmpty();
        (await LabelsAsync("source=baseline")).ShouldBe(["Baseline"]);
        (await LabelsAsync("task=t&minCost=0.015")).ShouldBe(["b"]);
        (await LabelsAsync("task=t&maxCost=0.015")).ShouldBe(["a"]);
        (await LabelsAsync("task=t&minCost=0.01&maxCost=0.02")).ShouldBe(["b", "a"]);
        (await LabelsAsync("task=t&from=2026-01-03&to=2026-01-04")).ShouldBe(["b"]);
        (await LabelsAsync("task=none")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("qwen", true)]
    [InlineData("QWEN cod", true)]
    [InlineData("coder-480", true)]
    [InlineData("Qwen/Qwen3-Coder-480B", true)]
    [InlineData("oder", false)]
    [InlineData("qwen llama", false)]
    [InlineData("ada", true)]
    [InlineData("it's & | ! ( \\ ':* null", false)]
    [InlineData("---", true)]
    public async Task Words_are_found_by_their_beginnings(string q, bool found)
    {
        await SaveAsync("Qwen3-Coder-480B", model: "Qwen/Qwen3-Coder-480B");
        (await LabelsAsync("task=t&q=" + Uri.EscapeDataString(q))).Count.ShouldBe(found ? 1 : 0);
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("cheapest")]
    [InlineData("fastest")]
    [InlineData("lightest")]
    public async Task Pages_neither_repeat_nor_skip_while_artifacts_are_added(string sort)
    {
        for (var i = 0; i < 23; i++)
        {
            // Ties in every key: only the id tells them apart.
            await SaveAsync($"old{i:00}", day: i / 5, cost: i / 5, ms: i / 5, body: new string('x', i / 5));
        }

        var expected = await LabelsAsync($"task=t&sort={sort}&limit=100");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/api/artifacts/search?task=t&sort={sort}&limit=4&cursor={cursor}");
            seen.AddRange(Labels(page));
            cursor = page.GetProperty("nextCursor").GetString();
            await SaveAsync("new first", day: 100, cost: 0, ms: 0, body: "");
        }
        while (cursor is not null);

        seen.Where(label => label != "new first").ShouldBe(expected);
    }

    [Fact]
    public async Task The_last_page_has_no_cursor_even_when_it_is_full()
    {
        for (var i = 0; i < 4; i++)
        {
            await SaveAsync($"a{i}");
        }

        (await GetAsync("/api/artifacts/search?task=t&limit=4")).GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
        (await GetAsync("/api/artifacts/search?task=t&limit=3")).GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Theory]
    [InlineData("cursor=garbage", "cursor")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cursor")]
    [InlineData("cursor=%00", "cursor")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("sort=best", "sort")]
    [InlineData("sort=2", "sort")]
    [InlineData("demo=maybe", "demo")]
    [InlineData("minCost=cheap", "minCost")]
    [InlineData("minCost=-1", "minCost")]
    [InlineData("maxCost=1e99", "maxCost")]
    [InlineData("maxCost=99999999999999999999", "maxCost")]
    [InlineData("minCost=2&maxCost=1", "minCost")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=32.13.2026", "to")]
    [InlineData("source=human", "source")]
    [InlineData("session=x", "session")]
    [InlineData("model=%00", "model")]
    [InlineData("q=%00", "q")]
    public async Task A_bad_parameter_is_named(string query, string field)
    {
        var response = await _ada.GetAsync("/api/artifacts/search?" + query);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_order()
    {
        await SaveAsync("a");
        await SaveAsync("b");
        var cursor = (await GetAsync("/api/artifacts/search?limit=1")).GetProperty("nextCursor").GetString();
        (await _ada.GetAsync($"/api/artifacts/search?sort=cheapest&cursor={cursor}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _ada.GetAsync("/api/artifacts?cursor=" + cursor)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Facets_count_what_is_listed()
    {
        var hidden = await SaveAsync("a", model: "acme/one");
        await SaveAsync("b", model: "acme/one");
        await SaveAsync("c", model: "zeta/two");
        await _host.Store.DeleteAsync(hidden, ArtifactsHost.Ada, default);

        var facets = await GetAsync("/api/artifacts/facets");
        Facet("vendors").ShouldBe([("acme", 1), ("baseline", 1), ("zeta", 1)]);
        Facet("models").ShouldBe([("acme/one", 1), ("baseline", 1), ("zeta/two", 1)]);
        Facet("providers").ShouldBe([("huggingface", 2), ("reference", 1)]);
        Facet("tasks").ShouldBe([("t", 2), ("html_redesign", 1)]);

        IEnumerable<(string?, long)> Facet(string name) =>
            facets.GetProperty(name).EnumerateArray().Select(value => (value.GetProperty("value").GetString(), value.GetProperty("count").GetInt64()));
    }

    [Fact]
    public async Task A_deleted_artifact_is_gone_everywhere_until_it_is_restored()
    {
        var id = await SaveAsync("a", model: "acme/one");
        (await _ada.DeleteAsync($"/api/artifacts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        foreach (var path in (string[])[$"{id}", $"{id}/html", $"{id}/raw", $"{id}/thumbnail", $"export?ids={id}", "?modelId=acme/one"])
        {
            (await _ada.GetAsync("/api/artifacts" + (path[0] == '?' ? path : "/" + path))).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await LabelsAsync("task=t")).ShouldBeEmpty();
        (await _ada.DeleteAsync($"/api/artifacts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await _ada.PostAsync($"/api/artifacts/{id}/restore", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await LabelsAsync("task=t")).ShouldBe(["a"]);
        (await _ada.GetAsync("/api/artifacts?modelId=acme/one")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Deleting_the_newest_of_a_model_brings_the_one_before_to_the_list()
    {
        var older = await SaveAsync("older", day: 1, model: "acme/one");
        var newer = await SaveAsync("newer", day: 2, model: "acme/one");
        (await HeadAsync("acme/one")).ShouldBe(newer);
        await _host.Store.DeleteAsync(newer, ArtifactsHost.Ada, default);
        (await HeadAsync("acme/one")).ShouldBe(older);
        await _host.Store.RestoreAsync(newer, ArtifactsHost.Ada, default);
        (await HeadAsync("acme/one")).ShouldBe(newer);
    }

    [Fact]
    public async Task Only_the_author_and_an_admin_delete()
    {
        using var bob = _host.Client(ArtifactsHost.Bob);
        using var root = _host.Client(ArtifactsHost.Root);
        var id = await SaveAsync("a");
        (await bob.DeleteAsync($"/api/artifacts/{id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await root.DeleteAsync($"/api/artifacts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await bob.PostAsync($"/api/artifacts/{id}/restore", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _ada.DeleteAsync($"/api/artifacts/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_an_admin_deleted_only_an_admin_restores()
    {
        using var root = _host.Client(ArtifactsHost.Root);
        var id = await SaveAsync("a");
        await _host.Store.DeleteAsync(id, ArtifactsHost.Root, default);
        using var refused = await _ada.PostAsync($"/api/artifacts/{id}/restore", null);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("artifact.deleted_by_admin");
        (await _ada.GetAsync($"/api/artifacts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await root.PostAsync($"/api/artifacts/{id}/restore", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _ada.DeleteAsync($"/api/artifacts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _ada.PostAsync($"/api/artifacts/{id}/restore", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_deleted_ingestion_whose_id_was_taken_since_stays_deleted()
    {
        var artifact = SampleArtifacts.Generated("my-agent") with { GenerationId = null };
        var first = await _host.Store.IngestAsync(artifact, default);
        await _host.Store.DeleteAsync(first.Id, ArtifactsHost.Ada, default);
        await _host.Store.IngestAsync(artifact with { AuthorId = "hf:bob", AuthorName = "Bob" }, default);

        (await _ada.PostAsync($"/api/artifacts/{first.Id}/restore", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    private async Task<Guid> SaveAsync(
        string label, int day = 0, long? cost = null, double? ms = null, string body = "", string model = "acme/model", string provider = "huggingface",
        bool demo = false, string author = "hf:ada")
    {
        var saved = await _host.Store.SaveAsync(
            SampleArtifacts.Generated(model, SampleArtifacts.Page("x", body)) with
            {
                Label = label,
                Provider = provider,
                TaskId = "t",
                CreatedAt = Start.AddDays(day),
                CostPicoUsd = cost,
                TotalMs = ms,
                Demo = demo,
                AuthorId = author,
            },
            default);
        return saved.Id;
    }

    private async Task<Guid?> HeadAsync(string modelId) => (await _host.Store.FindHeadAsync(modelId, default))?.Id;

    private async Task<List<string>> LabelsAsync(string query) => Labels(await GetAsync("/api/artifacts/search?" + query));

    private static List<string> Labels(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("label").GetString()!)];

    private async Task<JsonElement> GetAsync(string path)
    {
        var response = await _ada.GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }
}
