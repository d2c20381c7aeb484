using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.EvalService.Load.Driving;
using Podium.EvalService.Load.Events;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Load;

/// <summary>What can be read of loads.</summary>
internal sealed class LoadReader([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database)
{
    private const int ShownPrompt = 400;

    private const string Columns = """
        id as Id, name as Name, status as Status, ended_because as EndedBecause, owner_id as OwnerId, owner_name as OwnerName, demo as Demo,
        created_at as CreatedAt, started_at as StartedAt, finished_at as FinishedAt, requests_done as RequestsDone, requests_kept as RequestsKept,
        plan::text as Plan, cars::text as Cars
        """;

    /// <param name="before">The cursor: only older ones.</param>
    public async Task<LoadList> ListAsync(int limit, long? before, string? status, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
            select {Columns} from eval.loads
            where (@before::bigint is null or id < @before) and (@status::text is null or status = @status)
            order by id desc limit @limit + 1
            """,
            new { limit, before, status },
            cancellationToken: cancellationToken))).AsList();
        var shown = rows.Take(limit).Select(r => r.ToDocument()).ToList();
        return new LoadList(shown, rows.Count > limit ? shown[^1].Id : null);
    }

    public async Task<LoadDocument?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, id, cancellationToken);
    }

    public async Task<LoadDetail?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await FindAsync(connection, id, cancellationToken) is not { } load)
        {
            return null;
        }

        var (count, first) = await connection.QuerySingleAsync<(int, string)>(new CommandDefinition(
            "select jsonb_array_length(prompts), left(prompts->0->>'user', @ShownPrompt) from eval.loads where id = @id",
            new { id, ShownPrompt },
            cancellationToken: cancellationToken));
        var stages = await connection.QueryAsync<string>(new CommandDefinition(
            "select result::text from eval.load_stages where load_id = @id and result is not null order by ordinal",
            new { id },
            cancellationToken: cancellationToken));
        var warmUps = await connection.QueryAsync<string>(new CommandDefinition(
            "select payload from eval.load_events where load_id = @id and event_type = @type order by seq",
            new { id, type = LoadEventTypes.WarmedUp },
            cancellationToken: cancellationToken));
        return new LoadDetail
        {
            Load = load,
            Prompts = count,
            FirstPrompt = first,
            Stages = [.. stages.Select(RunJson.Read<StageResult>)],
            WarmUps = [.. warmUps.Select(RunJson.Read<WarmUpDocument>)],
        };
    }

    /// <summary>The single requests in the order in which they were sent, one by one: a load of any length takes the same memory.</summary>
    public async IAsyncEnumerable<LoadSample> ReadSamplesAsync(long id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await foreach (var sample in connection.QueryUnbufferedAsync<LoadSample>(
            $"select {SampleRows.Columns} from eval.load_requests where load_id = @id order by n", new { id }).WithCancellation(cancellationToken))
        {
            yield return sample;
        }
    }

    private static async Task<LoadDocument?> FindAsync(NpgsqlConnection connection, long id, CancellationToken cancellationToken) =>
        (await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            $"select {Columns} from eval.loads where id = @id", new { id }, cancellationToken: cancellationToken)))?.ToDocument();

    private sealed record Row
    {
        public long Id { get; init; }
        public string? Name { get; init; }
        public string Status { get; init; } = "";
        public string? EndedBecause { get; init; }
        public string OwnerId { get; init; } = "";
        public string OwnerName { get; init; } = "";
        public bool Demo { get; init; }
        public DateTime CreatedAt { get; init; }
        public DateTime? StartedAt { get; init; }
        public DateTime? FinishedAt { get; init; }
        public int RequestsDone { get; init; }
        public bool RequestsKept { get; init; }
        public string Plan { get; init; } = "";
        public string Cars { get; init; } = "";

        public LoadDocument ToDocument() => new()
        {
            Id = Id,
            Name = Name,
            Status = Status,
            EndedBecause = EndedBecause,
            OwnerId = OwnerId,
            OwnerName = OwnerName,
            Demo = Demo,
            CreatedAt = CreatedAt,
            StartedAt = StartedAt,
            FinishedAt = FinishedAt,
            RequestsDone = RequestsDone,
            RequestsKept = RequestsKept,
            Plan = Document(RunJson.Read<LoadPlan>(Plan)),
            Cars =
            [
                .. RunJson.Read<CarSnapshot[]>(Cars).Select(c =>
                    new LoadCarDocument(c.Id, c.Name, c.Model, c.Connection.Id, c.Connection.Name, c.Connection.MaxInFlight, c.Connection.Demo)),
            ],
        };

        private static PlanDocument Document(LoadPlan plan) => new()
        {
            Shape = plan.Shape,
            Arrivals = plan.Arrivals,
            Burstiness = plan.Burstiness,
            Levels = plan.Levels,
            Growth = plan.Growth,
            Seconds = plan.Seconds,
            MaxRequests = plan.MaxRequests,
            Warmups = plan.Warmups,
            Order = plan.Order,
            SuiteId = plan.SuiteId,
            MaxOutputTokens = plan.MaxOutputTokens,
            UniquePrompts = plan.UniquePrompts,
            LiftLimit = plan.LiftLimit,
            Slos = new SlosDocument(plan.Slos.TtftMs, plan.Slos.ItlMs, plan.Slos.E2eMs, plan.Slos.ResponseMs),
            StopAtSaturation = plan.StopAtSaturation,
            SaturationTtftMs = plan.SaturationTtftMs,
            GraceSeconds = plan.GraceSeconds,
            MaxErrors = plan.MaxErrors,
            MaxCostUsd = plan.MaxCostPicoUsd / 1_000_000_000_000m,
            Seed = plan.Seed,
        };
    }
}
