using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Scorecards;

/// <summary>Reads what runs left behind, for everything that draws conclusions from it.</summary>
internal sealed class ResultStore([FromKeyedServices("eval")] NpgsqlDataSource database)
{
    /// <exception cref="NotFoundException">There is no such run.</exception>
    public async Task<RunHeader> ReadRunAsync(long runId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select r.id as Id, r.suite_id as SuiteId, s.name as SuiteName, r.suite_version_id as SuiteVersionId, v.version as SuiteVersion,
                   r.status as Status, r.label as Label, r.mode as Mode, r.repetitions as Repetitions, r.is_baseline as IsBaseline, r.error as Error,
                   r.started_at as StartedAt, r.finished_at as FinishedAt, r.last_seq as LastSeq, r.cars::text as Cars,
                   j.judge_key as JudgeKey, j.judge_car ->> 'name' as JudgeName
            from eval.runs r
            join eval.suites s on s.id = r.suite_id
            join eval.suite_versions v on v.id = r.suite_version_id
            left join lateral (
                select judge_key, judge_car from eval.judgings
                where run_id = r.id and mode = 'score' and state = 'COMPLETED' order by id desc limit 1) j on true
            where r.id = @runId and r.deleted_at is null
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<HeaderRow>(new CommandDefinition(Sql, new { runId }, cancellationToken: cancellationToken));
        return row?.ToHeader() ?? throw Unknown(runId);
    }

    /// <exception cref="NotFoundException">There is no such run.</exception>
    public async Task<RunResults> ReadResultsAsync(long runId, CancellationToken cancellationToken)
    {
        var run = await ReadRunAsync(runId, cancellationToken);
        var items = await ReadItemsAsync(run, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new RunResults(run, items)
        {
            CheckedFailures = await FailedTests.ReadCheckedAsync(connection, [runId], cancellationToken),
            FamilyOf = await ReadFamiliesAsync(connection, run.SuiteVersionId, cancellationToken),
        };
    }

    /// <summary>The tests of a suite version that share a source with others, and which.</summary>
    private static async Task<IReadOnlyDictionary<long, string>> ReadFamiliesAsync(NpgsqlConnection connection, long suiteVersionId, CancellationToken cancellationToken)
    {
        const string Sql = "select id, family from eval.tests where suite_version_id = @suiteVersionId and family is not null";
        var rows = await connection.QueryAsync<(long Id, string Family)>(new CommandDefinition(Sql, new { suiteVersionId }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Id, row => row.Family);
    }

    /// <summary>The newest finished run that is pinned as the baseline of what this run ran; null when none is.</summary>
    public async Task<long?> FindBaselineAsync(RunHeader run, CancellationToken cancellationToken)
    {
        const string Sql = """
            select id from eval.runs
            where suite_id = @SuiteId and suite_version_id = @SuiteVersionId and is_baseline and id <> @Id and deleted_at is null
              and status in ('COMPLETED', 'FAILED', 'CANCELLED')
            order by id desc limit 1
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(Sql, run, cancellationToken: cancellationToken));
    }

    public static NotFoundException Unknown(long runId) => new($"There is no run {runId}.", "run.not_found");

    private async Task<Dictionary<long, ItemResult[]>> ReadItemsAsync(RunHeader run, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var copy = await connection.BeginRawBinaryCopyAsync(ItemRow.Sql(run.Id), cancellationToken);
        var items = run.Cars.ToDictionary(car => car.Id, _ => new List<ItemResult>());
        await new BinaryRows(copy).ReadAllAsync(Add, cancellationToken);

        return items.ToDictionary(car => car.Key, car => car.Value.ToArray());

        void Add(BinaryFields row)
        {
            var (car, item) = ItemRow.Read(row);
            if (items.TryGetValue(car, out var ofCar))
            {
                ofCar.Add(item);
            }
        }
    }

    private sealed record HeaderRow
    {
        public long Id { get; init; }
        public long SuiteId { get; init; }
        public string SuiteName { get; init; } = "";
        public long SuiteVersionId { get; init; }
        public int SuiteVersion { get; init; }
        public string Status { get; init; } = "";
        public string? Label { get; init; }
        public string? Mode { get; init; }
        public int Repetitions { get; init; }
        public bool IsBaseline { get; init; }
        public string? Error { get; init; }
        public DateTime? StartedAt { get; init; }
        public DateTime? FinishedAt { get; init; }
        public long LastSeq { get; init; }
        public string Cars { get; init; } = "[]";
        public string? JudgeKey { get; init; }
        public string? JudgeName { get; init; }

        public RunHeader ToHeader() => new()
        {
            Id = Id,
            SuiteId = SuiteId,
            SuiteName = SuiteName,
            SuiteVersionId = SuiteVersionId,
            SuiteVersion = SuiteVersion,
            Status = Status,
            Label = Label,
            Mode = Mode,
            Repetitions = Repetitions,
            IsBaseline = IsBaseline,
            Error = Error,
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
            LastSeq = LastSeq,
            Cars = RunCars.Parse(Cars),
            Judge = JudgeKey is null ? null : new JudgeIdentity(JudgeName ?? "", JudgeKey),
        };
    }
}
