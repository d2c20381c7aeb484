using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using Podium.EvalService.Runs;

namespace Podium.EvalService.Judging;

/// <summary>
/// Adds events to a run that has ended. Nobody drives it any more, so its row is what gives out numbers: it is locked until the caller commits, and
/// the next one goes on from there without a gap.
/// </summary>
internal sealed class RunEventAppender(TimeProvider time)
{
    /// <summary>The channel on which every process that serves a run's events listens.</summary>
    private const string EventChannel = "podium_eval_events";

    /// <param name="payload">The event's own members.</param>
    /// <returns>False: the run was started again or deleted, and is no longer ours to write about.</returns>
    public async Task<bool> AppendAsync(
        NpgsqlTransaction transaction, long runId, long? itemId, string type, JsonObject payload, CancellationToken cancellationToken)
    {
        const string Sql = """
            with numbered as (
                update eval.runs set last_seq = last_seq + 1
                where id = @runId and status in ('COMPLETED', 'FAILED', 'CANCELLED') and deleted_at is null
                returning last_seq),
            added as (
                insert into eval.run_events (run_id, seq, run_item_id, event_type, payload)
                select @runId, last_seq, @itemId, @type, @json from numbered
                returning 1)
            select count(*)::int from added;

            select pg_notify(@EventChannel, @runId::text);
            """;
        var whole = new JsonObject
        {
            ["timestamp"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            ["run_id"] = runId,
            ["run_item_id"] = itemId,
        };
        foreach (var (name, value) in payload)
        {
            whole[name] = value?.DeepClone();
        }

        var command = new CommandDefinition(
            Sql, new { runId, itemId, type, json = whole.ToJsonString(RunJson.Options), EventChannel }, transaction, cancellationToken: cancellationToken);
        return await transaction.Connection!.ExecuteScalarAsync<int>(command) == 1;
    }
}
