using Dapper;
using Npgsql;
using Podium.EvalService.Suites.Seeding;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Suites;

internal sealed partial class SuiteStore
{
    /// <summary>The hash of the file by the key of each seeded suite.</summary>
    public async Task<Dictionary<string, string>> ReadSeedsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Key, string Sha256)>(new CommandDefinition(
            "select seed_key, seed_sha256 from eval.suites where seed_key is not null", cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Key, row => row.Sha256);
    }

    /// <summary>Adds a suite of Podium's own, or gives it its next version unless a person has made one. Safe beside another replica that does the same.</summary>
    /// <returns>False when another suite has its name.</returns>
    public async Task<bool> SeedAsync(SeedSuite seed, PodiumUser owner, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(null, (connection, transaction) => SeedAsync(seed, owner, connection, transaction, cancellationToken), cancellationToken);
            return true;
        }
        catch (ConflictException)
        {
            return false;
        }
    }

    private static async Task<long> SeedAsync(
        SeedSuite seed, PodiumUser owner, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_xact_lock(hashtextextended('podium/eval/seeds', 0))", transaction: transaction, cancellationToken: cancellationToken));
        var row = await connection.QuerySingleAsync<(long? Id, string? Sha256, bool IsUntouched)>(new CommandDefinition(
            """
            select s.id, s.seed_sha256, coalesce(s.deleted_at is null and not exists (
                select from eval.suite_versions v where v.suite_id = s.id and v.created_by <> @author), false)
            from (select) one left join eval.suites s on s.seed_key = @Key
            """,
            new { seed.Key, author = owner.Name },
            transaction,
            cancellationToken: cancellationToken));
        if (row.Sha256 == seed.Sha256)
        {
            return row.Id!.Value;
        }

        var draft = seed.Read();
        var id = row.Id ?? await InsertAsync(draft, owner, null, connection, transaction, cancellationToken);
        if (row is { Id: not null, IsUntouched: true })
        {
            await AddVersionAsync(id, draft with { HasRubric = true }, owner.Name, connection, transaction, cancellationToken);
        }

        await connection.ExecuteAsync(new CommandDefinition(
            "update eval.suites set seed_key = @Key, seed_sha256 = @Sha256, is_demo = @IsDemo where id = @id",
            new { id, seed.Key, seed.Sha256, seed.IsDemo },
            transaction,
            cancellationToken: cancellationToken));
        return id;
    }
}
