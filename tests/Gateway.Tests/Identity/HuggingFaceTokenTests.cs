using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Podium.TestKit.Postgres;

namespace Podium.Gateway.Tests.Identity;

public class HuggingFaceTokenTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Good = "hf_goodtoken1234";

    private async Task<GatewayHost> StartAsync(FakeHub hub, params (string, string?)[] settings)
        => await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: [("HuggingFace:HubBaseUrl", hub.Url), .. settings]);

    private static async Task<(HttpStatusCode Status, JsonElement Body)> MeAsync(GatewayHost host, string token)
    {
        using var response = await host.SendAsync(HttpMethod.Get, "/api/auth/me", token);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    [Fact]
    public async Task A_verified_token_is_its_user_and_is_asked_for_once()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var host = await StartAsync(hub);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => MeAsync(host, Good)));
        foreach (var (status, body) in answers)
        {
            status.ShouldBe(HttpStatusCode.OK);
            body.GetProperty("user").ToString().ShouldBe("""{"id":"hf:64afbeef","name":"ada","role":"member"}""");
        }

        hub.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_configured_admin_is_one()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var host = await StartAsync(hub, ("Identity:Admins:0", "hf:64afbeef"));
        (await MeAsync(host, Good)).Body.GetProperty("user").GetProperty("role").GetString().ShouldBe("admin");
    }

    [Fact]
    public async Task A_refused_token_is_401_even_on_loopback_and_is_remembered()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var host = await StartAsync(hub);
        for (var i = 0; i < 3; i++)
        {
            (await MeAsync(host, "hf_badtoken12345")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        hub.Asked.ShouldBe(1);
    }

    [Theory]
    [InlineData(500, "oops")]
    [InlineData(429, "{}")]
    [InlineData(302, "")]
    [InlineData(200, "<html>not json")]
    [InlineData(200, "null")]
    public async Task A_Hub_that_fails_is_503_and_is_asked_again(int status, string body)
    {
        await using var hub = await FakeHub.StartAsync();
        var works = hub.Answer;
        hub.Answer = (_, _) => Task.FromResult((status, body));
        await using var host = await StartAsync(hub, ("HuggingFace:RefusedTokenCacheSeconds", "0"));
        var (first, problem) = await MeAsync(host, Good);
        first.ShouldBe(body == "null" ? HttpStatusCode.Unauthorized : HttpStatusCode.ServiceUnavailable);
        problem.GetProperty("code").GetString().ShouldBe(body == "null" ? "invalid_token" : "huggingface_unavailable");
        hub.Answer = works;
        (await MeAsync(host, Good)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_Hub_that_hangs_is_503_after_the_limit()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Answer = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return (200, "");
        };
        await using var host = await StartAsync(hub, ("HuggingFace:TimeoutSeconds", "1"));
        (await MeAsync(host, Good)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_token_of_an_organisation_is_nobody()
    {
        await using var hub = await FakeHub.StartAsync();
        hub.Answer = (_, _) => Task.FromResult((200, """{"type":"org","id":"1","name":"acme"}"""));
        await using var host = await StartAsync(hub);
        (await MeAsync(host, Good)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Made_up_tokens_do_not_reach_the_Hub_without_limit()
    {
        await using var hub = await FakeHub.StartAsync();
        await using var host = await StartAsync(hub, ("HuggingFace:TokenChecksPerMinute", "5"));
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (await MeAsync(host, $"hf_madeuptoken{i}")).Status));
        statuses.Count(s => s == HttpStatusCode.TooManyRequests).ShouldBe(15);
        hub.Asked.ShouldBe(5);
    }
}
