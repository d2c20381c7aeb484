using System.Text.Json;
using Dapper;
using Npgsql;

namespace Podium.EvalService.Tests.Scorecards;

/// <summary>Writes runs into the tables as a worker leaves them behind.</summary>
internal sealed class SeededRuns(NpgsqlDataSource database)
{
    /// <returns>The suite version and its tests.</returns>
    public async Task<SeededSuite> AddSuiteAsync(string name, int tests, string? rubric = null, string? constraints = null)
    {
        await using var connection = await database.OpenConnectionAsync();
        var (suite, version) = await connection.QuerySingleAsync<(long, long)>(
            """
            with s as (insert into eval.suites (name, category, owner_id) values (@name, 'test', 'hf:ada') returning id)
            insert into eval.suite_versions (suite_id, version, sha256, settings, created_by)
            select id, 1, 'x', @settings::jsonb, 'hf:ada' from s returning suite_id, id
            """,
            new { name, settings = JsonSerializer.Serialize(new { rubric }) });
        return new SeededSuite(suite, version, await AddTestsAsync(connection, version, tests, constraints));
    }

    public async Task<SeededSuite> AddVersionAsync(SeededSuite suite, int version, int tests)
    {
        await using var connection = await database.OpenConnectionAsync();
        var id = await connection.ExecuteScalarAsync<long>(
            "insert into eval.suite_versions (suite_id, version, sha256, created_by) values (@SuiteId, @version, @hash, 'hf:ada') returning id",
            new { suite.SuiteId, version, hash = $"x{version}" });
        return new SeededSuite(suite.SuiteId, id, await AddTestsAsync(connection, id, tests, null));
    }

    public async Task<long> AddRunAsync(SeededSuite suite, string status, params long[] cars)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(
            """
            insert into eval.runs (
                suite_id, suite_version_id, owner_id, owner_name, owner_role, status, cars, items_total, started_at, finished_at, worker_id, lease_until)
            values (@SuiteId, @VersionId, 'hf:ada', 'Ada', 'Member', @status, @cars::jsonb, 0, now(), now(),
                -- Driven elsewhere, so that this host's own worker leaves it alone; not longer than ten of its leases, which it would not believe.
                case when @status = 'RUNNING' then gen_random_uuid() end, case when @status = 'RUNNING' then now() + interval '18 seconds' end)
            returning id
            """,
            new { suite.SuiteId, suite.VersionId, status, cars = $"[{string.Join(',', cars.Select(Car))}]" });
    }

    /// <summary>An item with its output and metrics; failed ones have only the error flag.</summary>
    public async Task<long> AddItemAsync(long run, long test, long car, SeededItem item)
    {
        await using var connection = await database.OpenConnectionAsync();
        var id = await connection.ExecuteScalarAsync<long>(
            """
            insert into eval.run_items (run_id, ordinal, test_id, car_id, repetition, is_warmup, status, attempt_count, error_message)
            values (@run, (select coalesce(max(ordinal), 0) + 1 from eval.run_items where run_id = @run), @test, @car, @Repetition, @IsWarmup, @Status, 1, @Error)
            returning id
            """,
            new { run, test, car, item.Repetition, item.IsWarmup, item.Status, item.Error });
        await connection.ExecuteAsync(
            """
            insert into eval.metrics (run_item_id, run_id, ttft_us, total_us, output_tokens, cost_pico_usd, checks_total, checks_passed, passed, error_flag)
            values (@id, @run, @TtftUs, @TotalUs, @OutputTokens, @CostPicoUsd, @ChecksTotal, @ChecksPassed, @Passed, @failed);
            """,
            new { id, run, item.TtftUs, item.TotalUs, item.OutputTokens, item.CostPicoUsd, item.ChecksTotal, item.ChecksPassed, item.Passed, failed = item.Status == "FAILED" });
        if (item.Status != "FAILED")
        {
            await connection.ExecuteAsync(
                "insert into eval.outputs (run_item_id, run_id, request_messages_json, final_text, payload) values (@id, @run, '[]', @Answer, @Payload::json)",
                new { id, run, item.Answer, item.Payload });
        }

        return id;
    }

    public async Task<int> ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    public async Task<T> ReadAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<T>(sql, parameters);
    }

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await database.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    /// <summary>As the worker snapshots it.</summary>
    private static string Car(long id) =>
        $$$"""{"id":{{{id}}},"name":"Car {{{id}}}","model":"model-{{{id}}}","temperature":0.7,"stop":[],"connection":{"id":1,"name":"Local","type":"OPENAI_COMPAT","provider":"compatible","base_url":"http://local","max_in_flight":4,"timeout_ms":1000,"retry_count":1,"retry_backoff_ms":1,"demo":false}}""";

    private static async Task<long[]> AddTestsAsync(NpgsqlConnection connection, long version, int tests, string? constraints) =>
        [.. await connection.QueryAsync<long>(
            """
            insert into eval.tests (suite_version_id, order_index, name, user_prompt, expected_constraints, reference)
            select @version, i, 'Test ' || i, 'Question ' || i || '?', @constraints, 'Reference ' || i from generate_series(1, @tests) i
            order by i returning id
            """,
            new { version, tests, constraints })];
}

internal sealed record SeededSuite(long SuiteId, long VersionId, IReadOnlyList<long> Tests);

internal sealed record SeededItem(string Status = "COMPLETED")
{
    public int Repetition { get; init; } = 1;

    public bool IsWarmup { get; init; }

    public string? Error { get; init; }

    public string? Answer { get; init; } = "Blue.";

    public string Payload { get; init; } = "{}";

    public long? TtftUs { get; init; }

    public long? TotalUs { get; init; }

    public long? OutputTokens { get; init; }

    public long? CostPicoUsd { get; init; }

    public int? ChecksTotal { get; init; }

    public int? ChecksPassed { get; init; }

    public bool? Passed { get; init; }
}
