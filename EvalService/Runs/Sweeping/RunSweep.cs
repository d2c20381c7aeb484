using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Podium.EvalService.Runs.Sweeping;

/// <summary>Removes deleted runs in small steps, each a transaction of its own: whoever races meanwhile waits for none of them.</summary>
internal sealed class RunSweep([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database)
{
    private const int EventsPerStep = 10_000;
    private const int ItemsPerStep = 500;

    /// <summary>Removes a part of the run that was deleted first, and at last the run.</summary>
    /// <param name="age">How long ago it must have been deleted.</param>
    /// <returns>False: there is nothing to remove, or another replica does it.</returns>
    public async Task<bool> StepAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // One replica at a time, and only for this step: no lock outlives the process that has it.
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select pg_try_advisory_xact_lock(hashtextextended('podium/eval/sweep', 0))", transaction: transaction, cancellationToken: cancellationToken)))
        {
            return false;
        }

        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "select id from eval.runs where deleted_at < now() - @age order by deleted_at, id limit 1", new { age }, transaction, cancellationToken: cancellationToken));
        if (id is null)
        {
            return false;
        }

        await CloseAsync(connection, transaction, id.Value, cancellationToken);
        await RemoveAsync(connection, transaction, id.Value, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    // A worker or judge that has not heard of the end yet writes nothing more from here on.
    private static Task<int> CloseAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            update eval.runs set epoch = epoch + 1, worker_id = null, lease_until = null where id = @id and worker_id is not null;
            update eval.judgings set state = 'CANCELLED', finished_at = now(), worker_id = null, lease_until = null
            where run_id = @id and state in ('QUEUED', 'RUNNING');
            """,
            new { id },
            transaction,
            cancellationToken: cancellationToken));

    private static async Task RemoveAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken cancellationToken)
    {
        // From the end: who still reads from the beginning meets an end and no gap. What belongs to items and to the run goes with them.
        string[] steps =
        [
            "delete from eval.run_events where run_id = @id and seq > (select max(seq) from eval.run_events where run_id = @id) - @EventsPerStep",
            "delete from eval.run_items where run_id = @id and ordinal > (select max(ordinal) from eval.run_items where run_id = @id) - @ItemsPerStep",
            "delete from eval.runs where id = @id",
        ];
        foreach (var step in steps)
        {
            var parameters = new { id, EventsPerStep, ItemsPerStep };
            if (await connection.ExecuteAsync(new CommandDefinition(step, parameters, transaction, cancellationToken: cancellationToken)) > 0)
            {
                return;
            }
        }
    }
}
