using Microsoft.Extensions.DependencyInjection;
using Podium.EvalService.Runs.Driving;
using Podium.EvalService.Runs.Events;
using Podium.EvalService.Runs.Items;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.EvalService.Tests.Runs;

/// <summary>How a worker stores what happens: which events wait for the disk, and how it keeps its lease.</summary>
public sealed class JournalTests(PostgresFixture postgres) : EvalTest(postgres)
{
    // Longer than any of these tests: the host's own worker leaves their runs alone.
    private protected override (string Key, string Value)[] Settings => [("Eval:LeaseSeconds", "60")];

    [Fact]
    public void What_is_only_shown_does_not_wait_with_what_is_decided()
    {
        var log = new RunLog(1, 10, TimeProvider.System);
        log.Append("token.delta", 1);
        log.Append("item.started", 2, change: batch => batch.Items[2] = new ItemChange("RUNNING", 1));
        log.Append("item.completed", 1, change: batch => batch.Results.Add(Result(1)));
        log.Append("token.delta", 2);
        log.Append("item.completed", 2, change: batch => batch.Results.Add(Result(2)));

        var (shown, decided) = (log.Take()!, log.Take()!);

        (shown.Before, shown.Last, shown.IsShownOnly, shown.Items.ContainsKey(2)).ShouldBe((10, 12, true, true));
        (decided.Before, decided.Last, decided.Results.Count, decided.Items.Count).ShouldBe((12, 15, 2, 0));
        log.Take().ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    public async Task Few_results_are_stored_as_many_are(int count)
    {
        var (lease, items) = await LeaseAsync(count);
        var batch = new RunBatch(0);
        foreach (var item in items)
        {
            batch.Add("item.completed", item, "{\"text\":\"ü\"}"u8);
            batch.Items[item] = new ItemChange("COMPLETED", 2) { StartedAt = DateTime.UnixEpoch, FinishedAt = DateTime.UnixEpoch.AddSeconds(1), Error = "a\0b", ErrorCode = "c" };
            batch.Results.Add(Result(item));
        }

        batch.Run = new RunChange("COMPLETED", "none", Release: true);
        (await Store.WriteAsync(lease, batch, TimeSpan.FromMilliseconds(7), CancellationToken.None)).ShouldBeTrue();
        (await Store.WriteAsync(lease, batch, TimeSpan.FromMilliseconds(7), CancellationToken.None)).ShouldBeTrue("it is stored");

        var numbers = string.Join(",", MetricColumns.Names.Select(name => $"m.{name}::text"));
        (await Host.ScalarAsync<string>($"select string_agg(distinct concat_ws('|', {numbers}), '; ') from eval.metrics m where run_id = @RunId", new { lease.RunId }))
            .ShouldBe("1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|1.5|2.5|3.5|0.25|21|22|23|true|false|true|2026-11");
        (await Host.ScalarAsync<string>(
            """
            select string_agg(distinct concat_ws('|', request_messages_json, streamed_text, final_text, coalesce(reasoning_text, '-'), finish, response_model,
                coalesce(served_by, '-'), payload), '; ') from eval.outputs where run_id = @RunId
            """,
            new { lease.RunId })).ShouldBe("[{\"a\": 1}]|streamed|final \uFFFD|-|stop|model|-|{\"b\":  2}");
        (await Host.ScalarAsync<string>(
            """
            select string_agg(distinct concat_ws('|', loop_index, tool_name, args_json, result_json, status, provider_style), '; ')
            from eval.tool_calls where run_id = @RunId
            """,
            new { lease.RunId })).ShouldBe("0|calculator|{\"x\":1}|2|ok|native; 1|clock|{}|null|error|fallback");
        (await Host.ScalarAsync<string>(
            """
            select concat_ws('|', status, coalesce(error, '-'), items_done, last_seq, active_ms, worker_id is null, lease_until is null, taken_at_seq is null,
                finished_at is not null) from eval.runs where id = @RunId
            """,
            new { lease.RunId })).ShouldBe($"COMPLETED|none|{count}|{count}|7|t|t|t|t");
        (await Host.ScalarAsync<string>(
            """
            select string_agg(distinct concat_ws('|', status, attempt_count, extract(epoch from started_at)::int, extract(epoch from finished_at)::int, error_message,
                error_code), '; ') from eval.run_items where run_id = @RunId
            """,
            new { lease.RunId })).ShouldBe("COMPLETED|2|0|1|a\uFFFDb|c");
        (await Host.ScalarAsync<int>("select count(*)::int from eval.tool_calls where run_id = @RunId", new { lease.RunId })).ShouldBe(2 * count);
        (await Host.StreamAsync(lease.RunId)).Select(e => e.Id).ShouldBe(Enumerable.Range(1, count).Select(i => (long)i));
    }

    [Fact]
    public async Task Whatever_is_stored_prolongs_the_lease()
    {
        var (lease, items) = await LeaseAsync(1);
        foreach (var batch in (RunBatch[])[Batch(0, _ => { }), Batch(1, b => b.Results.Add(Result(items[0])))])
        {
            await Host.ScalarAsync<int>("update eval.runs set lease_until = now() where id = @RunId returning 1", new { lease.RunId });

            (await Store.WriteAsync(lease, batch, TimeSpan.Zero, CancellationToken.None)).ShouldBeTrue();

            (await Host.ScalarAsync<bool>("select lease_until > now() + interval '1 second' from eval.runs where id = @RunId", new { lease.RunId })).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_lease_is_renewed_when_half_of_it_is_used_and_never_waits_for_a_journal()
    {
        var (lease, _) = await LeaseAsync(1);
        var claims = Host.Services.GetRequiredService<RunClaims>();
        async Task<(string Wanted, bool Renewed)> RenewAsync(string left)
        {
            await Host.ScalarAsync<int>("update eval.runs set lease_until = now() + @left::interval where id = @RunId returning 1", new { lease.RunId, left });
            var before = await Host.ScalarAsync<DateTime>("select lease_until from eval.runs where id = @RunId", new { lease.RunId });
            var wanted = await claims.RenewAsync(lease.Worker, [lease], TimeSpan.FromSeconds(60), CancellationToken.None);
            return (wanted[lease.RunId], await Host.ScalarAsync<DateTime>("select lease_until from eval.runs where id = @RunId", new { lease.RunId }) != before);
        }

        (await RenewAsync("40 seconds")).ShouldBe(("run", false));
        (await RenewAsync("20 seconds")).ShouldBe(("run", true));
        (await RenewAsync("1 hour")).ShouldBe(("run", true));
        (await Host.ScalarAsync<bool>("select lease_until between now() and now() + interval '1 minute' from eval.runs where id = @RunId", new { lease.RunId })).ShouldBeTrue();

        await Host.ScalarAsync<int>("update eval.runs set lease_until = now() where id = @RunId returning 1", new { lease.RunId });
        await using var connection = await Host.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Dapper.SqlMapper.ExecuteAsync(connection, "select 1 from eval.runs where id = @RunId for update", new { lease.RunId }, transaction);
        (await claims.RenewAsync(lease.Worker, [lease], TimeSpan.FromSeconds(60), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5)))
            .Keys.ShouldBe([lease.RunId]);
        (await claims.RenewAsync(lease.Worker, [lease with { Epoch = 1 }], TimeSpan.FromSeconds(60), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_is_given_back_is_taken_at_once_by_whoever_waits()
    {
        // So long that nobody comes by within the test.
        await using var one = await EvalHost.StartAsync(Database, Generation, ("Eval:LeaseSeconds", "600"));
        await Host.StopAsync();
        await using var two = await EvalHost.StartAsync(Database, Generation, ("Eval:LeaseSeconds", "600"));
        Generation.AddCar(1, "steady");
        Generation.OnModel("steady", FakeCompletion.Stream(20, 5, "a"));
        var run = await one.StartRunAsync(new { suite_id = await one.AddSuiteAsync(TestSpec.Many(40)), car_ids = Cars(1) });
        await Eventually.IsTrueAsync(() => Generation.Requests.Count > 5);
        var oneDrives = one.Services.GetRequiredService<DrivenRuns>().Contains(run);
        var (driving, other) = oneDrives ? (one, two) : (two, one);

        await driving.StopAsync();

        ShouldBeGapless(await other.StreamAsync(run, limit: TimeSpan.FromSeconds(20)));
        Statuses(await other.GetAsync($"/api/runs/{run}")).ShouldAllBe(s => s == "COMPLETED");
    }

    private RunEventStore Store => Host.Services.GetRequiredService<RunEventStore>();

    private static RunBatch Batch(long before, Action<RunBatch> change)
    {
        var batch = new RunBatch(before);
        batch.Add("test.event", null, "{}"u8);
        change(batch);
        return batch;
    }

    /// <summary>A run that this test holds, and nobody drives.</summary>
    private async Task<(RunLease Lease, long[] Items)> LeaseAsync(int items)
    {
        Generation.AddCar(1, "m");
        var suite = await Host.AddSuiteAsync(TestSpec.Many(items));
        var lease = new RunLease(
            await Host.ScalarAsync<long>(
                """
                insert into eval.runs (suite_id, suite_version_id, owner_id, owner_name, owner_role, status, cars, items_total, worker_id, epoch, lease_until, taken_at_seq)
                select suite_id, id, 'hf:ada', 'Ada', 'Member', 'RUNNING', '[]', @items, @Worker, 5, now() + interval '1 minute', 0
                from eval.suite_versions where suite_id = @suite returning id
                """,
                new { suite, items, Worker }),
            Worker,
            5);
        var ids = await Host.ScalarAsync<long[]>(
            """
            with items as (
                insert into eval.run_items (run_id, ordinal, test_id, car_id)
                select @RunId, row_number() over (order by t.id), t.id, 1
                from eval.tests t join eval.suite_versions v on v.id = t.suite_version_id where v.suite_id = @suite returning id)
            select array_agg(id order by id) from items
            """,
            new { lease.RunId, suite });
        return (lease, ids);
    }

    private static readonly Guid Worker = Guid.NewGuid();

    private static ItemResult Result(long item) => new()
    {
        ItemId = item,
        IsWarmup = false,
        Status = "COMPLETED",
        Attempts = 1,
        Output = new ItemOutput("""[{"a": 1}]""", "streamed", "final \0", null, "stop", "model", null, """{"b":  2}"""),
        ToolCalls =
        [
            new ToolCallRecord(0, "calculator", """{"x":1}""", "2", "ok", "native"), new ToolCallRecord(1, "clock", "{}", "null", "error", "fallback"),
        ],
        Metrics = new ItemMetrics
        {
            QueuedUs = 1,
            FirstByteUs = 2,
            TtftUs = 3,
            FirstAnswerUs = 4,
            SecondTokenUs = 5,
            LastTokenUs = 6,
            ClosedUs = 7,
            TotalUs = 8,
            InputTokens = 9,
            OutputTokens = 10,
            ReasoningTokens = 11,
            CacheReadTokens = 12,
            CacheWriteTokens = 13,
            CostPicoUsd = 14,
            CheckCostPicoUsd = 15,
            ServerLoadUs = 16,
            ServerPrefillUs = 17,
            ServerDecodeUs = 18,
            ServerPrefillTokens = 19,
            ServerDecodeTokens = 20,
            ItlUs = 1.5,
            OutputTokensPerSecond = 2.5,
            EndToEndTokensPerSecond = 3.5,
            CheckScore = 0.25,
            TokenEvents = 21,
            ChecksTotal = 22,
            ChecksPassed = 23,
            TokensEstimated = true,
            Passed = false,
            ErrorFlag = true,
            PriceVersion = "2026-11",
        },
    };
}
