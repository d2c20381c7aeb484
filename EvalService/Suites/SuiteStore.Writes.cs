using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Suites;

internal sealed partial class SuiteStore
{
    private const string NameIndex = "suites_by_name";

    /// <param name="importReport">JSON that says how the tests came from another format.</param>
    /// <exception cref="ConflictException">Another suite has the name.</exception>
    public Task<long> CreateAsync(SuiteDraft draft, PodiumUser owner, string? importReport, CancellationToken cancellationToken) =>
        WriteAsync(draft.Name!, (connection, transaction) => InsertAsync(draft, owner, importReport, connection, transaction, cancellationToken), cancellationToken);

    /// <summary>Changes what the draft has. Other tests, or another rubric, make the next version; the same ones make none.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's.</exception>
    /// <exception cref="ConflictException">Another suite has the name.</exception>
    public Task UpdateAsync(long id, SuiteDraft draft, PodiumUser user, CancellationToken cancellationToken) => WriteAsync(
        draft.Name,
        async (connection, transaction) =>
        {
            await LockOwnAsync(id, deleted: false, user, connection, transaction, cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(
                """
                update eval.suites set name = coalesce(@Name, name), category = coalesce(@Category, category),
                    description = case when @HasDescription then @Description else description end, updated_at = now()
                where id = @id
                """,
                new { id, draft.Name, draft.Category, draft.Description, draft.HasDescription },
                transaction,
                cancellationToken: cancellationToken));
            if (draft.Tests is not null || draft.HasRubric)
            {
                await AddVersionAsync(id, draft, user.Name, connection, transaction, cancellationToken);
            }

            return id;
        },
        cancellationToken);

    /// <summary>Hides a suite; its runs keep what they ran.</summary>
    /// <exception cref="NotFoundException">There is none, or it is deleted already.</exception>
    public Task DeleteAsync(long id, PodiumUser user, CancellationToken cancellationToken) =>
        HideAsync(id, hide: true, user, "update eval.suites set deleted_at = now() where id = @id", cancellationToken);

    /// <exception cref="NotFoundException">There is none, or it is not deleted.</exception>
    /// <exception cref="ConflictException">Another suite has taken its name since.</exception>
    public Task RestoreAsync(long id, PodiumUser user, CancellationToken cancellationToken) =>
        HideAsync(id, hide: false, user, "update eval.suites set deleted_at = null, updated_at = now() where id = @id", cancellationToken);

    private Task<long> HideAsync(long id, bool hide, PodiumUser user, string sql, CancellationToken cancellationToken) => WriteAsync(
        null,
        async (connection, transaction) =>
        {
            await LockOwnAsync(id, deleted: !hide, user, connection, transaction, cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(sql, new { id }, transaction, cancellationToken: cancellationToken));
            return id;
        },
        cancellationToken);

    private static async Task LockOwnAsync(
        long id, bool deleted, PodiumUser user, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var owner = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "select owner_id from eval.suites where id = @id and (deleted_at is not null) = @deleted for update",
            new { id, deleted },
            transaction,
            cancellationToken: cancellationToken)) ?? throw Unknown(id);
        if (owner != user.Id && user.Role != Role.Admin)
        {
            throw new ForbiddenException("Only whoever made a suite, or an admin, may change it. Anybody may duplicate it.");
        }
    }

    private static async Task<long> InsertAsync(
        SuiteDraft draft, PodiumUser owner, string? importReport, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            insert into eval.suites (name, category, description, owner_id) values (@Name, @Category, @Description, @owner) returning id
            """,
            new { draft.Name, draft.Category, draft.Description, owner = owner.Id },
            transaction,
            cancellationToken: cancellationToken));
        await InsertVersionAsync(id, 1, draft.Tests!, draft.Rubric, importReport, owner.Name, connection, transaction, cancellationToken);
        return id;
    }

    private static async Task AddVersionAsync(
        long id, SuiteDraft draft, string author, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var (versionId, version, sha256, oldRubric) = await connection.QuerySingleAsync<(long, int, string, string?)>(new CommandDefinition(
            """
            select v.id, s.current_version, v.sha256, v.settings ->> 'rubric' from eval.suites s
            join eval.suite_versions v on v.suite_id = s.id and v.version = s.current_version where s.id = @id
            """,
            new { id },
            transaction,
            cancellationToken: cancellationToken));
        var rubric = draft.HasRubric ? draft.Rubric : oldRubric;
        var tests = draft.Tests ?? await ReadTestsAsync(connection, versionId, cancellationToken).ToListAsync(cancellationToken);
        if (SuiteFingerprint.Of(tests, rubric) == sha256)
        {
            return;
        }

        await InsertVersionAsync(id, version + 1, tests, rubric, null, author, connection, transaction, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "update eval.suites set current_version = current_version + 1 where id = @id", new { id }, transaction, cancellationToken: cancellationToken));
    }

    private static async Task InsertVersionAsync(
        long suiteId, int version, IReadOnlyList<SuiteTest> tests, string? rubric, string? importReport, string author,
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var settings = new JsonObject();
        if (!string.IsNullOrEmpty(rubric))
        {
            settings["rubric"] = rubric;
        }

        if (importReport is not null)
        {
            settings["import"] = JsonNode.Parse(importReport);
        }

        var versionId = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            insert into eval.suite_versions (suite_id, version, sha256, settings, created_by)
            values (@suiteId, @version, @sha256, @settings::jsonb, @author) returning id
            """,
            new { suiteId, version, sha256 = SuiteFingerprint.Of(tests, rubric), settings = settings.ToJsonString(), author },
            transaction,
            cancellationToken: cancellationToken));
        await CopyAsync(versionId, tests, connection, cancellationToken);
    }

    private static async Task CopyAsync(long versionId, IReadOnlyList<SuiteTest> tests, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            """
            copy eval.tests (suite_version_id, order_index, name, system_prompt, user_prompt, expected_constraints, tools_schema_json, checks, reference,
                family, metadata) from stdin (format binary)
            """,
            cancellationToken);
        foreach (var test in tests)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync(versionId, NpgsqlDbType.Bigint, cancellationToken);
            await rows.WriteAsync(test.OrderIndex, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(test.Name, NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(rows, test.SystemPrompt, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(test.UserPrompt, NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(rows, test.ExpectedConstraints, NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(rows, test.ToolsSchemaJson, NpgsqlDbType.Json, cancellationToken);
            await WriteAsync(rows, test.Checks, NpgsqlDbType.Json, cancellationToken);
            await WriteAsync(rows, test.Reference, NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(rows, test.Family, NpgsqlDbType.Text, cancellationToken);
            await WriteAsync(rows, test.Metadata, NpgsqlDbType.Json, cancellationToken);
        }

        await rows.CompleteAsync(cancellationToken);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter rows, string? text, NpgsqlDbType type, CancellationToken cancellationToken) =>
        text is null ? rows.WriteNullAsync(cancellationToken) : rows.WriteAsync(text, type, cancellationToken);

    private async Task<long> WriteAsync(
        string? name, Func<NpgsqlConnection, NpgsqlTransaction, Task<long>> write, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var id = await write(connection, transaction);
            await transaction.CommitAsync(cancellationToken);
            return id;
        }
        catch (PostgresException failure) when (failure is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: NameIndex })
        {
            throw new ConflictException(
                name is null ? "Another suite has taken the name." : $"There is a suite named '{name}' already.", "suite.name_taken");
        }
    }
}
