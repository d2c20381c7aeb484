using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Podium.TestKit.Postgres;

namespace Podium.Gateway.Tests.Sites;

public sealed class SiteTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private const string Script = "document.documentElement.dataset.theme='ink'";
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("podium-site-");

    public void Dispose()
    {
        File.Delete(Secret);
        _root.Delete(recursive: true);
    }

    private string Secret => _root.FullName + ".secret";

    private async Task<GatewayHost> StartAsync()
    {
        _root.CreateSubdirectory("assets");
        await WriteAsync("index.html", $"<!doctype html><script>{Script}</script><script type=module src=/assets/index-DiwrgTda.js></script>");
        await WriteAsync("robots.txt", "User-agent: *");
        await WriteAsync("assets/index-DiwrgTda.js", new string('j', 2000));
        await WriteAsync("assets/index-DiwrgTda.js.br", "brotli");
        await WriteAsync("assets/index-DiwrgTda.js.gz", "gzip");
        await File.WriteAllTextAsync(Secret, "secret");
        return await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: ("Site:Root", _root.FullName));
    }

    private Task WriteAsync(string path, string text) => File.WriteAllTextAsync(Path.Combine(_root.FullName, path), text);

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/gallery?model=x")]
    [InlineData("/runs/0193/items/7")]
    public async Task Every_page_of_the_site_starts_from_the_index_under_a_strict_policy(string path)
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync(HttpMethod.Get, path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        response.Headers.CacheControl!.NoCache.ShouldBeTrue();
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["strict-origin-when-cross-origin"]);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));
        policy.ShouldContain($"script-src 'self' 'sha256-{hash}';");
        policy.ShouldContain("frame-ancestors 'self' https://huggingface.co https://*.huggingface.co https://*.hf.space");
        policy.ShouldNotContain("unsafe-eval");
    }

    [Theory]
    [InlineData("br, gzip", "br", "brotli")]
    [InlineData("gzip", "gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip", "gzip")]
    [InlineData("*", "br", "brotli")]
    public async Task An_asset_is_sent_in_the_best_form_the_browser_takes(string accept, string encoding, string body)
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync(HttpMethod.Get, "/assets/index-DiwrgTda.js", headers: ("Accept-Encoding", accept));
        response.Content.Headers.ContentEncoding.ShouldBe([encoding]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        response.Headers.CacheControl!.ToString().ShouldContain("immutable");
        response.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        (await response.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Fact]
    public async Task An_unchanged_file_is_304()
    {
        await using var host = await StartAsync();
        using var first = await host.SendAsync(HttpMethod.Get, "/robots.txt");
        (await first.Content.ReadAsStringAsync()).ShouldBe("User-agent: *");
        using var again = await host.SendAsync(HttpMethod.Get, "/robots.txt", headers: ("If-None-Match", first.Headers.ETag!.ToString()));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/assets/gone-12345678.js")]
    [InlineData("/favicon.png")]
    [InlineData("/api/unknown")]
    [InlineData("/openapi/unknown.json")]
    [InlineData("/../{name}.secret")]
    [InlineData("/%2e%2e/{name}.secret")]
    [InlineData("/..%2f{name}.secret")]
    [InlineData("/assets/..%5c..%5c{name}.secret")]
    public async Task What_is_not_there_is_404_and_nothing_outside_the_folder_is_read(string path)
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync(HttpMethod.Get, path.Replace("{name}", _root.Name));
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldNotBe("secret");
    }

    [Fact]
    public async Task The_API_reference_and_the_edges_document_are_served()
    {
        await using var host = await StartAsync();
        using var page = await host.SendAsync(HttpMethod.Get, "/docs/index.html");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var document = await host.Client.GetFromJsonAsync<JsonElement>("/openapi/edge.json");
        document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ShouldBe(
            ["/api/auth/me", "/api/tokens", "/api/tokens/{id}", "/preview/{artifactId}", "/api/health"], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_built_site_the_API_works_and_the_page_says_why()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: ("Site:Root", "/no/such/folder"));
        using var response = await host.SendAsync(HttpMethod.Get, "/");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("site_not_built");
        (await host.Client.GetStringAsync("/api/health")).ShouldBe("""{"status":"ok"}""");
    }
}
