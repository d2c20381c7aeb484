using System.Text.Json;
using Podium.TestKit.Http;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

/// <summary>A replica on a fresh database, with a generation service that says what the test wants.</summary>
public abstract class EvalTest(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private protected PostgresFixture Postgres => postgres;

    private protected FakeGeneration Generation { get; private set; } = null!;

    private protected EvalHost Host { get; private set; } = null!;

    private protected string Database { get; private set; } = "";

    private protected virtual (string Key, string Value)[] Settings => [];

    public async Task InitializeAsync()
    {
        Generation = await FakeGeneration.StartAsync();
        Database = await postgres.CreateDatabaseAsync();
        Host = await EvalHost.StartAsync(Database, Generation, Settings);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        Host.Errors.Entries.ShouldBeEmpty();
        await Generation.DisposeAsync();
    }

    private protected async Task<(long Run, IReadOnlyList<StreamedEvent> Events)> RaceAsync(object body)
    {
        var run = await Host.StartRunAsync(body);
        return (run, await Host.StreamAsync(run));
    }

    private protected static int[] Cars(params int[] ids) => ids;

    private protected static string Status(JsonElement detail) => detail.GetProperty("run").GetProperty("status").GetString()!;

    private protected static IReadOnlyList<string?> Statuses(JsonElement detail) =>
        [.. detail.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetString())];

    private protected static void ShouldBeGapless(IEnumerable<StreamedEvent> events, long first = 1)
    {
        var ids = events.Select(e => e.Id).ToList();
        ids.ShouldBe(Enumerable.Range(0, ids.Count).Select(i => first + i));
    }
}
