using System.Diagnostics;
using Dapper;
using Npgsql;
using Podium.EvalService;
using Podium.EvalService.Checks;
using Podium.EvalService.Runs;
using Podium.EvalService.Runs.Driving;
using Podium.EvalService.Runs.Events;
using Podium.EvalService.Runs.Items;
using Podium.ServiceDefaults.Identity;

namespace Podium.Benchmarks.Peers;

/// <summary>A suite run by the engine's own parts, request to checks and events, of which nothing is kept.</summary>
internal sealed class UnstoredRun(
    [FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database, Completions completions, ItemRunner items, ItemSlots slots, TimeProvider time)
{
    private const int InFlight = 32;

    /// <returns>Milliseconds, without the time in which the tests were read.</returns>
    public async Task<double> RunAsync(long suite, long[] carIds, PodiumUser user, CancellationToken cancellationToken)
    {
        var tests = await ReadTestsAsync(suite, cancellationToken);
        var cars = await completions.GetCarsAsync(carIds, user, cancellationToken);
        var log = new RunLog(0, 0, time);
        var number = 0;
        var work = tests.SelectMany(test => carIds.Select(car => new ItemWork(
            new RunItem(++number, number, test.Id, car, 1, false, 0, 0), test, cars[car], user, new OutsideChecks(null, null)))).ToList();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var forgetting = ForgetAsync(log, ended.Token);
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken }, async (one, token) =>
        {
            using var events = new ItemEvents(log, one.Item.Id, time);
            using var slot = await slots.TakeAsync(token);
            var result = await items.RunAsync(one, events, new CallTally(0), slot, token);
            if (result.Status != ItemStatus.Completed)
            {
                throw new InvalidOperationException($"An item is {result.Status}: {result.Error}");
            }
        });
        var took = Stopwatch.GetElapsedTime(started);
        await ended.CancelAsync();
        await forgetting;
        return took.TotalMilliseconds;
    }

    private async Task<List<TestCase>> ReadTestsAsync(long suite, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<TestRow>(new CommandDefinition(
            """
            select t.id as Id, t.name as Name, system_prompt as SystemPrompt, user_prompt as UserPrompt, expected_constraints as ExpectedConstraints,
                   tools_schema_json::text as ToolsSchemaJson, checks::text as Checks, reference as Reference
            from eval.tests t join eval.suite_versions v on v.id = t.suite_version_id where v.suite_id = @suite order by t.order_index
            """,
            new { suite },
            cancellationToken: cancellationToken));
        return [.. rows.Select(TestCase.Of)];
    }

    /// <summary>What the journal would store, about as often.</summary>
    private static async Task ForgetAsync(RunLog log, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(5, CancellationToken.None);
            log.Take();
        }
    }
}
