using System.Net;
using Podium.ServiceDefaults.Identity;
using Podium.TestKit.Postgres;

namespace Podium.Gateway.Tests.Previews;

public class PreviewTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Page = "<!doctype html><title>Grüße</title><script>alert(1)</script>";
    private readonly Guid _id = Guid.CreateVersion7();

    private async Task<GatewayHost> StartAsync(Upstream upstream)
    {
        upstream.Pages[_id.ToString()] = Page;
        return await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream.Http, ("services:generation:grpc:0", upstream.Grpc.ToString()));
    }

    [Fact]
    public async Task MustHave_19_A_preview_runs_in_a_sandbox_without_its_own_origin()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await StartAsync(upstream);
        using var response = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("sandbox allow-scripts;");
        policy.ShouldNotContain("allow-same-origin");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("connect-src 'none'");
        policy.ShouldNotContain("https:;");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        response.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).ShouldBe(Page);
    }

    [Fact]
    public async Task The_network_is_open_only_when_asked_for()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await StartAsync(upstream);
        using var response = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}?network=1");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("style-src 'unsafe-inline' https:");
        policy.ShouldContain("font-src data: https:");
        policy.ShouldContain("connect-src 'none'");
        policy.ShouldNotContain("allow-same-origin");
    }

    [Fact]
    public async Task The_stored_gzip_is_passed_on_as_it_is()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await StartAsync(upstream);
        using var response = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}", headers: ("Accept-Encoding", "br, gzip;q=0.5"));
        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(Upstream.Gzip(Page));

        using var refused = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}", headers: ("Accept-Encoding", "gzip;q=0"));
        refused.Content.Headers.ContentEncoding.ShouldBeEmpty();
        (await refused.Content.ReadAsStringAsync()).ShouldBe(Page);
    }

    [Fact]
    public async Task An_unchanged_page_is_304_but_not_across_policies()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await StartAsync(upstream);
        using var first = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}");
        var etag = first.Headers.ETag!.ToString();
        using var again = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}", headers: ("If-None-Match", etag));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var other = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}?network=1", headers: ("If-None-Match", etag));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_the_browser_holds_is_not_moved_again()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await StartAsync(upstream);
        using var first = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}?network=1");
        var moved = upstream.PagesMoved;
        moved.ShouldBe(1);

        using var again = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}?network=1", headers: ("If-None-Match", first.Headers.ETag!.ToString()));

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
        upstream.PagesMoved.ShouldBe(moved);
    }

    [Theory]
    [InlineData("\"0000000000000000000000000000000000000000000000000000000000000000\"")]
    [InlineData("\"short\", W/\"0\"")]
    [InlineData("*")]
    public async Task A_page_the_browser_does_not_hold_is_sent(string held)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await StartAsync(upstream);
        using var response = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}", headers: ("If-None-Match", held));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe(Page);
    }

    [Fact]
    public async Task The_service_learns_who_looks()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await StartAsync(upstream);
        (await host.SendAsync(HttpMethod.Get, $"/preview/{_id}")).Dispose();
        var header = upstream.Requests.Single()["x-podium-identity"];
        new IdentityHeader(new SecretKey(GatewayHost.Secret), TimeProvider.System).Verify(header)!.User.Id.ShouldBe("local");
    }

    [Theory]
    [InlineData("0193b3e0-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("..%2f..%2fetc%2fpasswd", HttpStatusCode.NotFound)]
    [InlineData("baseline", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_a_small_plain_page(string id, HttpStatusCode status)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await StartAsync(upstream);
        using var response = await host.SendAsync(HttpMethod.Get, $"/preview/{id}");
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        response.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("sandbox");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("<script");
    }

    [Fact]
    public async Task A_service_that_is_down_is_said_plainly()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var response = await host.SendAsync(HttpMethod.Get, $"/preview/{_id}");
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }
}
