using Podium.EvalService.Runs.Driving;
using Podium.TestKit;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Podium.EvalService.Tests.Runs;

/// <summary>A database that goes away in the middle of a race.</summary>
public sealed class OutageTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Cases = 40;
    private static readonly int[] _cars = [1];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_database_that_goes_away_costs_a_run_neither_an_item_nor_an_event(int seconds)
    {
        await using var generation = await FakeGeneration.StartAsync();
        await using var line = DatabaseLine.To(await postgres.CreateDatabaseAsync());
        await using var host = await EvalHost.StartAsync(line.ConnectionString, generation);
        generation.AddCar(1, "steady", maxInFlight: 4);
        generation.OnModel("steady", FakeCompletion.Stream(20, 10, "a", "b", "c"));
        var run = await host.StartRunAsync(new { suite_id = await host.AddSuiteAsync(TestSpec.Many(Cases)), car_ids = _cars, mode = "head_to_head" });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var watching = WatchAsync(host, run, limit.Token);
        await Eventually.IsTrueAsync(() => generation.Requests.Count > 8);

        line.Cut();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        host.Services.GetRequiredService<DrivenRuns>().Count.ShouldBe(1, "what is in memory waits for the database");
        line.Mend();

        var events = await watching;
        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        events.Where(e => e.Type == "item.completed").Select(e => e.Json.GetProperty("run_item_id").GetInt64()).ShouldBeUnique();
        var detail = await host.UntilAsync(run, "COMPLETED");
        detail.GetProperty("items").EnumerateArray().ShouldAllBe(i => i.GetProperty("status").GetString() == "COMPLETED");
        detail.GetProperty("outputs").GetArrayLength().ShouldBe(Cases);
        detail.GetProperty("metrics").GetArrayLength().ShouldBe(Cases);
        generation.Requests.Count.ShouldBe(Cases, "no answer was thrown away and asked for again");

        // The driver says so of each connection and transaction that it finds broken.
        host.Errors.Entries.Where(e => !e.StartsWith("Exception while closing connector") && !e.StartsWith("Exception while disposing transaction")).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<StreamedEvent>> WatchAsync(EvalHost host, long run, CancellationToken cancellationToken)
    {
        var seen = new List<StreamedEvent>();
        while (seen.Count == 0 || seen[^1].Type != "run.completed")
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/runs/{run}/stream?after_seq={(seen.Count == 0 ? 0 : seen[^1].Id)}");
                await foreach (var e in EventStream.ReadAsync(host.Client, request, cancellationToken))
                {
                    seen.Add(e);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(50, cancellationToken);
            }
        }

        return seen;
    }
}
