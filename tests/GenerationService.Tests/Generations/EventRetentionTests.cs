using Microsoft.Extensions.DependencyInjection;
using Podium.GenerationService.Generations;
using Podium.TestKit.Postgres;
using Podium.TestKit.Providers;

namespace Podium.GenerationService.Tests.Generations;

public sealed class EventRetentionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_replay_after_the_events_are_gone_shows_the_beginning_and_the_end()
    {
        await using var upstream = await FakeProvider.StartAsync();
        await using var host = await GenerationHost.StartAsync(await postgres.CreateDatabaseAsync(), upstream);
        var all = await host.StreamAsync(GenerationHost.Body("fake-n10-itl2"));
        var kept = await host.StreamAsync(GenerationHost.Body("fake-n4"));
        await Database.ExecuteAsync(
            host, "update generation.generations set finished_at = now() - interval '25 hours' where id = @id", new { id = Id(all) });

        (await host.Services.GetRequiredService<EventStore>().RemoveOlderThanAsync(TimeSpan.FromHours(24), 10, CancellationToken.None)).ShouldBe(1);

        (await FollowAsync(host, Id(kept), 0)).Count.ShouldBe(kept.Count);
        var replayed = await FollowAsync(host, Id(all), 0);
        replayed.Select(e => (e.Id, e.Name)).ShouldBe([(1, "meta"), (all.Count - 1, "complete"), (all.Count, "done")]);
        replayed[0].Data.GetRawText().ShouldBe(all[0].Data.GetRawText());
        replayed.Single("complete").Data.GetProperty("result").GetRawText().ShouldBe(all.Single("complete").Data.GetProperty("result").GetRawText());
        (await FollowAsync(host, Id(all), all.Count - 1)).Names().ShouldBe(["done"]);
    }

    private static Guid Id(IReadOnlyList<SseEvent> events) => events[0].Data.GetProperty("generationId").GetGuid();

    private static async Task<IReadOnlyList<SseEvent>> FollowAsync(GenerationHost host, Guid id, long after)
    {
        using var response = await host.Client.GetAsync($"/api/generate/{id}/stream?after={after}", HttpCompletionOption.ResponseHeadersRead);
        return await SseEvent.ReadAllAsync(response);
    }
}
