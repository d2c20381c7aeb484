using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Podium.EvalService.Tests.Runs;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Load;

/// <summary>A load costs money with each request: it goes on only while somebody watches it and can store it.</summary>
public sealed class LoadOutageTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly int[] _car = [1];
    private static readonly int[] _twenty = [20];
    private FakeGeneration _generation = null!;

    public async Task InitializeAsync()
    {
        _generation = await FakeGeneration.StartAsync();
        _generation.AddCar(1, "m", maxInFlight: 64);
        _generation.OnModel("m", FakeCompletion.Stream(20, 10, "a ", "b"));
    }

    public async Task DisposeAsync() => await _generation.DisposeAsync();

    [Fact]
    public async Task A_load_ends_when_nothing_of_it_could_be_stored_for_a_whole_lease()
    {
        await using var line = DatabaseLine.To(await postgres.CreateDatabaseAsync());
        await using var host = await EvalHost.StartAsync(line.ConnectionString, _generation, ("Eval:LeaseSeconds", "6"));
        var id = await StartAsync(host, new { car_ids = _car, prompt = "x", arrivals = "constant", levels = _twenty, seconds = 60, warmups = 0 });
        await Eventually.IsTrueAsync(() => _generation.Requests.Count > 25);

        line.Cut();
        await QuietAsync(TimeSpan.FromSeconds(12));
        line.Mend();

        var load = await EndAsync(host, id);
        load.GetProperty("status").GetString().ShouldBe("INTERRUPTED");
        load.GetProperty("ended_because").GetString()!.ShouldContain("nothing could be stored for 6 seconds");
        load.GetProperty("requests_done").GetInt32().ShouldBe(_generation.Requests.Count, "what was measured meanwhile is stored when the database is back");
    }

    [Fact]
    public async Task A_limit_holds_while_the_database_is_away()
    {
        await using var line = DatabaseLine.To(await postgres.CreateDatabaseAsync());
        await using var host = await EvalHost.StartAsync(line.ConnectionString, _generation, ("Eval:LeaseSeconds", "60"));
        using var away = new CancellationTokenSource();
        _generation.OnModel("m", (_, _) => away.IsCancellationRequested ? FakeCompletion.Fail(500) : FakeCompletion.Of("a"));
        var id = await StartAsync(host, new { car_ids = _car, prompt = "x", arrivals = "constant", levels = _twenty, seconds = 60, warmups = 0, max_errors = 3 });
        await Eventually.IsTrueAsync(() => _generation.Requests.Count > 25);

        line.Cut();
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        await away.CancelAsync();
        await QuietAsync(TimeSpan.FromSeconds(5));
        line.Mend();

        var load = await EndAsync(host, id);
        (load.GetProperty("status").GetString(), load.GetProperty("ended_because").GetString()).ShouldBe(("COMPLETED", "The load reached its limit of 3 failed requests."));
    }

    [Fact]
    public async Task A_load_that_nobody_can_watch_any_more_ends_at_once_and_says_why()
    {
        await using var host = await EvalHost.StartAsync(await postgres.CreateDatabaseAsync(), _generation, ("Eval:LeaseSeconds", "60"));
        await using (var connection = await host.Database.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                """
                create function eval.refuse() returns trigger language plpgsql as $$ begin raise exception 'this table is broken'; end $$;
                create trigger refuse before insert on eval.load_events for each row when (new.event_type = 'stage.started') execute function eval.refuse()
                """);
        }

        var id = await StartAsync(host, new { car_ids = _car, prompt = "x", arrivals = "constant", levels = _twenty, seconds = 60, warmups = 0 });
        await Eventually.IsTrueAsync(() => _generation.Requests.Count > 5);
        await QuietAsync(TimeSpan.FromSeconds(5));

        var load = await EndAsync(host, id);
        load.GetProperty("status").GetString().ShouldBe("FAILED");
        load.GetProperty("ended_because").GetString()!.ShouldContain("this table is broken");
        host.Errors.Entries.ShouldContain(e => e.Contains("this table is broken"));
    }

    private static async Task<long> StartAsync(EvalHost host, object body)
    {
        using var response = await host.Client.PostAsJsonAsync("/api/loads", body);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("load_id").GetInt64();
    }

    private static async Task<JsonElement> EndAsync(EvalHost host, long id)
    {
        var load = default(JsonElement);
        await Eventually.IsTrueAsync(async () =>
        {
            using var response = await host.Client.GetAsync($"/api/loads/{id}");
            load = response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("load") : default;
            return load.ValueKind == JsonValueKind.Object && load.GetProperty("finished_at").ValueKind == JsonValueKind.String;
        });
        return load;
    }

    /// <summary>Until no request has come for a second, which at twenty a second is the end.</summary>
    private async Task QuietAsync(TimeSpan most)
    {
        using var limit = new CancellationTokenSource(most);
        for (var (count, last) = (_generation.Requests.Count, -1); count != last || _generation.InFlight > 0; (count, last) = (_generation.Requests.Count, count))
        {
            limit.IsCancellationRequested.ShouldBeFalse($"requests still come after {most.TotalSeconds} s");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }
}
