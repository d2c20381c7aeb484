using System.Text.Json;
using Podium.Standalone.Tests.Smoke;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Processes;
using Podium.TestKit.Providers;

namespace Podium.Standalone.Tests.Races;

/// <summary>
/// SIGKILL at ten random moments of a race of 500 items. Everything is asked and read by the public contract, in whichever shape; the moments are spread
/// over the race by what is done of it, so that all ten lie inside.
/// </summary>
public abstract class KilledRaceTests(PodiumShape podium) : IAsyncLifetime
{
    private const int Cases = 250;
    private const int Items = 2 * Cases;
    private const int Pieces = 6;
    private const int Kills = 10;

    private readonly Random _random = new(20261121);

    protected static IReadOnlyDictionary<string, string?> ShortLeases { get; } = new Dictionary<string, string?> { ["Eval__LeaseSeconds"] = "2" };

    public Task InitializeAsync() => podium.InitializeAsync();

    public Task DisposeAsync() => podium.DisposeAsync();

    [Fact]
    public async Task Race_Fault_01_Ten_kills_lose_no_item_and_repeat_none_and_a_watcher_sees_every_event_once()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var models = new[] { $"fake-ttft60-itl20-n{Pieces}-a", $"fake-ttft90-itl15-n{Pieces}-b" };
        var run = await StartAsync(models);
        var watcher = new RaceWatcher(podium.Client, run);
        var watching = watcher.WatchAsync(limit.Token);

        for (var kill = 0; kill < Kills; kill++)
        {
            await DoneAsync(run, _random.Next(kill * 45, (kill + 1) * 45), limit.Token);
            await Task.Delay(_random.Next(0, 120), limit.Token);
            await KillAsync(kill, _random);
        }

        await watching;
        var detail = await podium.Client.GetJsonAsync($"/api/runs/{run}");
        ShouldHaveOneResultPerItem(detail, models);
        var replay = await EventStream.ReadAllAsync(podium.Client, new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream"));
        replay.Select(e => e.Id).ShouldBe(Enumerable.Range(1, replay.Count).Select(i => (long)i));
        watcher.Seen.Select(e => (e.Id, e.Type, e.Data)).ShouldBe(replay.Select(e => (e.Id, e.Type, e.Data)));
        var completed = replay.Where(e => e.Type == "item.completed").Select(e => e.Json.GetProperty("run_item_id").GetInt64()).ToList();
        completed.ShouldBeUnique();
        completed.Count.ShouldBe(Items);
        replay.Count(e => e.Type == "run.started").ShouldBe(1);
        replay.Count(e => e.Type == "run.completed").ShouldBe(1);
        replay.ShouldContain(e => e.Type == "item.retry", "no kill met an item in flight");
        watcher.Reconnections.ShouldBeGreaterThan(0);
        watcher.Texts().ShouldBe(AnswersOf(detail), ignoreOrder: true);
    }

    /// <summary>Of each car: so many that the race lasts for ten kills.</summary>
    protected abstract int MaxInFlight { get; }

    /// <summary>Kills something of the product, and starts it again.</summary>
    protected abstract Task KillAsync(int kill, Random random);

    private async Task<long> StartAsync(string[] models)
    {
        var client = podium.Client;
        await Races.SetAsync(client, new { provider_type = "OPENAI_COMPAT", max_in_flight = MaxInFlight, timeout_ms = 30_000, retry_count = 3, retry_backoff_ms = 50 });
        var cars = new List<long>();
        foreach (var model in models)
        {
            cars.Add(await Races.AddCarAsync(client, model, model, podium.Provider.BaseUrl + "/v1"));
        }

        return await Races.StartAsync(client, new { suite_id = await Races.AddSuiteAsync(client, Cases, $"contains:word{Pieces}"), car_ids = cars, mode = "head_to_head" });
    }

    /// <summary>Waits until so many items are done. While something is down nobody may answer.</summary>
    private async Task DoneAsync(long run, int items, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var head = (await podium.Client.GetJsonAsync($"/api/runs/{run}?items=none")).GetProperty("run");
                head.GetProperty("status").GetString().ShouldBeOneOf("QUEUED", "RUNNING");
                if (head.GetProperty("items_done").GetInt32() >= items)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                // Killed: it will be there again.
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    private static void ShouldHaveOneResultPerItem(JsonElement detail, string[] models)
    {
        detail.GetProperty("run").GetProperty("status").GetString().ShouldBe("COMPLETED");
        detail.GetProperty("run").GetProperty("items_done").GetInt32().ShouldBe(Items);
        var items = detail.GetProperty("items").EnumerateArray().ToList();
        items.Select(i => (i.GetProperty("test_id").GetInt64(), i.GetProperty("car_id").GetInt64())).Distinct().Count().ShouldBe(Items);
        items.ShouldAllBe(i => i.GetProperty("status").GetString() == "COMPLETED");
        var ids = items.Select(i => i.GetProperty("id").GetInt64()).ToList();
        Of("outputs").ShouldBe(ids, ignoreOrder: true);
        Of("metrics").ShouldBe(ids, ignoreOrder: true);
        detail.GetProperty("metrics").EnumerateArray().ShouldAllBe(m => m.GetProperty("checks_passed").GetInt32() == 1);
        AnswersOf(detail).Values.Distinct().ShouldBe(models.Select(m => FakePage.Html(m, Pieces)), ignoreOrder: true);

        List<long> Of(string results) => [.. detail.GetProperty(results).EnumerateArray().Select(r => r.GetProperty("run_item_id").GetInt64())];
    }

    private static Dictionary<long, string> AnswersOf(JsonElement detail) => detail.GetProperty("outputs").EnumerateArray()
        .ToDictionary(o => o.GetProperty("run_item_id").GetInt64(), o => o.GetProperty("final_text").GetString()!);
}

/// <summary>The one process, with its PostgreSQL living on as it does when only the process is killed.</summary>
public sealed class StandaloneKilledRaceTests : KilledRaceTests
{
    private readonly StandaloneShape _podium;

    public StandaloneKilledRaceTests()
        : this(new StandaloneShape { Extra = ShortLeases })
    {
    }

    private StandaloneKilledRaceTests(StandaloneShape podium)
        : base(podium) => _podium = podium;

    protected override int MaxInFlight => 4;

    protected override async Task KillAsync(int kill, Random random)
    {
        await _podium.Process.KillAsync();
        using var again = await _podium.RestartAsync();
    }
}

/// <summary>Gateway, GenerationService and two EvalServices: each of them is met, mostly those that drive.</summary>
public sealed class DistributedKilledRaceTests : KilledRaceTests
{
    private readonly DistributedShape _podium;

    public DistributedKilledRaceTests()
        : this(new DistributedShape { Extra = ShortLeases, EvalReplicas = 2 })
    {
    }

    private DistributedKilledRaceTests(DistributedShape podium)
        : base(podium) => _podium = podium;

    // The race goes on while a replica starts again.
    protected override int MaxInFlight => 1;

    protected override async Task KillAsync(int kill, Random random)
    {
        var victims = kill switch
        {
            3 => (IReadOnlyList<PodiumProcess>)[_podium.Generation],
            5 => [_podium.Gateway],
            2 or 7 => _podium.Evals,
            _ => [_podium.Evals[random.Next(_podium.Evals.Count)]],
        };
        foreach (var victim in victims)
        {
            await victim.KillAsync();
        }

        await Task.WhenAll(victims.Select(victim => victim.RestartAsync()));
    }
}
