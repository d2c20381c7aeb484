using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Podium.GenerationService.Artifacts;
using Podium.TestKit.Postgres;

namespace Podium.GenerationService.Tests.Artifacts;

public sealed class ArtifactContentTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ArtifactsHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await ArtifactsHost.StartAsync(await postgres.CreateDatabaseAsync());
        _client = _host.Client(ArtifactsHost.Bob);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task MustHave_19_A_page_read_from_the_api_cannot_run_on_this_origin()
    {
        var (id, html) = await SaveAsync();
        var response = await _client.GetAsync($"/api/artifacts/{id}/html");

        (await response.Content.ReadAsStringAsync()).ShouldBe(html);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox; default-src 'none'"]);
    }

    [Fact]
    public async Task MustHave_19_A_download_is_an_attachment_with_a_safe_name()
    {
        var saved = await _host.Store.SaveAsync(SampleArtifacts.Generated("evil\"; x=\r\n/../ü"), default);
        var response = await _client.GetAsync($"/api/artifacts/{saved.Id}/html?download=1");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Content.Headers.ContentDisposition.FileName!.Trim('"').ShouldBe(ArtifactPaths.Slug("evil\"; x=\r\n/../ü") + ".html");
    }

    [Fact]
    public async Task A_page_is_sent_with_the_very_bytes_it_is_stored_in()
    {
        var (id, _) = await SaveAsync();
        var stored = (await _host.Store.ReadPageAsync(id, default))!;
        var response = await GetAsync($"/api/artifacts/{id}/html", "br, gzip;q=0.8");

        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        response.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(stored.Gzip);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip;q=0")]
    [InlineData("br")]
    public async Task A_client_without_gzip_gets_it_unpacked(string accept)
    {
        var (id, html) = await SaveAsync();
        var response = await GetAsync($"/api/artifacts/{id}/html", accept);

        response.Content.Headers.ContentEncoding.ShouldBeEmpty();
        (await response.Content.ReadAsStringAsync()).ShouldBe(html);
        response.Content.Headers.ContentLength.ShouldBe(Encoding.UTF8.GetByteCount(html));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task A_known_page_is_304_per_encoding(string accept)
    {
        var (id, _) = await SaveAsync();
        var tag = (await GetAsync($"/api/artifacts/{id}/html", accept)).Headers.ETag!;

        (await GetAsync($"/api/artifacts/{id}/html", accept, tag)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await GetAsync($"/api/artifacts/{id}/html", accept == "gzip" ? "identity" : "gzip", tag)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_the_model_sent_is_kept_beside_the_page()
    {
        var saved = await _host.Store.SaveAsync(SampleArtifacts.Generated() with { RawAnswer = "Sure! <script>" }, default);
        var raw = await _client.GetAsync($"/api/artifacts/{saved.Id}/raw");
        (await raw.Content.ReadAsStringAsync()).ShouldBe("Sure! <script>");
        raw.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");

        var (without, _) = await SaveAsync();
        (await _client.GetAsync($"/api/artifacts/{without}/raw")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_export_holds_pages_and_metadata_under_safe_names()
    {
        string[] hostile = ["../../etc/passwd", "C:\\windows\\x", "a/b", "a\0b\r\n", new string('z', 400), "ünï/💥", "con"];
        var ids = new List<Guid>();
        foreach (var modelId in hostile)
        {
            // The database's text cannot hold a null character; a model id that had one could not have been saved.
            ids.Add((await _host.Store.SaveAsync(SampleArtifacts.Generated(modelId.Replace("\0", "")) with { RawAnswer = "raw of " + ids.Count }, default)).Id);
        }

        var response = await _client.GetAsync($"/api/artifacts/export?ids={string.Join(',', ids)},{ids[0]}");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        zip.Entries.Count.ShouldBe(1 + (2 * ids.Count));
        zip.Entries.ShouldAllBe(entry => System.Text.RegularExpressions.Regex.IsMatch(entry.FullName, @"^(artifacts\.json|\d\d-[a-z0-9-]{1,65}/(index\.html|raw\.txt))$"));
        var metadata = JsonElement.Parse(await new StreamReader(zip.GetEntry("artifacts.json")!.Open()).ReadToEndAsync()).GetProperty("artifacts");
        metadata.EnumerateArray().Select(entry => entry.GetProperty("artifact").GetProperty("id").GetGuid()).ShouldBe(ids);
        var folder = metadata[2].GetProperty("folder").GetString();
        (await new StreamReader(zip.GetEntry($"{folder}/index.html")!.Open()).ReadToEndAsync()).ShouldBe(SampleArtifacts.Page());
        (await new StreamReader(zip.GetEntry($"{folder}/raw.txt")!.Open()).ReadToEndAsync()).ShouldBe("raw of 2");
    }

    [Fact]
    public async Task An_export_takes_up_to_50_known_ids()
    {
        var unknown = await _client.GetAsync($"/api/artifacts/export?ids={Guid.NewGuid()}");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var ids in (string[])["", "x", string.Join(',', Enumerable.Range(0, 51).Select(_ => Guid.NewGuid()))])
        {
            var response = await _client.GetAsync("/api/artifacts/export?ids=" + ids);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("field").GetString().ShouldBe("ids");
        }
    }

    [Fact]
    public async Task Without_a_renderer_a_picture_is_said_to_be_unavailable()
    {
        var (id, _) = await SaveAsync();
        var response = await _client.GetAsync($"/api/artifacts/{id}/thumbnail");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Headers.RetryAfter.ShouldBeNull();
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString().ShouldBe("thumbnail.unavailable");
    }

    private async Task<(Guid Id, string Html)> SaveAsync()
    {
        var html = SampleArtifacts.Page("Ä", string.Concat(Enumerable.Repeat("<p>text</p>", 500)));
        return ((await _host.Store.SaveAsync(SampleArtifacts.Generated(html: html), default)).Id, html);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string acceptEncoding, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await _client.SendAsync(request);
    }
}
