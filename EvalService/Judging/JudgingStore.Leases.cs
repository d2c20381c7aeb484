using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using Podium.EvalService.Runs;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Judging;

internal sealed partial class JudgingStore
{
    // A judging that takes its workers down with it must not do so for ever.
    private const int MaxTakeovers = 20;

    /// <summary>Takes the oldest judging that nobody drives; null when there is none.</summary>
    public async Task<JudgingJob?> TakeAsync(Guid worker, TimeSpan lease, CancellationToken cancellationToken)
    {
        const string Sql = """
            update eval.judgings set worker_id = @worker, epoch = epoch + 1, lease_until = now() + @lease, state = 'RUNNING'
            where id = (
                select id from eval.judgings
                where state in ('QUEUED', 'RUNNING') and (lease_until is null or lease_until < now()) and epoch - releases < @MaxTakeovers
                order by id for update skip locked limit 1)
            returning id as Id, run_id as RunId, mode as Mode, judge_car::text as Judge, rubric as Rubric, requester_id as RequesterId,
                      requester_name as RequesterName, requester_role as RequesterRole, total as Total, skipped as Skipped, epoch as Epoch
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<JobRow>(
            new CommandDefinition(Sql, new { worker, lease, MaxTakeovers }, cancellationToken: cancellationToken));
        return row?.ToJob();
    }

    /// <summary>Ends those that were taken too often, and tells it.</summary>
    public async Task GiveUpAsync(CancellationToken cancellationToken)
    {
        const string Error = "Its workers stopped again and again.";
        const string TakenTooOften =
            "state in ('QUEUED', 'RUNNING') and (lease_until is null or lease_until < now()) and epoch - releases >= @MaxTakeovers";
        const string Find = $"select id, run_id from eval.judgings where {TakenTooOften}";
        const string Fail = $"""
            update eval.judgings set state = 'FAILED', finished_at = now(), worker_id = null, lease_until = null, error = @Error
            where id = @id and {TakenTooOften}
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QueryAsync<(long Id, long RunId)>(new CommandDefinition(Find, new { MaxTakeovers }, cancellationToken: cancellationToken));
        foreach (var (id, runId) in found)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await LockRunAsync(transaction, runId, cancellationToken);
            if (await connection.ExecuteAsync(new CommandDefinition(Fail, new { id, MaxTakeovers, Error }, transaction, cancellationToken: cancellationToken)) == 1)
            {
                await events.AppendAsync(transaction, runId, null, JudgeEvents.Failed, new JsonObject { ["judging_id"] = id, ["error"] = Error }, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <returns>False: it was taken by another worker, or cancelled.</returns>
    public async Task<bool> RenewAsync(JudgingJob job, TimeSpan lease, CancellationToken cancellationToken)
    {
        const string Sql = "update eval.judgings set lease_until = now() + @lease where id = @Id and epoch = @Epoch and state = 'RUNNING'";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(Sql, new { job.Id, job.Epoch, lease }, cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Lets another process go on at once. The time it was held does not count as a failure.</summary>
    public async Task ReleaseAsync(JudgingJob job, CancellationToken cancellationToken)
    {
        const string Sql = """
            update eval.judgings set lease_until = null, worker_id = null, releases = releases + 1
            where id = @Id and epoch = @Epoch and state = 'RUNNING' and worker_id is not null
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql, new { job.Id, job.Epoch }, cancellationToken: cancellationToken));
    }

    /// <summary>Tells that it has begun, the first time only.</summary>
    /// <exception cref="JudgingLostException">It is no longer this worker's.</exception>
    public Task StartAsync(JudgingJob job, CancellationToken cancellationToken) => InFenceAsync(
        job,
        async transaction =>
        {
            const string Sql = "update eval.judgings set started_at = now() where id = @Id and started_at is null";
            if (await transaction.Connection!.ExecuteAsync(new CommandDefinition(Sql, new { job.Id }, transaction, cancellationToken: cancellationToken)) == 1)
            {
                await TellAsync(transaction, job, null, JudgeEvents.Started, new JsonObject
                {
                    ["judging_id"] = job.Id,
                    ["mode"] = job.Mode,
                    ["judge_car_id"] = job.Judge.Id,
                    ["total_items"] = job.Total,
                    ["skipped_items"] = job.Skipped,
                }, cancellationToken);
            }
        },
        cancellationToken);

    /// <summary>Ends it without results: the older scores stay.</summary>
    public Task FailAsync(JudgingJob job, string error, CancellationToken cancellationToken) => InFenceAsync(
        job,
        async transaction =>
        {
            await CloseAsync(transaction, job, JudgingState.Failed, error, cancellationToken);
            await TellAsync(transaction, job, null, JudgeEvents.Failed, new JsonObject { ["judging_id"] = job.Id, ["error"] = error }, cancellationToken);
        },
        cancellationToken);

    /// <summary>Ends an open judging on somebody's request, whoever drives it.</summary>
    /// <returns>False: it had ended already.</returns>
    public async Task<bool> CancelAsync(long runId, long judgingId, CancellationToken cancellationToken)
    {
        const string Sql = """
            update eval.judgings set state = 'CANCELLED', finished_at = now(), worker_id = null, lease_until = null
            where id = @judgingId and run_id = @runId and state in ('QUEUED', 'RUNNING')
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockRunAsync(transaction, runId, cancellationToken);
        var ended = await connection.ExecuteAsync(new CommandDefinition(Sql, new { judgingId, runId }, transaction, cancellationToken: cancellationToken)) == 1;
        if (ended)
        {
            await events.AppendAsync(
                transaction, runId, null, JudgeEvents.Failed, new JsonObject { ["judging_id"] = judgingId, ["error"] = "The judging was cancelled." }, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return ended;
    }

    /// <summary>Closes it because its run was started again: there is nothing to tell, the run has a new story.</summary>
    public async Task AbandonAsync(JudgingJob job, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await CloseAsync(transaction, job, JudgingState.Cancelled, "The run was started again or deleted.", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task InFenceAsync(JudgingJob job, Func<NpgsqlTransaction, Task> write, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockRunAsync(transaction, job.RunId, cancellationToken);
        const string Sql = "select 1 from eval.judgings where id = @Id and epoch = @Epoch and state = 'RUNNING' for update";
        if (await connection.ExecuteScalarAsync<int?>(new CommandDefinition(Sql, new { job.Id, job.Epoch }, transaction, cancellationToken: cancellationToken)) is null)
        {
            throw new JudgingLostException();
        }

        await write(transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    // The run before its judging and all that belongs to either: whoever starts it again or deletes it goes the same way.
    private static Task<int> LockRunAsync(NpgsqlTransaction transaction, long runId, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "select from eval.runs where id = @runId for no key update", new { runId }, transaction, cancellationToken: cancellationToken));

    private async Task TellAsync(NpgsqlTransaction transaction, JudgingJob job, long? itemId, string type, JsonObject payload, CancellationToken cancellationToken)
    {
        if (!await events.AppendAsync(transaction, job.RunId, itemId, type, payload, cancellationToken))
        {
            throw new RunMovedOnException();
        }
    }

    private static Task<int> CloseAsync(NpgsqlTransaction transaction, JudgingJob job, string state, string? error, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            update eval.judgings set state = @state, error = @error, finished_at = now(), worker_id = null, lease_until = null
            where id = @Id and epoch = @Epoch and state = 'RUNNING'
            """,
            new { job.Id, job.Epoch, state, error = StorableText.Of(error) },
            transaction,
            cancellationToken: cancellationToken));

    private sealed class JobRow
    {
        public long Id { get; init; }
        public long RunId { get; init; }
        public string Mode { get; init; } = "";
        public string Judge { get; init; } = "";
        public string? Rubric { get; init; }
        public string RequesterId { get; init; } = "";
        public string RequesterName { get; init; } = "";
        public string RequesterRole { get; init; } = "";
        public int Total { get; init; }
        public int Skipped { get; init; }
        public int Epoch { get; init; }

        public JudgingJob ToJob() => new()
        {
            Id = Id,
            RunId = RunId,
            Mode = Mode,
            Judge = RunJson.Read<CarSnapshot>(Judge),
            Rubric = Rubric,
            Requester = new PodiumUser(RequesterId, RequesterName, Enum.Parse<Role>(RequesterRole)),
            Total = Total,
            Skipped = Skipped,
            Epoch = Epoch,
        };
    }
}

/// <summary>Another worker has the judging, or somebody cancelled it.</summary>
internal sealed class JudgingLostException() : Exception("The judging is no longer this worker's.");

/// <summary>The run was started again or deleted while it was judged.</summary>
internal sealed class RunMovedOnException() : Exception("The run was started again or deleted.");
