using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Podium.Gateway.Proxy;
using Podium.ServiceDefaults.Identity;
using Podium.TestKit.Postgres;

namespace Podium.Gateway.Tests.Proxy;

public class ProxyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_path_and_query_are_forwarded_as_they_are()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream.Http);
        var echo = await host.Client.GetFromJsonAsync<JsonElement>("/api/generate/echo?q=a%20b&empty=");
        echo.GetProperty("path").GetString().ShouldBe("/api/generate/echo");
        echo.GetProperty("query").GetString().ShouldBe("?q=a%20b&empty=");
    }

    [Fact]
    public async Task Forged_identity_headers_never_arrive_and_the_gateways_own_does()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream.Http);
        using var response = await host.SendAsync(HttpMethod.Get, "/api/generate/echo", headers:
        [
            ("X-Podium-Identity", "v1.forged.forged"), ("x-podium-identity", "again"), ("X-PODIUM-Role", "admin"), ("X-Podium-", "x"), ("X-Kept", "yes"),
        ]);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var headers = upstream.Requests.Single();
        headers.Keys.Where(name => name.StartsWith("X-Podium-", StringComparison.OrdinalIgnoreCase)).ShouldBe(["X-Podium-Identity"]);
        headers["X-Kept"].ShouldBe("yes");
        new IdentityHeader(new SecretKey(GatewayHost.Secret), TimeProvider.System).Verify(headers["X-Podium-Identity"])!.User.ShouldBe(
            new PodiumUser("local", "Local owner", Role.Admin));
    }

    [Fact]
    public async Task A_forwarded_request_writes_no_line_into_the_log()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream.Http);
        using var first = await host.SendAsync(HttpMethod.Get, "/api/generate/echo");
        var before = host.Logs.Entries.Count;
        before.ShouldBeGreaterThan(0, "the start is logged");
        using var second = await host.SendAsync(HttpMethod.Get, "/api/generate/echo");
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Logs.Entries.ShouldAllBe(entry => !entry.Message.Contains("roxying"));
        host.Logs.Entries.Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_forged_identity_does_not_help_a_stranger()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream.Http, ("Identity:OAuthClientId", "x"));
        var stolen = host.Services.GetRequiredService<IdentityHeader>().Create(new PodiumUser("local", "Local owner", Role.Admin));
        using var tokens = await host.SendAsync(HttpMethod.Get, "/api/tokens", headers: ("X-Podium-Identity", stolen));
        tokens.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var proxied = await host.SendAsync(HttpMethod.Get, "/api/generate/echo", headers: ("X-Podium-Identity", stolen));
        upstream.Requests.Single().ShouldNotContainKey("X-Podium-Identity");
    }

    [Fact]
    public async Task A_bearer_token_stays_at_the_gateway()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream.Http);
        using var created = await host.Client.PostAsJsonAsync("/api/tokens", new { name = "a", scopes = Scopes });
        var token = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        using var response = await host.SendAsync(HttpMethod.Get, "/api/generate/echo", token);
        var headers = upstream.Requests.Single();
        headers.ShouldNotContainKey("Authorization");
        headers.Values.ShouldAllBe(value => !value.Contains(token!));
    }

    [Fact]
    public async Task A_stream_passes_through_token_by_token()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream.Http);
        await upstream.Tokens.Writer.WriteAsync("first");
        using var response = await host.SendAsync(HttpMethod.Get, "/api/generate/stream").WaitAsync(_limit);
        response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        response.Content.Headers.ContentLength.ShouldBeNull();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync().WaitAsync(_limit)).ShouldBe("data: first");
        (await reader.ReadLineAsync().WaitAsync(_limit)).ShouldBe("");
        for (var i = 0; i < 50; i++)
        {
            // The next one is sent only after this one was received: nothing can be gathered on the way.
            await upstream.Tokens.Writer.WriteAsync($"token {i}");
            (await reader.ReadLineAsync().WaitAsync(_limit)).ShouldBe($"data: token {i}");
            (await reader.ReadLineAsync().WaitAsync(_limit)).ShouldBe("");
        }

        upstream.Tokens.Writer.Complete();
        (await reader.ReadLineAsync().WaitAsync(_limit)).ShouldBeNull();
    }

    [Fact]
    public async Task A_client_that_leaves_is_known_upstream()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream.Http);
        await upstream.Tokens.Writer.WriteAsync("one");
        var response = await host.SendAsync(HttpMethod.Get, "/api/generate/stream").WaitAsync(_limit);
        response.Dispose();
        await upstream.ClientGone.Task.WaitAsync(_limit);
    }

    [Fact]
    public async Task The_service_sets_the_limit_of_a_body()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream.Http);
        using var response = await host.Client.PostAsync("/api/generate/echo", new ByteArrayContent(new byte[5_000_000]));
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("bytes").GetInt64().ShouldBe(5_000_000);
    }

    [Fact]
    public async Task A_service_that_is_down_is_502_with_a_problem_document()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var response = await host.Client.GetAsync("/api/generate/echo");
        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("upstream_failed");
    }

    [Fact]
    public async Task An_unknown_api_path_is_404_and_not_the_site()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var response = await host.SendAsync(method, "/api/nothing/here");
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Fact]
    public async Task A_gateway_without_the_address_of_a_service_does_not_start()
    {
        var database = await postgres.CreateDatabaseAsync();
        var e = await Should.ThrowAsync<InvalidOperationException>(() => GatewayHost.StartAsync(database, settings: ("services:generation:http:0", null)));
        e.Message.ShouldContain("services__generation__http__0");
    }

    private static readonly string[] Scopes = ["read"];

    [Theory]
    [InlineData(null, null, 25)]
    [InlineData("Generation:TimeoutMs", "3600000", 65)]
    [InlineData("GENERATION_TIMEOUT_MS", "7200000", 125)]
    public void The_gateway_waits_for_the_longest_completion_that_is_configured(string? key, string? value, int minutes)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["services:generation:http:0"] = "http://localhost:1", ["services:eval:http:0"] = "http://localhost:1", [key ?? "unused"] = value });
        builder.AddProxy();
        ProxyRoutes.ActivityTimeout(builder.Configuration).ShouldBe(TimeSpan.FromMinutes(minutes));
    }
}
