using Dapper;
using Npgsql;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Artifacts;

internal sealed partial class ArtifactStore
{
    private const string IngestedIndex = "artifacts_ingested";

    /// <summary>
    /// Stores a page handed in by a person as the current one of its model id. The author's own earlier one stays as a superseded revision and
    /// becomes the parent; anybody else's cannot be replaced.
    /// </summary>
    /// <exception cref="ConflictException">The model id belongs to another author.</exception>
    public Task<SavedArtifact> IngestAsync(NewArtifact artifact, CancellationToken cancellationToken) =>
        WriteAsync(artifact, ReplaceOwnAsync, cancellationToken);

    private static async Task<NewArtifact> ReplaceOwnAsync(NewArtifact artifact, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        // Ingestions of one model id take turns. A statement of its own: the look that follows must see what the one before has committed.
        await connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_xact_lock(hashtextextended('podium/ingest/' || @ModelId, 0))", artifact, transaction, cancellationToken: cancellationToken));

        // The ingestion in force decides whose the id is; without one, the newest artifact does.
        const string Owner = """
            select coalesce(
                (select author_id from generation.artifacts
                 where model_id = @ModelId and generation_id is null and not superseded and deleted_at is null),
                (select a.author_id from generation.artifact_heads h join generation.artifacts a on a.id = h.artifact_id where h.model_id = @ModelId))
            """;
        const string Supersede = """
            update generation.artifacts set superseded = true
            where model_id = @ModelId and generation_id is null and not superseded and deleted_at is null
            returning id
            """;
        var owner = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(Owner, artifact, transaction, cancellationToken: cancellationToken));
        if (owner is not null && owner != artifact.AuthorId)
        {
            throw new ConflictException($"The artifact {artifact.ModelId} belongs to another author and cannot be overwritten.", "artifact.other_author");
        }

        var previous = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(Supersede, artifact, transaction, cancellationToken: cancellationToken));
        return artifact with { ParentId = artifact.ParentId ?? previous };
    }
}
