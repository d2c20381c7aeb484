using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Npgsql;
using Podium.ServiceDefaults.Identity;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;
using Podium.TestKit.Processes;

namespace Podium.EvalService.Tests.Runs;

/// <summary>SIGKILL at random moments, to processes of the service as they are shipped.</summary>
public sealed class KillTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Tests = 250;
    private const int Kills = 10;
    private static readonly int[] _cars = [1, 2];

    [Fact]
    public async Task Ten_kills_of_two_replicas_lose_no_item_and_repeat_none()
    {
        await using var generation = await FakeGeneration.StartAsync();
        generation.AddCar(1, "one", maxInFlight: 8);
        generation.AddCar(2, "two", maxInFlight: 8);
        foreach (var model in (string[])["one", "two"])
        {
            generation.OnModel(model, FakeCompletion.Stream(60, 20, "a ", "b ", "c"));
        }

        var database = await postgres.CreateDatabaseAsync();
        var replicas = new[] { await Replica.StartAsync(database, generation), await Replica.StartAsync(database, generation) };
        await using var data = NpgsqlDataSource.Create(database);
        var run = await StartRunAsync(replicas[0], await TestSuites.AddAsync(data, TestSpec.Many(Tests)));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var watching = WatchAsync(replicas, run, limit.Token);
        var random = new Random(20261121);

        for (var kill = 0; kill < Kills && await StatusAsync(data, run) == "RUNNING"; kill++)
        {
            await Task.Delay(random.Next(100, 1200));
            var victim = random.Next(2);
            await replicas[victim].Process.KillAsync();
            await replicas[victim].Process.DisposeAsync();
            replicas[victim] = await Replica.StartAsync(database, generation);
        }

        await Eventually.IsTrueAsync(async () => await StatusAsync(data, run) == "COMPLETED", TimeSpan.FromSeconds(90), "the run did not end");
        var events = await watching;
        foreach (var replica in replicas)
        {
            await replica.Process.DisposeAsync();
        }

        await ShouldHaveOneResultPerItemAsync(data, run);
        var stored = (await QueryAsync<long>(data, "select seq from eval.run_events where run_id = @run order by seq", run)).ToList();
        stored.ShouldBe(Enumerable.Range(1, stored.Count).Select(i => (long)i));
        events.Select(e => e.Id).ShouldBe(stored);
        events.Where(e => e.Type == "item.completed").Select(e => e.Json.GetProperty("run_item_id").GetInt64()).ShouldBeUnique();
        events.Where(e => e.Type == "item.completed").Count().ShouldBe(2 * Tests);
        events.ShouldContain(e => e.Type == "item.retry", "no kill met an item in flight");
        TextsOf(events).ShouldAllBe(text => text == "a b c");
    }

    /// <summary>What a watcher shows of each item: the deltas since it was last reset.</summary>
    private static Dictionary<long, string>.ValueCollection TextsOf(IEnumerable<StreamedEvent> events)
    {
        var texts = new Dictionary<long, string>();
        foreach (var e in events.Where(e => e.Json.GetProperty("run_item_id").ValueKind == JsonValueKind.Number))
        {
            var item = e.Json.GetProperty("run_item_id").GetInt64();
            texts[item] = e.Type switch
            {
                "item.started" or "item.retry" => "",
                "token.delta" => texts[item] + e.Json.GetProperty("token").GetString(),
                _ => texts.GetValueOrDefault(item, ""),
            };
        }

        return texts.Values;
    }

    private static async Task ShouldHaveOneResultPerItemAsync(NpgsqlDataSource data, long run)
    {
        (await QueryAsync<string>(data, "select status from eval.run_items where run_id = @run", run)).ShouldAllBe(s => s == "COMPLETED");
        (await QueryAsync<long>(data, "select count(*) from eval.run_items where run_id = @run", run)).Single().ShouldBe(2 * Tests);
        (await QueryAsync<long>(data, "select count(*) from eval.outputs where run_id = @run", run)).Single().ShouldBe(2 * Tests);
        (await QueryAsync<long>(data, "select count(*) from eval.metrics where run_id = @run", run)).Single().ShouldBe(2 * Tests);
        (await QueryAsync<int>(data, "select items_done from eval.runs where id = @run", run)).Single().ShouldBe(2 * Tests);
        (await QueryAsync<string>(data, "select final_text from eval.outputs where run_id = @run", run)).ShouldAllBe(text => text == "a b c");
    }

    private static async Task<IReadOnlyList<StreamedEvent>> WatchAsync(Replica[] replicas, long run, CancellationToken cancellationToken)
    {
        var seen = new List<StreamedEvent>();
        for (var turn = 0; seen.Count == 0 || seen[^1].Type != "run.completed"; turn++)
        {
            try
            {
                var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream");
                request.Headers.Add("Last-Event-ID", $"{(seen.Count == 0 ? 0 : seen[^1].Id)}");
                await foreach (var e in EventStream.ReadAsync(replicas[turn % 2].Client(), request, cancellationToken))
                {
                    seen.Add(e);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                // Killed: the other one goes on.
                await Task.Delay(20, cancellationToken);
            }
        }

        return seen;
    }

    private static async Task<long> StartRunAsync(Replica replica, long suite)
    {
        using var response = await replica.Client().PostAsJsonAsync("/api/runs/start", new { suite_id = suite, car_ids = _cars, mode = "head_to_head" });
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        var run = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run_id").GetInt64();
        await Eventually.IsTrueAsync(async () =>
            (await replica.Client().GetFromJsonAsync<JsonElement>($"/api/runs/{run}?items=none")).GetProperty("run").GetProperty("status").GetString() == "RUNNING");
        return run;
    }

    private static async Task<string> StatusAsync(NpgsqlDataSource data, long run) => (await QueryAsync<string>(data, "select status from eval.runs where id = @run", run)).Single();

    private static async Task<IEnumerable<T>> QueryAsync<T>(NpgsqlDataSource data, string sql, long run)
    {
        await using var connection = await data.OpenConnectionAsync();
        return await connection.QueryAsync<T>(sql, new { run });
    }

    private sealed record Replica(ProcessHost Process, Uri Address)
    {
        private static readonly IdentityHeader _identity = new(new SecretKey(EvalHost.SecretKeyText), TimeProvider.System);

        public static async Task<Replica> StartAsync(string database, FakeGeneration generation)
        {
            var process = ProcessHost.StartProject("EvalService", new Dictionary<string, string?>
            {
                ["ConnectionStrings__evaldb"] = database,
                ["PODIUM_SECRET_KEY"] = EvalHost.SecretKeyText,
                ["Kestrel__Endpoints__http__Url"] = "http://127.0.0.1:0",
                ["Kestrel__Endpoints__grpc__Url"] = "http://127.0.0.1:0",
                ["services__generation__grpc__0"] = generation.Address,
                ["Eval__LeaseSeconds"] = "2",
            });
            return new Replica(process, await TestKit.Conformance.ServiceUnderTest.AddressAsync(process));
        }

        public HttpClient Client()
        {
            var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(3) };
            client.DefaultRequestHeaders.Add(IdentityHeader.Name, _identity.Create(EvalHost.Ada));
            return client;
        }
    }
}
