using Dapper;
using Npgsql;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Artifacts;

internal sealed partial class ArtifactStore
{
    /// <summary>Hides an artifact everywhere. Its author may, and an admin; nobody may delete the baseline.</summary>
    /// <exception cref="NotFoundException">There is none, or it is already deleted.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's, or the baseline.</exception>
    public async Task DeleteAsync(Guid id, PodiumUser user, CancellationToken cancellationToken)
    {
        const string Sql = "update generation.artifacts set deleted_at = @now, deleted_by = @user where id = @id and deleted_at is null";
        await CheckMayChangeAsync(id, deleted: false, user, cancellationToken);
        if (await ExecuteAsync(Sql, new { id, user = user.Id, now = ToStored(clock.GetUtcNow()) }, cancellationToken) == 0)
        {
            throw Unknown(id);
        }
    }

    /// <summary>Undoes a deletion: an admin any, an author their own.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not deleted.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's, or an admin deleted it.</exception>
    /// <exception cref="ConflictException">Its model id has been taken by another ingestion since.</exception>
    public async Task RestoreAsync(Guid id, PodiumUser user, CancellationToken cancellationToken)
    {
        // Whose deletion it is stands in the update too: an admin may have deleted it again since the check.
        const string Sql = """
            update generation.artifacts set deleted_at = null, deleted_by = null
            where id = @id and deleted_at is not null and (@admin or deleted_by = author_id)
            """;
        await CheckMayChangeAsync(id, deleted: true, user, cancellationToken);
        try
        {
            if (await ExecuteAsync(Sql, new { id, admin = user.Role == Role.Admin }, cancellationToken) == 0)
            {
                throw Unknown(id);
            }
        }
        catch (PostgresException failure) when (failure is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: IngestedIndex })
        {
            throw new ConflictException("Another artifact has taken this model id since the deletion.", "artifact.model_id_taken");
        }
    }

    internal static NotFoundException Unknown(Guid id) => new($"There is no artifact {id}.", "artifact.not_found");

    private async Task CheckMayChangeAsync(Guid id, bool deleted, PodiumUser user, CancellationToken cancellationToken)
    {
        const string Sql = "select author_id, deleted_by from generation.artifacts where id = @id and (deleted_at is not null) = @deleted";
        var found = await QueryAsync<(string Author, string? DeletedBy), (string Author, string? DeletedBy)>(Sql, new { id, deleted }, row => row, cancellationToken);
        var (authorId, deletedBy) = found.Count == 1 ? found[0] : throw Unknown(id);
        if (authorId == Baseline.AuthorId)
        {
            throw new ForbiddenException("The baseline is read-only.", "artifact.read_only");
        }

        if (authorId != user.Id && user.Role != Role.Admin)
        {
            throw new ForbiddenException("Only its author or an admin may do this to an artifact.", "artifact.other_author");
        }

        if (deletedBy is not null && deletedBy != authorId && user.Role != Role.Admin)
        {
            throw new ForbiddenException("An admin deleted this artifact, so only an admin may restore it.", "artifact.deleted_by_admin");
        }
    }

    private Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) => RetryingAsync(
        async token =>
        {
            await using var connection = await database.OpenConnectionAsync(token);
            return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: token));
        },
        cancellationToken);
}
