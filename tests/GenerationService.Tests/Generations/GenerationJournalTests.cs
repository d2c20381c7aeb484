using Podium.TestKit;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class GenerationJournalTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_database_that_goes_away_delays_events_and_loses_none()
    {
        await using var upstream = await FakeProvider.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var host = await GenerationHost.StartAsync(database, upstream);
        using var response = await host.PostAsync("/api/generate/stream", GenerationHost.Body("fake-n60-itl10"));
        var events = new List<SseEvent>();
        await foreach (var e in SseEvent.ReadAsync(response))
        {
            events.Add(e);
            if (events.Count == 10)
            {
                await Database.RefuseConnectionsAsync(database, TimeSpan.FromMilliseconds(400));
            }
        }

        events.Select(e => e.Id).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        events.Names().TakeLast(2).ShouldBe(["complete", "done"]);
        events.Code().ShouldBe(events.Single("complete").Data.GetProperty("result").GetProperty("html").GetString());
        using var again = await host.Client.GetAsync($"/api/generate/{events[0].Text("generationId")}/stream", HttpCompletionOption.ResponseHeadersRead);
        (await SseEvent.ReadAllAsync(again)).Select(e => e.Data.GetRawText()).ShouldBe(events.Select(e => e.Data.GetRawText()));
    }
}
