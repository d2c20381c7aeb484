using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.EvalService.Runs.Items;
using Podium.ServiceDefaults.Data;

namespace Podium.EvalService.Runs.Driving;

/// <summary>Reads the items that wait, page by page with their tests: a run's memory does not grow with its length.</summary>
internal sealed class ItemPages([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database, DatabaseRetry retry)
{
    private const int PageSize = 256;

    public Task<ItemPage> ReadAsync(long runId, int after, CancellationToken cancellationToken) =>
        retry.RunAsync(token => ReadOnceAsync(runId, after, token), cancellationToken);

    private async Task<ItemPage> ReadOnceAsync(long runId, int after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var items = (await connection.QueryAsync<RunItem>(new CommandDefinition(
            """
            select id as Id, ordinal as Ordinal, test_id as TestId, car_id as CarId, repetition as Repetition, is_warmup as IsWarmup,
                   attempt_count as Attempts, paid_before_pico_usd as PaidBefore
            from eval.run_items where run_id = @runId and ordinal > @after and status in ('PENDING', 'RUNNING') order by ordinal limit @PageSize
            """,
            new { runId, after, PageSize },
            cancellationToken: cancellationToken))).AsList();
        var tests = await connection.QueryAsync<TestRow>(new CommandDefinition(
            """
            select id as Id, name as Name, system_prompt as SystemPrompt, user_prompt as UserPrompt, expected_constraints as ExpectedConstraints,
                   tools_schema_json::text as ToolsSchemaJson, checks::text as Checks, reference as Reference
            from eval.tests where id = any (@ids)
            """,
            new { ids = items.Select(i => i.TestId).Distinct().ToArray() },
            cancellationToken: cancellationToken));
        return new ItemPage(items, tests.ToDictionary(t => t.Id, TestCase.Of), items.Count == PageSize);
    }
}

internal sealed record ItemPage(IReadOnlyList<RunItem> Items, IReadOnlyDictionary<long, TestCase> Tests, bool HasMore);
