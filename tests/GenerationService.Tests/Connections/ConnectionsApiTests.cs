using System.Text.Json;
using Dapper;
using Podium.GenerationService.Tests.Generations;
using Podium.TestKit.Postgres;

namespace Podium.GenerationService.Tests.Connections;

public sealed class ConnectionsApiTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private Garage _garage = null!;

    public async Task InitializeAsync() => _garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());

    public async Task DisposeAsync() => await _garage.DisposeAsync();

    [Fact]
    public async Task Race_MustHave_01_Connections_answer_200_with_the_fields_of_the_contract()
    {
        var created = await _garage.PostAsync("/api/connections", new { name = "Mine", type = "OPENAI_COMPAT", base_url = "http://127.0.0.1:1234", api_key = Garage.Key });

        created.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["id", "name", "type", "base_url", "api_key_env_var", "has_stored_api_key", "is_demo", "created_at", "updated_at"], ignoreOrder: true);
        var path = $"/api/connections/{created.GetProperty("id")}";
        created.GetProperty("created_at").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$");
        (await _garage.GetAsync(path)).ToString().ShouldBe(created.ToString());
        (await _garage.GetAsync("/api/connections"))[0].GetProperty("name").GetString().ShouldBe("Mine");
        (await _garage.PutAsync(path, new { name = "Renamed" })).GetProperty("base_url").GetString().ShouldBe("http://127.0.0.1:1234");
        (await _garage.DeleteAsync(path)).GetProperty("status").GetString().ShouldBe("deleted");
        await _garage.GetAsync(path, 404);
        await _garage.DeleteAsync(path, 404);
        await _garage.PutAsync(path, new { name = "Gone" }, 404);
    }

    [Fact]
    public async Task Race_MustHave_02_A_taken_name_is_a_409_with_a_reason()
    {
        await _garage.ConnectAsync("OLLAMA", name: "Twin");
        var other = await _garage.ConnectAsync("OLLAMA", name: "Other");

        var refused = await _garage.PostAsync("/api/connections", new { name = "twin", type = "OLLAMA", base_url = "http://127.0.0.1:1" }, 409);
        refused.GetProperty("detail").GetString()!.ShouldContain("twin");
        await _garage.PutAsync($"/api/connections/{other}", new { name = "Twin" }, 409);
    }

    [Fact]
    public async Task Race_MustHave_04_A_key_is_stored_encrypted_and_never_answered()
    {
        var id = await _garage.ConnectAsync("OPENAI");
        var path = $"/api/connections/{id}";

        await using (var connection = await Database.Of(_garage.Host).OpenConnectionAsync())
        {
            var row = await connection.QuerySingleAsync<string>("select to_jsonb(c)::text from generation.connections c where id = @id", new { id });
            row.ShouldContain("\"v1.");
            row.ShouldNotContain(Garage.Key);
        }

        var shown = await _garage.GetAsync(path);
        shown.ToString().ShouldNotContain(Garage.Key);
        shown.GetProperty("has_stored_api_key").GetBoolean().ShouldBeTrue();
        (await _garage.PutAsync(path, new { name = "Still with key" })).GetProperty("has_stored_api_key").GetBoolean().ShouldBeTrue();
        (await _garage.PutAsync(path, new { api_key = "" })).GetProperty("has_stored_api_key").GetBoolean().ShouldBeFalse();
        (await _garage.PutAsync(path, new { api_key = "sk-again-1" })).GetProperty("has_stored_api_key").GetBoolean().ShouldBeTrue();
        (await _garage.PutAsync(path, new { clear_api_key = true })).GetProperty("has_stored_api_key").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"type": "OLLAMA", "base_url": "http://127.0.0.1:1"}""", "name")]
    [InlineData("""{"name": "x", "type": "NONE", "base_url": "http://127.0.0.1:1"}""", "type")]
    [InlineData("""{"name": "x", "type": "OLLAMA"}""", "base_url")]
    [InlineData("""{"name": "x", "type": "OLLAMA", "base_url": "not an address"}""", "base_url")]
    [InlineData("""{"name": "x", "type": "OLLAMA", "base_url": "http://169.254.169.254/"}""", "base_url")]
    [InlineData("""{"name": "\ud800", "type": "OLLAMA", "base_url": "http://127.0.0.1:1"}""", "name")]
    [InlineData("""{"name": "a\u0000b", "type": "OLLAMA", "base_url": "http://127.0.0.1:1"}""", "name")]
    [InlineData("""{"name": "x", "type": "OPENAI", "base_url": "http://127.0.0.1:1", "api_key": "two words"}""", "api_key")]
    [InlineData("""{"name": "x", "type": "OPENAI", "base_url": "http://127.0.0.1:1", "api_key_env_var": "PODIUM_SECRET_KEY"}""", "api_key_env_var")]
    [InlineData("""[1]""", "body")]
    public async Task What_cannot_be_meant_is_a_422_that_names_the_field(string body, string field)
    {
        using var response = await _garage.Host.Client.PostAsync("/api/connections", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        ((int)response.StatusCode).ShouldBe(422);
        var refused = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

        refused.GetProperty("field").GetString().ShouldBe(field);
        refused.GetProperty("detail")[0].GetProperty("loc")[1].GetString().ShouldBe(field);
    }

    [Fact]
    public async Task Race_Fault_16_A_key_of_the_server_goes_to_its_providers_address_only_unless_an_admin_says_so()
    {
        var elsewhere = new { name = "Elsewhere", type = "OPENAI", base_url = "http://127.0.0.1:1", api_key_env_var = "OPENAI_API_KEY" };
        await _garage.PostAsync("/api/connections", elsewhere, 403);
        await _garage.SendAsync(HttpMethod.Post, "/api/connections", elsewhere, client: _garage.Root);
        await _garage.PostAsync("/api/connections", new { name = "Own", type = "ANTHROPIC", base_url = "https://api.anthropic.com", api_key_env_var = "ANTHROPIC_API_KEY" });
    }

    [Fact]
    public async Task Only_its_owner_or_an_admin_changes_a_connection()
    {
        var id = await _garage.ConnectAsync("OPENAI");
        using var bob = _garage.Host.ClientFor(GenerationHost.Bob);

        await _garage.SendAsync(HttpMethod.Put, $"/api/connections/{id}", new { base_url = "http://127.0.0.1:9" }, 403, bob);
        await _garage.SendAsync(HttpMethod.Delete, $"/api/connections/{id}", null, 403, bob);
        await _garage.SendAsync(HttpMethod.Put, $"/api/connections/{id}", new { name = "By the admin" }, 200, _garage.Root);
    }

    [Fact]
    public async Task Race_Fault_03_An_id_is_never_given_out_twice()
    {
        var first = await _garage.ConnectAsync("OLLAMA");
        var car = (await _garage.PostAsync("/api/cars", new { name = "Old", connection_id = first, model_name = "m" })).GetProperty("id").GetInt64();
        await _garage.DeleteAsync($"/api/connections/{first}");

        await _garage.GetAsync($"/api/cars/{car}", 404);
        var second = await _garage.ConnectAsync("OLLAMA");
        second.ShouldBeGreaterThan(first);
        (await _garage.PostAsync("/api/cars", new { name = "New", connection_id = second, model_name = "m" })).GetProperty("id").GetInt64().ShouldBeGreaterThan(car);
    }

    [Fact]
    public async Task Race_MustHave_12_Settings_change_by_the_api_and_stay_within_their_ranges()
    {
        var all = await _garage.GetAsync("/api/settings/providers");
        all.GetArrayLength().ShouldBe(10);
        all[0].ToString().ShouldBe("""{"provider_type":"OLLAMA","max_in_flight":1,"timeout_ms":90000,"retry_count":1,"retry_backoff_ms":500}""");

        var changed = await _garage.PutAsync("/api/settings/providers", new { items = new[] { new { provider_type = "OLLAMA", max_in_flight = 4, timeout_ms = 5000 } } });

        changed[0].ToString().ShouldBe("""{"provider_type":"OLLAMA","max_in_flight":4,"timeout_ms":5000,"retry_count":1,"retry_backoff_ms":500}""");
        var refused = await _garage.PutAsync("/api/settings/providers", new { items = new[] { new { provider_type = "OLLAMA", max_in_flight = 0 } } }, 422);
        refused.GetProperty("field").GetString().ShouldBe("items.0.max_in_flight");
    }
}
