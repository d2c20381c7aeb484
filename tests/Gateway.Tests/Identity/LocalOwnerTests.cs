using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Podium.Gateway.Identity;
using Podium.TestKit.Postgres;

namespace Podium.Gateway.Tests.Identity;

public class LocalOwnerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static async Task<(string? User, string Mode)> MeAsync(GatewayHost host, params (string, string)[] headers)
    {
        using var response = await host.SendAsync(HttpMethod.Get, "/api/auth/me", headers: headers);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var me = await response.Content.ReadFromJsonAsync<JsonElement>();
        var user = me.GetProperty("user");
        return (user.ValueKind == JsonValueKind.Null ? null : user.GetProperty("id").GetString(), me.GetProperty("signInMode").GetString()!);
    }

    [Fact]
    public async Task Whoever_is_at_this_machine_owns_it()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        (await MeAsync(host)).ShouldBe(("local", "local"));
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Host", "localhost.evil.example:80")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    public async Task A_rebound_name_or_a_proxy_makes_a_stranger(string name, string value)
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        (await MeAsync(host, (name, value))).User.ShouldBeNull();
        using var response = await host.SendAsync(HttpMethod.Get, "/api/tokens", headers: (name, value));
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task There_is_none_with_OAuth_or_beyond_loopback()
    {
        await using var oauth = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: ("OAUTH_CLIENT_ID", "abc"));
        (await MeAsync(oauth)).ShouldBe((null, "oauth"));
        await using var open = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: ("Kestrel:Endpoints:http:Url", "http://0.0.0.0:0"));
        (await MeAsync(open)).ShouldBe((null, "token"));
    }

    [Fact]
    public async Task Reading_is_public_only_where_the_operator_says_so()
    {
        await using var host = await GatewayHost.StartAsync(
            await postgres.CreateDatabaseAsync(), settings: [("OAUTH_CLIENT_ID", "abc"), ("Identity:PublicRead", "true")]);
        (await MeAsync(host)).User.ShouldBe("anonymous");
        using var response = await host.SendAsync(HttpMethod.Get, "/api/tokens");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    [InlineData("Bearer sk-something")]
    [InlineData("Bearer pod_unknown")]
    [InlineData("Bearer hf_!")]
    public async Task A_credential_that_does_not_hold_never_falls_back_to_the_owner(string authorization)
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var response = await host.SendAsync(HttpMethod.Get, "/api/auth/me", headers: ("Authorization", authorization));
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:7860", true)]
    [InlineData("127.0.0.1:1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("[::1]", true)]
    [InlineData("[::1]:7860", true)]
    [InlineData("", false)]
    [InlineData("127.0.0.1.nip.io", false)]
    [InlineData("127.evil", false)]
    [InlineData("[::2]", false)]
    [InlineData("10.0.0.1", false)]
    public void Loopback_names_are_told_from_lookalikes(string host, bool expected) => LocalOwner.IsLoopbackName(host).ShouldBe(expected);
}
