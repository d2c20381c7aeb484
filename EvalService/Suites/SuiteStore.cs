using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Suites;

/// <summary>Suites and their versions. A version never changes and never goes: deleting hides the suite.</summary>
internal sealed partial class SuiteStore([FromKeyedServices(EvalModule.Name)] NpgsqlDataSource database)
{
    private const string Heads = """
        select s.id as Id, s.name as Name, s.category as Category, s.description as Description, s.is_demo as IsDemo, s.owner_id as OwnerId,
               s.created_at as CreatedAt, s.updated_at as UpdatedAt, s.current_version as CurrentVersion, v.version as Version, v.id as VersionId,
               v.sha256 as Sha256, v.settings ->> 'rubric' as Rubric, v.settings ->> 'import' as ImportReport,
               (select count(*) from eval.tests t where t.suite_version_id = v.id) as TestsTotal
        from eval.suites s join eval.suite_versions v on v.suite_id = s.id
        """;

    public static NotFoundException Unknown(long id, int? version = null) =>
        new(version is null ? $"There is no suite {id}." : $"Suite {id} has no version {version}.", "suite.not_found");

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<SuiteHead>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var heads = await connection.QueryAsync<SuiteHead>(new CommandDefinition(
            $"{Heads} and v.version = s.current_version where s.deleted_at is null order by s.id desc", cancellationToken: cancellationToken));
        return heads.AsList();
    }

    /// <param name="version">Null: the current one.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<SuiteHead> GetAsync(long id, int? version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<SuiteHead>(new CommandDefinition(
            $"{Heads} and v.version = coalesce(@version, s.current_version) where s.id = @id and s.deleted_at is null",
            new { id, version },
            cancellationToken: cancellationToken)) ?? throw Unknown(id, version);
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<SuiteVersion>> ListVersionsAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var versions = await connection.QueryAsync<SuiteVersion>(new CommandDefinition(
            """
            select v.id as Id, v.version as Version, v.sha256 as Sha256, v.created_by as CreatedBy, v.created_at as CreatedAt,
                   (select count(*) from eval.tests t where t.suite_version_id = v.id) as TestsTotal, v.version = s.current_version as IsCurrent
            from eval.suites s join eval.suite_versions v on v.suite_id = s.id
            where s.id = @id and s.deleted_at is null order by v.version
            """,
            new { id },
            cancellationToken: cancellationToken));
        return versions.AsList() is { Count: > 0 } found ? found : throw Unknown(id);
    }

    /// <summary>The tests of a version in their order, read as they are asked for.</summary>
    public async IAsyncEnumerable<SuiteTest> ReadVersionAsync(long versionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await foreach (var test in ReadTestsAsync(connection, versionId, cancellationToken))
        {
            yield return test;
        }
    }

    private static async IAsyncEnumerable<SuiteTest> ReadTestsAsync(
        NpgsqlConnection connection, long versionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, order_index, name, system_prompt, user_prompt, expected_constraints, tools_schema_json::text, checks::text, reference, family,
                   metadata::text
            from eval.tests where suite_version_id = $1 order by order_index
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = versionId });
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return new SuiteTest
            {
                Id = reader.GetInt64(0),
                OrderIndex = reader.GetInt32(1),
                Name = reader.GetString(2),
                SystemPrompt = Text(reader, 3),
                UserPrompt = reader.GetString(4),
                ExpectedConstraints = Text(reader, 5),
                ToolsSchemaJson = Text(reader, 6),
                Checks = Text(reader, 7),
                Reference = Text(reader, 8),
                Family = Text(reader, 9),
                Metadata = Text(reader, 10),
            };
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

internal sealed record SuiteVersion(
    long Id, int Version, string Sha256, string CreatedBy, DateTime CreatedAt, long TestsTotal, bool IsCurrent);
