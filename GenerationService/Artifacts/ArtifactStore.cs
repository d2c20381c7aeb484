using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.GenerationService.Thumbnails;

namespace Podium.GenerationService.Artifacts;

/// <summary>The pages people keep. Nothing is ever overwritten: a newer revision is a new row, and deleting hides.</summary>
internal sealed partial class ArtifactStore([FromKeyedServices("generation")] NpgsqlDataSource database, TimeProvider clock, ThumbnailSignal thumbnails)
{
    private const int MaxTries = 4;

    /// <summary>Stores a generated page. Safe to repeat for the same generation: the first save wins, and its id is returned.</summary>
    public Task<SavedArtifact> SaveAsync(NewArtifact artifact, CancellationToken cancellationToken) =>
        WriteAsync(artifact, static (artifact, _, _, _) => Task.FromResult(artifact), cancellationToken);

    private async Task<SavedArtifact> WriteAsync(
        NewArtifact artifact,
        Func<NewArtifact, NpgsqlConnection, NpgsqlTransaction, CancellationToken, Task<NewArtifact>> prepare,
        CancellationToken cancellationToken)
    {
        var page = PageBlob.Of(artifact.Html);
        var raw = artifact.RawAnswer is null ? null : PageBlob.Of(artifact.RawAnswer);
        var checks = ArtifactChecks.Json(artifact);
        var saved = await RetryingAsync(
            async token =>
            {
                await using var connection = await database.OpenConnectionAsync(token);
                await using var transaction = await connection.BeginTransactionAsync(token);
                var prepared = await prepare(artifact, connection, transaction, token);
                var row = await InsertAsync(prepared, page, raw, checks, connection, transaction, token);
                await transaction.CommitAsync(token);
                return row;
            },
            cancellationToken);
        thumbnails.Wake();
        return saved;
    }

    private async Task<SavedArtifact> InsertAsync(
        NewArtifact artifact, PageBlob page, PageBlob? raw, string checks, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into generation.pages (sha256, gzip, bytes) values (@PageSha, @PageGzip, @PageBytes) on conflict do nothing;

            insert into generation.thumbnails (page_sha256) values (@PageSha) on conflict do nothing;

            insert into generation.raw_answers (sha256, gzip, bytes)
            select @RawSha, @RawGzip, @RawBytes where @RawSha is not null on conflict do nothing;

            insert into generation.artifacts (
                id, model_id, label, provider, vendor, used_provider, source_type, source_ref, task_id, prompt_version, created_at, author_id,
                author_name, demo, truncated, bytes, page_sha256, raw_sha256, parent_id, generation_id, session_id, input_tokens, output_tokens,
                cached_input_tokens, cache_write_tokens, reasoning_tokens, cost_pico_usd, cost, ttft_ms, total_ms, tokens_per_second, timings,
                checks, words)
            values (
                @Id, @ModelId, @Label, @Provider, @Vendor, @UsedProvider, @SourceType, @SourceRef, @TaskId, @PromptVersion, @CreatedAt, @AuthorId,
                @AuthorName, @Demo, @Truncated, @PageBytes, @PageSha, @RawSha,
                (select id from generation.artifacts where id = @ParentId), @GenerationId, @SessionId, @InputTokens, @OutputTokens, @CachedInputTokens,
                @CacheWriteTokens, @ReasoningTokens, @CostPicoUsd, @CostJson::jsonb, @TtftMs, @TotalMs, @OutputTokensPerSecond, @TimingsJson::jsonb,
                @Checks::jsonb, array_to_tsvector(@Words))
            on conflict (generation_id) where generation_id is not null do nothing;

            select id as Id, model_id as ModelId, created_at as CreatedAt
            from generation.artifacts
            where id = @Id or (@GenerationId is not null and generation_id = @GenerationId);
            """;
        var command = new CommandDefinition(Sql, Parameters(artifact, page, raw, checks), transaction, cancellationToken: cancellationToken);
        var (id, modelId, createdAt) = await connection.QuerySingleAsync<(Guid, string, DateTime)>(command);
        return new SavedArtifact(id, modelId, createdAt);
    }

    private DynamicParameters Parameters(NewArtifact artifact, PageBlob page, PageBlob? raw, string checks)
    {
        var parameters = new DynamicParameters(artifact);
        parameters.AddDynamicParams(new
        {
            Id = artifact.Id ?? Guid.CreateVersion7(),
            CreatedAt = ToStored(artifact.CreatedAt ?? clock.GetUtcNow()),
            PageSha = page.Sha256,
            PageGzip = page.Gzip,
            PageBytes = page.Bytes,
            Checks = checks,
            RawSha = raw?.Sha256,
            RawGzip = raw?.Gzip,
            RawBytes = raw?.Bytes,
            artifact.Usage?.InputTokens,
            artifact.Usage?.OutputTokens,
            artifact.Usage?.CachedInputTokens,
            artifact.Usage?.CacheWriteTokens,
            artifact.Usage?.ReasoningTokens,
            Words = ArtifactWords.Of(
                artifact.Label, artifact.ModelId, artifact.Vendor, artifact.Provider, artifact.UsedProvider, artifact.TaskId, artifact.AuthorName),
        });
        return parameters;
    }

    /// <summary>
    /// Two writers may meet: in opposite orders on the counted facets (deadlock), or on being the first ingestion of a model id (unique). Both are
    /// settled by looking again.
    /// </summary>
    private static async Task<T> RetryingAsync<T>(Func<CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await write(cancellationToken);
            }
            catch (PostgresException failure) when (tried < MaxTries && IsMeeting(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 25) * tried), cancellationToken);
            }
        }
    }

    private static bool IsMeeting(PostgresException failure) =>
        failure.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
        || failure is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: IngestedIndex };

    // The column holds microseconds; a cursor made from a row must compare equal to it.
    private static DateTime ToStored(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
