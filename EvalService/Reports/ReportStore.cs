using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.EvalService.Runs;
using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Reports;

/// <summary>Reads the items of a run one by one, so that the report of a million of them needs the memory of one.</summary>
internal sealed class ReportStore([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database)
{
    private const string Sql = """
        select i.id, i.ordinal, t.name, i.car_id, i.repetition, i.status, i.attempt_count, i.error_message, m.passed, m.checks_total, m.checks_passed,
               m.check_score, j.overall, m.ttft_us, m.total_us, m.output_tokens_per_s, m.input_tokens, m.output_tokens, m.cost_pico_usd,
               case when m.checks_passed < m.checks_total then o.payload::text end
        from eval.run_items i
        join eval.tests t on t.id = i.test_id
        left join eval.metrics m on m.run_id = i.run_id and m.run_item_id = i.id
        left join eval.outputs o on o.run_item_id = i.id
        left join eval.judge_results j on j.run_id = i.run_id and j.run_item_id = i.id and not j.parse_failed
        where i.run_id = $1 and not i.is_warmup
        order by array_position($2, i.car_id), i.ordinal
        """;

    /// <summary>By car in the order of the run, then by test. Warm-ups are left out.</summary>
    public async IAsyncEnumerable<ReportItem> ReadItemsAsync(RunHeader run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = run.Cars.ToDictionary(car => car.Id, car => car.Name);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters = { new() { Value = run.Id }, new() { Value = run.Cars.Select(car => car.Id).ToArray() } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            yield return Read(rows, names);
        }
    }

    private static ReportItem Read(NpgsqlDataReader row, Dictionary<long, string> names) => new()
    {
        Id = row.GetInt64(0),
        Ordinal = row.GetInt32(1),
        Test = row.GetString(2),
        CarId = row.GetInt64(3),
        Car = names.GetValueOrDefault(row.GetInt64(3), ""),
        Repetition = row.GetInt32(4),
        Status = row.GetString(5),
        Attempts = row.GetInt32(6),
        Error = row.IsDBNull(7) ? null : row.GetString(7),
        Passed = Value<bool>(row, 8),
        ChecksTotal = Value<int>(row, 9),
        ChecksPassed = Value<int>(row, 10),
        CheckScore = Value<double>(row, 11),
        JudgeOverall = Value<double>(row, 12),
        TtftMs = Value<long>(row, 13) / 1000.0,
        LatencyMs = Value<long>(row, 14) / 1000.0,
        DecodeTokensPerSec = Value<double>(row, 15),
        InputTokens = Value<long>(row, 16),
        OutputTokens = Value<long>(row, 17),
        CostPicoUsd = Value<long>(row, 18),
        FailedChecks = row.IsDBNull(19) ? null : FailedOf(row.GetString(19)),
    };

    private static T? Value<T>(NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    // {"assertions":{"results":[{"type":"contains","expected":"blue","passed":false,"detail":"..."}, ...]}, ...}
    // Walked here and not by the database, which refuses to walk a document with a NUL in it: answers hold some, and so do what checks quote of them.
    private static string? FailedOf(string json)
    {
        using var payload = JsonDocument.Parse(json);
        if (!payload.RootElement.TryGetProperty("assertions", out var assertions) || !assertions.TryGetProperty("results", out var results))
        {
            return null;
        }

        return StorableText.Of(string.Join('\n', results.EnumerateArray()
            .Where(check => check.TryGetProperty("passed", out var passed) && passed.ValueKind == JsonValueKind.False)
            .Select(check => $"{Text(check, "type")}: {Text(check, "expected")} - {Text(check, "detail")}".TrimEnd(' ', '-'))));
    }

    private static string Text(JsonElement check, string name) =>
        !check.TryGetProperty(name, out var value) ? "" : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
