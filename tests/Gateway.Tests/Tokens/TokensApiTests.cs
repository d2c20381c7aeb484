using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Npgsql;
using Podium.Gateway.Tokens;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.Gateway.Tests.Tokens;

public class TokensApiTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] ReadOnly = ["read"];

    [Fact]
    public async Task A_token_works_on_every_replica_until_it_is_revoked()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await GatewayHost.StartAsync(database, settings: ("Tokens:CacheSeconds", "0"));
        await using var second = await GatewayHost.StartAsync(database, settings: ("Tokens:CacheSeconds", "0"));
        var created = await CreateAsync(first, "ci", "write");
        created.Token.ShouldStartWith("pod_");

        (await RoleAsync(first, created.Token)).ShouldBe("member");
        (await RoleAsync(second, created.Token)).ShouldBe("member");

        using var revoked = await second.Client.DeleteAsync($"/api/tokens/{created.Id}");
        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var after = await first.SendAsync(HttpMethod.Get, "/api/auth/me", created.Token);
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await second.Client.DeleteAsync($"/api/tokens/{created.Id}");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_token_revoked_here_stops_working_at_once_despite_the_cache()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: ("Tokens:CacheSeconds", "300"));
        var created = await CreateAsync(host, "ci", "read");
        (await RoleAsync(host, created.Token)).ShouldBe("viewer");
        (await host.Client.DeleteAsync($"/api/tokens/{created.Id}")).Dispose();
        using var after = await host.SendAsync(HttpMethod.Get, "/api/auth/me", created.Token);
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_stored_only_as_a_hash()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var host = await GatewayHost.StartAsync(database);
        var created = await CreateAsync(host, "laptop", "read", "write");

        var list = await host.Client.GetStringAsync("/api/tokens");
        list.ShouldContain(created.Id.ToString());
        list.ShouldNotContain(created.Token);
        await using var connection = new NpgsqlConnection(database);
        var row = await connection.QuerySingleAsync<string>("SELECT t::text FROM edge.api_tokens t");
        row.ShouldNotContain(created.Token);
    }

    [Theory]
    [InlineData("""{"scopes":["read"]}""", "name")]
    [InlineData("""{"name":"  ","scopes":["read"]}""", "name")]
    [InlineData("""{"name":"a\u0000b","scopes":["read"]}""", "name")]
    [InlineData("""{"name":"a"}""", "scopes")]
    [InlineData("""{"name":"a","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["everything"]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":[null]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["read"],"expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"a","scopes":["read"],"expiresAt":"soon"}""", "expiresAt")]
    public async Task A_bad_request_names_its_field(string body, string field)
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        using var response = await host.Client.PostAsync("/api/tokens", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task A_read_token_may_not_write_and_no_token_makes_another()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        var read = await CreateAsync(host, "reader", "read");
        using var refused = await host.SendAsync(HttpMethod.Post, "/api/tokens", read.Token, JsonContent.Create(new { name = "x", scopes = ReadOnly }));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var write = await CreateAsync(host, "writer", "write");
        using var minted = await host.SendAsync(HttpMethod.Post, "/api/tokens", write.Token, JsonContent.Create(new { name = "x", scopes = ReadOnly }));
        minted.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await minted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("token_cannot_create_tokens");
    }

    [Fact]
    public async Task An_expired_token_is_401()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync());
        var created = await CreateAsync(host, "short", DateTimeOffset.UtcNow.AddSeconds(1.5), "read");
        (await RoleAsync(host, created.Token)).ShouldBe("viewer");
        await Eventually.IsTrueAsync(async () =>
        {
            using var response = await host.SendAsync(HttpMethod.Get, "/api/auth/me", created.Token);
            return response.StatusCode == HttpStatusCode.Unauthorized;
        });
    }

    [Fact]
    public async Task A_flood_of_made_up_tokens_is_turned_away_and_the_right_one_keeps_working()
    {
        await using var host = await GatewayHost.StartAsync(
            await postgres.CreateDatabaseAsync(), settings: [("Tokens:CacheSeconds", "0"), ("Tokens:ChecksPerMinute", "6")]);
        var right = await CreateAsync(host, "ci", "read");
        (await RoleAsync(host, right.Token)).ShouldBe("viewer");

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            using var response = await host.SendAsync(HttpMethod.Get, "/api/auth/me", ApiToken.NewSecret().Secret);
            answers.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                response.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
            }
        }

        answers.Count(status => status == HttpStatusCode.Unauthorized).ShouldBe(5);
        answers.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(35);
        (await RoleAsync(host, right.Token)).ShouldBe("viewer");
    }

    [Fact]
    public async Task One_wrong_token_is_looked_up_once_and_a_malformed_one_never()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: ("Tokens:ChecksPerMinute", "1"));
        var wrong = ApiToken.NewSecret().Secret;
        foreach (var token in (string[])["pod_x", "pod_" + new string('!', 43), wrong, wrong, wrong + "A", wrong])
        {
            using var response = await host.SendAsync(HttpMethod.Get, "/api/auth/me", token);
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, token);
        }
    }

    [Fact]
    public async Task One_person_can_have_only_so_many_tokens_even_when_asking_at_once()
    {
        await using var host = await GatewayHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: ("Tokens:MaxPerUser", "3"));
        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            host.Client.PostAsJsonAsync("/api/tokens", new { name = $"t{i}", scopes = ReadOnly })));
        responses.Count(r => r.StatusCode == HttpStatusCode.Created).ShouldBe(3);
        responses.Count(r => r.StatusCode == HttpStatusCode.Conflict).ShouldBe(5);
    }

    [Fact]
    public async Task The_last_use_is_written_when_the_host_stops()
    {
        var database = await postgres.CreateDatabaseAsync();
        Created created;
        await using (var host = await GatewayHost.StartAsync(database))
        {
            created = await CreateAsync(host, "used", "read");
            await RoleAsync(host, created.Token);
        }

        await using var connection = new NpgsqlConnection(database);
        (await connection.ExecuteScalarAsync<DateTime?>("SELECT last_used_at FROM edge.api_tokens WHERE id = @Id", created)).ShouldNotBeNull();
    }

    private static Task<Created> CreateAsync(GatewayHost host, string name, params string[] scopes) => CreateAsync(host, name, null, scopes);

    private static async Task<Created> CreateAsync(GatewayHost host, string name, DateTimeOffset? expiresAt, params string[] scopes)
    {
        using var response = await host.Client.PostAsJsonAsync("/api/tokens", new { name, scopes, expiresAt });
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<Created>())!;
    }

    private static async Task<string?> RoleAsync(GatewayHost host, string token)
    {
        using var response = await host.SendAsync(HttpMethod.Get, "/api/auth/me", token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("user").GetProperty("role").GetString();
    }

    private sealed record Created(Guid Id, string Token);
}
