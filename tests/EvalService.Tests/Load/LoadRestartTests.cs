using System.Net.Http.Json;
using System.Text.Json;
using Podium.EvalService.Tests.Runs;
using Podium.ServiceDefaults.Identity;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;
using Podium.TestKit.Processes;

namespace Podium.EvalService.Tests.Load;

/// <summary>A load does not go on after a restart, since a pause would be measured with it; what it had measured stays.</summary>
public sealed class LoadRestartTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly int[] _car = [1];

    [Fact]
    public async Task A_load_whose_process_stops_ends_as_interrupted_at_once()
    {
        await using var generation = await StartGenerationAsync();
        var database = await postgres.CreateDatabaseAsync();
        var host = await EvalHost.StartAsync(database, generation);
        var id = await StartAsync(host.Client);
        await Task.Delay(TimeSpan.FromSeconds(2.2));
        await host.DisposeAsync();
        host.Errors.Entries.ShouldBeEmpty();

        await using var next = await EvalHost.StartAsync(database, generation);
        var detail = await next.GetAsync($"/api/loads/{id}");

        detail.GetProperty("load").GetProperty("status").GetString().ShouldBe("INTERRUPTED");
        detail.GetProperty("stages")[0].GetProperty("completed").GetInt32().ShouldBeGreaterThan(20);
        detail.GetProperty("stages")[0].GetProperty("unfinished").GetInt32().ShouldBeGreaterThan(0);
        generation.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task A_load_whose_process_is_killed_is_closed_by_another_with_what_was_stored()
    {
        await using var generation = await StartGenerationAsync();
        var database = await postgres.CreateDatabaseAsync();
        var victim = ProcessHost.StartProject("EvalService", new Dictionary<string, string?>
        {
            ["ConnectionStrings__evaldb"] = database,
            ["PODIUM_SECRET_KEY"] = EvalHost.SecretKeyText,
            ["Kestrel__Endpoints__http__Url"] = "http://127.0.0.1:0",
            ["Kestrel__Endpoints__grpc__Url"] = "http://127.0.0.1:0",
            ["services__generation__grpc__0"] = generation.Address,
            ["Eval__LeaseSeconds"] = "2",
        });
        using var client = new HttpClient { BaseAddress = await TestKit.Conformance.ServiceUnderTest.AddressAsync(victim) };
        client.DefaultRequestHeaders.Add(IdentityHeader.Name, new IdentityHeader(new SecretKey(EvalHost.SecretKeyText), TimeProvider.System).Create(EvalHost.Ada));
        var id = await StartAsync(client);
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        await victim.KillAsync();
        await victim.DisposeAsync();

        await using var next = await EvalHost.StartAsync(database, generation);
        await Eventually.IsTrueAsync(
            async () => (await next.GetAsync($"/api/loads/{id}")).GetProperty("load").GetProperty("status").GetString() == "INTERRUPTED");

        var stage = (await next.GetAsync($"/api/loads/{id}")).GetProperty("stages")[0];
        var stored = await next.ScalarAsync<int>("select count(*)::int from eval.load_requests where load_id = @id", new { id });
        stage.GetProperty("completed").GetInt32().ShouldBe(stored);
        stored.ShouldBeGreaterThan(20);
        stage.GetProperty("offered_per_s").GetDouble().ShouldBe(20, 2);
        var events = await EventStream.ReadAllAsync(next.Client, new HttpRequestMessage(HttpMethod.Get, $"/api/loads/{id}/stream"));
        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        events.TakeLast(2).Select(e => e.Type).ShouldBe(["stage.completed", "load.completed"]);
        var later = await EventStream.ReadAllAsync(next.Client, new HttpRequestMessage(HttpMethod.Get, $"/api/loads/{id}/stream?after_seq=2"));
        later.Select(e => e.Data).ShouldBe(events.Skip(2).Select(e => e.Data));
    }

    private static async Task<FakeGeneration> StartGenerationAsync()
    {
        var generation = await FakeGeneration.StartAsync();
        generation.AddCar(1, "m", maxInFlight: 64);
        generation.OnModel("m", FakeCompletion.Stream(150, 10, "a ", "b"));
        return generation;
    }

    private static async Task<long> StartAsync(HttpClient client)
    {
        var response = await client.PostAsJsonAsync("/api/loads", new { car_ids = _car, prompt = "x", arrivals = "constant", levels = (int[])[20], seconds = 60, warmups = 0 });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("load_id").GetInt64();
    }
}
