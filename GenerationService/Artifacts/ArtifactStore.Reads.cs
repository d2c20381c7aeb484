using Dapper;
using Podium.GenerationService.Generations;
using Podium.GenerationService.Pricing;

namespace Podium.GenerationService.Artifacts;

internal sealed partial class ArtifactStore
{
    private const string Columns = """
        a.id as Id, a.model_id as ModelId, a.label as Label, a.provider as Provider, a.vendor as Vendor, a.used_provider as UsedProvider,
        a.source_type as SourceType, a.source_ref as SourceRef, a.task_id as TaskId, a.prompt_version as PromptVersion, a.created_at as CreatedAt,
        a.author_id as AuthorId, a.author_name as AuthorName, a.demo as Demo, a.truncated as Truncated, a.superseded as Superseded,
        a.bytes as Bytes, a.page_sha256 as PageSha, a.raw_sha256 is not null as HasRaw, a.parent_id as ParentId,
        a.generation_id as GenerationId, a.session_id as SessionId, a.input_tokens as InputTokens, a.output_tokens as OutputTokens,
        a.cached_input_tokens as CachedInputTokens, a.cache_write_tokens as CacheWriteTokens, a.reasoning_tokens as ReasoningTokens,
        exists (select from generation.thumbnails t where t.page_sha256 = a.page_sha256 and t.state = 'ready') as HasThumbnail,
        a.cost::text as Cost, a.timings::text as Timings, a.checks::text as Checks
        """;

    /// <summary>Null when there is none, or it was deleted.</summary>
    public async Task<Artifact?> FindAsync(Guid id, CancellationToken cancellationToken) => (await FindAllAsync([id], cancellationToken)).SingleOrDefault();

    /// <summary>Those of the ids that exist, in any order.</summary>
    public async Task<IReadOnlyList<Artifact>> FindAllAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {Columns}
            from generation.artifacts a
            where a.id = any (@ids) and a.deleted_at is null
            """;
        return await QueryAsync<ArtifactRow, Artifact>(Sql, new { ids = ids.ToArray() }, row => row.ToArtifact(), cancellationToken);
    }

    /// <summary>The page as stored, for previews and downloads: no decompression, one index look-up. Null when there is none or it was deleted.</summary>
    public Task<StoredPage?> ReadPageAsync(Guid id, CancellationToken cancellationToken) => ReadStoredAsync("pages", "page_sha256", id, cancellationToken);

    /// <summary>The hash of an artifact's page, in hex; null when there is none or it was deleted.</summary>
    public async Task<string?> FindPageHashAsync(Guid id, CancellationToken cancellationToken)
    {
        const string Sql = "select page_sha256 from generation.artifacts where id = @id and deleted_at is null";
        return (await QueryAsync<byte[], string>(Sql, new { id }, Convert.ToHexStringLower, cancellationToken)).SingleOrDefault();
    }

    /// <summary>What the model sent, as stored; null when that was not kept.</summary>
    public Task<StoredPage?> ReadRawAsync(Guid id, CancellationToken cancellationToken) => ReadStoredAsync("raw_answers", "raw_sha256", id, cancellationToken);

    private async Task<StoredPage?> ReadStoredAsync(string table, string column, Guid id, CancellationToken cancellationToken)
    {
        var sql = $"""
            select p.gzip, p.sha256, p.bytes, a.model_id, a.label, a.created_at
            from generation.artifacts a
            join generation.{table} p on p.sha256 = a.{column}
            where a.id = @id and a.deleted_at is null
            """;
        var pages = await QueryAsync<(byte[] Gzip, byte[] Sha, int Bytes, string ModelId, string Label, DateTime CreatedAt), StoredPage>(
            sql,
            new { id },
            row => new StoredPage(id, row.ModelId, row.Gzip, Convert.ToHexStringLower(row.Sha), row.Bytes, row.Label, row.CreatedAt),
            cancellationToken);
        return pages.SingleOrDefault();
    }

    private async Task<List<T>> QueryAsync<TRow, T>(string sql, object parameters, Func<TRow, T> map, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<TRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return [.. rows.Select(map)];
    }

    private sealed class ArtifactRow
    {
        public Guid Id { get; init; }
        public string ModelId { get; init; } = "";
        public string Label { get; init; } = "";
        public string Provider { get; init; } = "";
        public string Vendor { get; init; } = "";
        public string? UsedProvider { get; init; }
        public string SourceType { get; init; } = "";
        public string? SourceRef { get; init; }
        public string? TaskId { get; init; }
        public string PromptVersion { get; init; } = "";
        public DateTime CreatedAt { get; init; }
        public string AuthorId { get; init; } = "";
        public string AuthorName { get; init; } = "";
        public bool Demo { get; init; }
        public bool Truncated { get; init; }
        public bool Superseded { get; init; }
        public int Bytes { get; init; }
        public byte[] PageSha { get; init; } = [];
        public bool HasRaw { get; init; }
        public bool HasThumbnail { get; init; }
        public Guid? ParentId { get; init; }
        public Guid? GenerationId { get; init; }
        public Guid? SessionId { get; init; }
        public long? InputTokens { get; init; }
        public long? OutputTokens { get; init; }
        public long? CachedInputTokens { get; init; }
        public long? CacheWriteTokens { get; init; }
        public long? ReasoningTokens { get; init; }
        public string? Cost { get; init; }
        public string? Timings { get; init; }
        public string? Checks { get; init; }
        public long CostRank { get; init; }
        public long SpeedRank { get; init; }

        public ArtifactCursor CursorOf(ArtifactSort sort) => new(
            sort,
            sort switch
            {
                ArtifactSort.Newest => CreatedAt.Ticks,
                ArtifactSort.Cheapest => CostRank,
                ArtifactSort.Fastest => SpeedRank,
                _ => Bytes,
            },
            Id);

        public Artifact ToArtifact() => new()
        {
            Id = Id,
            ModelId = ModelId,
            Label = Label,
            Provider = Provider,
            Vendor = Vendor,
            UsedProvider = UsedProvider,
            SourceType = SourceType,
            SourceRef = SourceRef,
            TaskId = TaskId,
            PromptVersion = PromptVersion,
            CreatedAt = CreatedAt,
            Author = new ArtifactAuthor(AuthorId, AuthorName),
            Demo = Demo,
            Truncated = Truncated,
            Superseded = Superseded,
            Bytes = Bytes,
            Sha256 = Convert.ToHexStringLower(PageSha),
            HasRaw = HasRaw,
            ParentId = ParentId,
            GenerationId = GenerationId,
            SessionId = SessionId,
            Usage = Usage(),
            Cost = GenerationJson.Parse<CompletionCostResponse>(Cost),
            Timings = GenerationJson.Parse<TimingsView>(Timings),
            Checks = ArtifactChecks.Parse(Checks),
            ThumbnailUrl = HasThumbnail ? $"/api/artifacts/{Id}/thumbnail" : null,
        };

        private ArtifactUsage? Usage() => InputTokens is null && OutputTokens is null
            ? null
            : new ArtifactUsage(InputTokens, OutputTokens, CachedInputTokens, CacheWriteTokens, ReasoningTokens, InputTokens + OutputTokens);
    }
}
