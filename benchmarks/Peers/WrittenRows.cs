using System.Diagnostics;
using Dapper;
using Npgsql;
using Podium.EvalService.Runs;
using Podium.EvalService.Runs.Items;

namespace Podium.Benchmarks.Peers;

/// <summary>Results into the tables: <c>copy</c> as a run's journal writes them, <c>single</c> with a commit for each, both by one connection.</summary>
internal static class WrittenRows
{
    private const int Batch = 256;

    /// <returns>Results per second, each a row of outputs and one of metrics.</returns>
    public static async Task<double> RunAsync(NpgsqlDataSource database, string way, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (run, items) = await PrepareAsync(connection, count);
        var results = items.ConvertAll(Result);
        var started = Stopwatch.GetTimestamp();
        if (way == "copy")
        {
            foreach (var batch in results.Chunk(Batch))
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await ResultRows.CopyAsync(connection, run, batch, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
        else
        {
            foreach (var result in results)
            {
                await InsertAsync(connection, run, result);
            }
        }

        var took = Stopwatch.GetElapsedTime(started);
        var stored = await connection.ExecuteScalarAsync<int>(
            "select count(*)::int from eval.outputs o join eval.metrics m using (run_item_id) where o.run_id = @run", new { run });
        return stored == count ? count / took.TotalSeconds : throw new InvalidOperationException($"{stored} of {count} results are stored.");
    }

    private static async Task<(long Run, List<long> Items)> PrepareAsync(NpgsqlConnection connection, int count)
    {
        var run = await connection.ExecuteScalarAsync<long>(
            """
            with suite as (insert into eval.suites (name, category, owner_id) values (gen_random_uuid()::text, 'benchmark', 'benchmark') returning id),
            version as (insert into eval.suite_versions (suite_id, version, sha256, created_by) select id, 1, '', 'benchmark' from suite returning id, suite_id),
            test as (insert into eval.tests (suite_version_id, order_index, name, user_prompt) select id, 1, 'test', 'prompt' from version returning id)
            insert into eval.runs (suite_id, suite_version_id, owner_id, owner_name, owner_role, status, cars, items_total)
            select suite_id, id, 'benchmark', 'Benchmark', 'Member', 'COMPLETED', '[]', @count from version returning id
            """,
            new { count });
        var items = await connection.QueryAsync<long>(
            """
            insert into eval.run_items (run_id, ordinal, test_id, car_id, status)
            select r.id, n, t.id, 1, 'COMPLETED' from eval.runs r join eval.tests t on t.suite_version_id = r.suite_version_id cross join generate_series(1, @count) n
            where r.id = @run returning id
            """,
            new { run, count });
        return (run, items.AsList());
    }

    private static ItemResult Result(long item) => new()
    {
        ItemId = item,
        IsWarmup = false,
        Status = ItemStatus.Completed,
        Attempts = 1,
        Metrics = new ItemMetrics { TtftUs = 200_000, TotalUs = 1_180_000, TokenEvents = 50, InputTokens = 100, OutputTokens = 50, ChecksTotal = 2, ChecksPassed = 2, Passed = true },
        Output = new ItemOutput("""[{"role":"user","content":"prompt"}]""", Answer, Answer, null, "stop", "mock", null, """{"provider":"OPENAI_COMPAT","attempts":1}"""),
    };

    private static readonly string Answer = string.Concat(Enumerable.Repeat("word ", 50));

    private static Task<int> InsertAsync(NpgsqlConnection connection, long run, ItemResult result) => connection.ExecuteAsync(
        """
        with output as (
            insert into eval.outputs (run_item_id, run_id, request_messages_json, streamed_text, final_text, finish, response_model, payload)
            values (@ItemId, @run, @MessagesJson::json, @StreamedText, @FinalText, @Finish, @ResponseModel, @PayloadJson::json))
        insert into eval.metrics (run_item_id, run_id, ttft_us, total_us, token_events, input_tokens, output_tokens, checks_total, checks_passed, passed)
        values (@ItemId, @run, @TtftUs, @TotalUs, @TokenEvents, @InputTokens, @OutputTokens, @ChecksTotal, @ChecksPassed, @Passed)
        """,
        new
        {
            result.ItemId,
            run,
            result.Output!.MessagesJson,
            result.Output.StreamedText,
            result.Output.FinalText,
            result.Output.Finish,
            result.Output.ResponseModel,
            result.Output.PayloadJson,
            result.Metrics.TtftUs,
            result.Metrics.TotalUs,
            result.Metrics.TokenEvents,
            result.Metrics.InputTokens,
            result.Metrics.OutputTokens,
            result.Metrics.ChecksTotal,
            result.Metrics.ChecksPassed,
            result.Metrics.Passed,
        });
}
