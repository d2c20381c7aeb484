using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Podium.TestKit.Postgres;

namespace Podium.Gateway.Tests.Requests;

public class CrossSiteTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] Scopes = ["read"];

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 201)]
    [InlineData("Sec-Fetch-Site", "none", 201)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "http://localhost:1", 403)]
    [InlineData("Origin", "{self}", 201)]
    [InlineData("X-Nothing", "x", 201)]
    public async Task A_write_must_come_from_Podiums_own_pages_or_from_no_browser(string name, string value, int status)
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var response = await host.SendAsync(
            HttpMethod.Post, "/api/tokens", body: JsonContent.Create(new { name = "a", scopes = Scopes }),
            headers: (name, value.Replace("{self}", host.Address.GetLeftPart(UriPartial.Authority))));
        ((int)response.StatusCode).ShouldBe(status);
        using var read = await host.SendAsync(HttpMethod.Get, "/api/auth/me", headers: (name, value));
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Writing_too_fast_is_429_with_a_time_to_wait_and_reading_goes_on()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: ("RequestLimits:WritesPerMinute", "3"));
        using var created = await host.Client.PostAsJsonAsync("/api/tokens", new { name = "a", scopes = Scopes });
        var token = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await host.SendAsync(HttpMethod.Delete, $"/api/tokens/{Guid.NewGuid()}", token);
            allowed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var limited = await host.SendAsync(HttpMethod.Delete, $"/api/tokens/{Guid.NewGuid()}", token);
        limited.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        limited.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        using var read = await host.SendAsync(HttpMethod.Get, "/api/auth/me", token);
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var owner = await host.SendAsync(HttpMethod.Delete, $"/api/tokens/{Guid.NewGuid()}");
        owner.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
