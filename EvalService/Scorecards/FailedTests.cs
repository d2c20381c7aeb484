using System.Data;
using System.Text.Json;
using Npgsql;
using Podium.EvalService.Checks;

namespace Podium.EvalService.Scorecards;

/// <summary>
/// Tests of which an item failed although an answer would have been checked. No result says so when nobody answered such a test in the run, and the
/// tests themselves are only read where somebody failed.
/// </summary>
internal static class FailedTests
{
    private const string Sql = """
        select id, expected_constraints, checks::text from eval.tests
        where id in (select test_id from eval.run_items where run_id = any ($1) and status = 'FAILED' and not is_warmup)
        """;

    public static async Task<HashSet<long>> ReadCheckedAsync(NpgsqlConnection connection, long[] runIds, CancellationToken cancellationToken)
    {
        var tests = new HashSet<long>();
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = runIds } } };
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var id = rows.GetInt64(0);
            var constraints = await rows.IsDBNullAsync(1, cancellationToken) ? null : rows.GetString(1);
            var checks = await rows.IsDBNullAsync(2, cancellationToken) ? null : rows.GetString(2);
            if (IsChecked(constraints, checks))
            {
                tests.Add(id);
            }
        }

        return tests;
    }

    private static bool IsChecked(string? constraints, string? checks)
    {
        try
        {
            using var typed = checks is null ? null : JsonDocument.Parse(checks);
            return CheckSet.DecidesAlone(constraints, typed?.RootElement);
        }
        catch (JsonException)
        {
            // Nested deeper than is read here: such a test cannot be asked, and its runner says so of every item. It has checks all the same.
            return true;
        }
    }
}
