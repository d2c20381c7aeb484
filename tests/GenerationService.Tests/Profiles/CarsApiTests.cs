using System.Text.Json;
using Podium.GenerationService.Tests.Connections;
using Podium.GenerationService.Tests.Generations;
using Podium.TestKit.Postgres;

namespace Podium.GenerationService.Tests.Profiles;

public sealed class CarsApiTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly string[] _stops = ["\n", "END"];
    private Garage _garage = null!;
    private long _connection;

    public async Task InitializeAsync()
    {
        _garage = await Garage.StartAsync(await postgres.CreateDatabaseAsync());
        _connection = await _garage.ConnectAsync("OPENAI_COMPAT");
    }

    public async Task DisposeAsync() => await _garage.DisposeAsync();

    [Fact]
    public async Task Race_MustHave_01_Cars_answer_200_with_the_fields_of_the_contract()
    {
        var created = await _garage.PostAsync("/api/cars", new { name = "Plain", connection_id = _connection, model_name = "m" });

        created.GetProperty("temperature").GetDouble().ShouldBe(0.7);
        created.GetProperty("top_p").GetDouble().ShouldBe(1.0);
        created.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["id", "name", "connection_id", "model_name", "temperature", "top_p", "max_tokens", "stop_json", "seed", "top_k", "reasoning_effort",
            "min_p", "frequency_penalty", "presence_penalty", "repeat_penalty", "num_ctx", "created_at"], ignoreOrder: true);
        var path = $"/api/cars/{created.GetProperty("id")}";
        var changed = await _garage.PutAsync(path, new { temperature = (double?)null, stop_json = _stops, seed = 7, max_tokens = 50, top_k = 3 });
        changed.GetProperty("temperature").ValueKind.ShouldBe(JsonValueKind.Null);
        changed.GetProperty("stop_json")[0].GetString().ShouldBe("\n");
        changed.GetProperty("seed").GetInt64().ShouldBe(7);
        (await _garage.GetAsync("/api/cars"))[0].ToString().ShouldBe(changed.ToString());
        (await _garage.DeleteAsync(path)).GetProperty("status").GetString().ShouldBe("deleted");
        await _garage.GetAsync(path, 404);
    }

    [Fact]
    public async Task Race_MustHave_02_A_taken_car_name_is_a_409_and_an_unknown_connection_a_404()
    {
        await _garage.PostAsync("/api/cars", new { name = "Twin", connection_id = _connection, model_name = "m" });
        await _garage.PostAsync("/api/cars", new { name = "Twin", connection_id = _connection, model_name = "m" }, 409);
        await _garage.PostAsync("/api/cars", new { name = "Lost", connection_id = 999_999, model_name = "m" }, 404);
    }

    [Theory]
    [InlineData("temperature", "3")]
    [InlineData("top_p", "1.5")]
    [InlineData("max_tokens", "0")]
    [InlineData("stop_json", "\"x\"")]
    [InlineData("seed", "1.5")]
    [InlineData("reasoning_effort", "\"extreme\"")]
    [InlineData("min_p", "1.5")]
    [InlineData("frequency_penalty", "-3")]
    [InlineData("presence_penalty", "2.5")]
    [InlineData("repeat_penalty", "-1")]
    [InlineData("num_ctx", "0")]
    [InlineData("model_name", "\"\"")]
    public async Task Race_Fault_18_Numbers_out_of_range_are_a_422_that_names_the_field(string field, string value)
    {
        var body = new Dictionary<string, object> { ["name"] = "Odd", ["connection_id"] = _connection, ["model_name"] = "m" };
        body[field] = JsonSerializer.Deserialize<JsonElement>(value);

        (await _garage.PostAsync("/api/cars", body, 422)).GetProperty("field").GetString().ShouldBe(field);
    }

    /// <summary>Many members of a car are set at once, each by a request of its own; whatever a request does not name, it must not undo.</summary>
    [Fact]
    public async Task Changes_of_a_car_at_the_same_time_lose_nothing_of_each_other()
    {
        var id = (await _garage.PostAsync("/api/cars", new { name = "Busy", connection_id = _connection, model_name = "m" })).GetProperty("id").GetInt64();
        for (var round = 1; round <= 20; round++)
        {
            await Task.WhenAll(
                _garage.PutAsync($"/api/cars/{id}", new { seed = round }),
                _garage.PutAsync($"/api/cars/{id}", new { top_k = round }),
                _garage.PutAsync($"/api/cars/{id}", new { max_tokens = round }));

            var car = await _garage.GetAsync($"/api/cars/{id}");
            (car.GetProperty("seed").GetInt32(), car.GetProperty("top_k").GetInt32(), car.GetProperty("max_tokens").GetInt32()).ShouldBe((round, round, round));
        }
    }

    [Fact]
    public async Task Sampling_that_local_servers_know_is_kept_given_to_races_and_taken_away_again()
    {
        var body = new
        {
            name = "Local",
            connection_id = _connection,
            model_name = "m",
            min_p = 0.05,
            frequency_penalty = -0.5,
            presence_penalty = 0.25,
            repeat_penalty = 1.1,
            num_ctx = 32_768,
            reasoning_effort = "xhigh",
        };
        var created = await _garage.PostAsync("/api/cars", body);
        var id = created.GetProperty("id").GetInt64();
        created.GetProperty("num_ctx").GetInt32().ShouldBe(32_768);
        created.GetProperty("reasoning_effort").GetString().ShouldBe("xhigh");

        var car = (await _garage.CarsAsync(id)).ShouldHaveSingleItem();
        (car.MinP, car.FrequencyPenalty, car.PresencePenalty, car.RepeatPenalty, car.NumCtx).ShouldBe((0.05, -0.5, 0.25, 1.1, 32_768));

        await _garage.PutAsync($"/api/cars/{id}", new { min_p = (double?)null, num_ctx = (int?)null });
        car = (await _garage.CarsAsync(id)).ShouldHaveSingleItem();
        (car.HasMinP, car.HasNumCtx, car.HasRepeatPenalty).ShouldBe((false, false, true));
    }

    [Fact]
    public async Task GetCars_gives_cars_with_their_connections_and_leaves_unknown_ones_out()
    {
        var id = (await _garage.PostAsync("/api/cars", new { name = "Racer", connection_id = _connection, model_name = "m", top_p = (double?)null, seed = 3 })).GetProperty("id").GetInt64();

        var car = (await _garage.CarsAsync(id, 999_999)).ShouldHaveSingleItem();

        (car.Name, car.Model, car.Temperature, car.HasTopP, car.Seed).ShouldBe(("Racer", "m", 0.7, false, 3));
        (car.Connection.Id, car.Connection.Type, car.Connection.Provider, car.Connection.MaxInFlight, car.Connection.TimeoutMs, car.Connection.Demo)
            .ShouldBe((_connection, "OPENAI_COMPAT", "compatible", 1, 90_000, false));
    }

    [Fact]
    public async Task A_new_installation_has_three_demo_cars_and_a_judge()
    {
        var cars = (await _garage.GetAsync("/api/cars")).EnumerateArray().ToList();

        cars.Select(c => c.GetProperty("model_name").GetString()).ShouldBe(["podium-sprinter", "podium-thinker", "podium-phoenix", "podium-judge"]);
        (await _garage.CarsAsync([.. cars.Select(c => c.GetProperty("id").GetInt64())])).ShouldAllBe(car => car.Connection.Demo);
    }

    [Fact]
    public async Task Only_its_owner_or_an_admin_deletes_a_car()
    {
        var id = (await _garage.PostAsync("/api/cars", new { name = "Mine", connection_id = _connection, model_name = "m" })).GetProperty("id").GetInt64();
        using var bob = _garage.Host.ClientFor(GenerationHost.Bob);

        await _garage.SendAsync(HttpMethod.Delete, $"/api/cars/{id}", null, 403, bob);
        await _garage.SendAsync(HttpMethod.Delete, $"/api/cars/{id}", null, 200, _garage.Root);
    }
}
