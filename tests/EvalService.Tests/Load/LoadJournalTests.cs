using Microsoft.Extensions.DependencyInjection;
using Podium.EvalService.Load.Driving;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Load;

/// <summary>A stage's result, once it is there, stays, whoever still tells how the stage was while it went on.</summary>
public sealed class LoadJournalTests(PostgresFixture postgres) : LoadTest(postgres)
{
    private static readonly StageMark _mark = new() { Ordinal = 1, CarId = 1, Stage = 0, From = 1, To = 1, Seconds = 1, StartedUs = 0, Due = 3 };

    private static readonly StageMark _ended = _mark with { EndedUs = 1_000_000, Due = 5 };

    private static readonly StageResult _result = StageSummary.Of(_ended, new LoadPlan(), []);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_look_that_comes_late_does_not_take_a_result_back(bool flushedBetween)
    {
        var lease = await HoldAsync();
        var services = Host.Services.GetRequiredService<LoadDriverServices>();
        var journal = new LoadJournal(lease, services.Events, services.Feeds, services.Retry, TimeProvider.System);

        journal.Set(_ended, _result);
        if (flushedBetween)
        {
            (await journal.FlushAsync(null, CancellationToken.None)).ShouldBe("run");
        }

        journal.Set(_mark);
        await journal.FlushAsync(null, CancellationToken.None);

        (await ReadAsync(lease)).ShouldBe((true, 5));
    }

    [Fact]
    public async Task The_store_keeps_a_result_that_it_has()
    {
        var lease = await HoldAsync();
        var store = Host.Services.GetRequiredService<LoadEventStore>();

        await store.WriteAsync(lease, new LoadBatch(0, [], [], [new StageRow(_ended, _result)], null), CancellationToken.None);
        await store.WriteAsync(lease, new LoadBatch(0, [], [], [new StageRow(_mark, null)], null), CancellationToken.None);

        (await ReadAsync(lease)).Known.ShouldBeTrue();
    }

    /// <summary>A load that this test drives: no worker finds its lease over.</summary>
    private async Task<LoadLease> HoldAsync()
    {
        var worker = Guid.CreateVersion7();
        var id = await Host.ScalarAsync<long>(
            """
            insert into eval.loads (owner_id, owner_name, owner_role, plan, prompts, cars, connection_ids, status, worker_id, epoch, lease_until)
            values ('hf:ada', 'Ada', 'Member', '{}', '[]', '[]', '{1}', 'RUNNING', @worker, 1, now() + interval '1 hour') returning id
            """,
            new { worker });
        return new LoadLease(id, worker, 1);
    }

    private Task<(bool Known, int Due)> ReadAsync(LoadLease lease) => ReadAsync(lease.LoadId);

    private async Task<(bool Known, int Due)> ReadAsync(long id) => (
        await Host.ScalarAsync<bool>("select result is not null from eval.load_stages where load_id = @id", new { id }),
        await Host.ScalarAsync<int>("select (mark->>'due')::int from eval.load_stages where load_id = @id", new { id }));
}
