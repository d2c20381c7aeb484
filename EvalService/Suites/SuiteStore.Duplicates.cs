using Dapper;
using Podium.EvalService.Checks;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Suites;

internal sealed partial class SuiteStore
{
    private const int MostCopies = 1_000;

    /// <summary>A copy of the current version, as <c>Name (copy)</c>, then <c>Name (copy 2)</c>. It is its maker's own.</summary>
    public async Task<long> DuplicateAsync(long id, PodiumUser owner, CancellationToken cancellationToken)
    {
        var source = await GetAsync(id, version: null, cancellationToken);
        var name = await FreeNameAsync(source.Name, cancellationToken);
        return await WriteAsync(
            name,
            async (connection, transaction) =>
            {
                var copy = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                    """
                    with suite as (
                        insert into eval.suites (name, category, description, owner_id)
                        values (@name, @Category, @Description, @owner) returning id),
                    version as (
                        insert into eval.suite_versions (suite_id, version, sha256, settings, created_by)
                        select suite.id, 1, v.sha256, v.settings - 'import', @author from suite, eval.suite_versions v where v.id = @VersionId
                        returning id),
                    tests as (
                        insert into eval.tests (suite_version_id, order_index, name, system_prompt, user_prompt, expected_constraints,
                            tools_schema_json, checks, reference, family, metadata)
                        select version.id, order_index, name, system_prompt, user_prompt, expected_constraints, tools_schema_json, checks, reference,
                            family, metadata
                        from version, eval.tests where suite_version_id = @VersionId order by order_index)
                    select id from suite
                    """,
                    new { name, source.Category, source.Description, source.VersionId, owner = owner.Id, author = owner.Name },
                    transaction,
                    commandTimeout: 120,
                    cancellationToken: cancellationToken));
                return copy;
            },
            cancellationToken);
    }

    private async Task<string> FreeNameAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var taken = (await connection.QueryAsync<string>(new CommandDefinition(
            "select lower(name) from eval.suites where deleted_at is null and starts_with(lower(name), lower(@start))",
            new { start = Shortened(name) },
            cancellationToken: cancellationToken))).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var number = 1; number <= MostCopies; number++)
        {
            var free = number == 1 ? $"{Shortened(name)} (copy)" : $"{Shortened(name)} (copy {number})";
            if (!taken.Contains(free))
            {
                return free;
            }
        }

        throw new ConflictException($"'{name}' has {MostCopies} copies already.", "suite.name_taken");
    }

    // Room for the longest ending within the longest name.
    private static string Shortened(string name) => Excerpt.Cut(name, SuiteReader.LongestName - 12);
}
