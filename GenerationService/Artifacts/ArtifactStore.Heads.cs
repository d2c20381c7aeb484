using Npgsql;

namespace Podium.GenerationService.Artifacts;

internal sealed partial class ArtifactStore
{
    /// <summary>At most this many entries in one answer of the list.</summary>
    public const int MaxHeads = 1_000;

    private const string HeadColumns = """
        a.id as Id, a.model_id as ModelId, a.label as Label, a.provider as Provider, a.vendor as Vendor, a.source_type as SourceType,
        a.source_ref as SourceRef, a.prompt_version as PromptVersion, a.created_at as CreatedAt
        """;

    /// <summary>The newest artifact of each model id, by label without regard to case and accents.</summary>
    public async Task<(IReadOnlyList<ArtifactHead> Heads, HeadCursor? Next)> ListHeadsAsync(HeadCursor? after, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select h.label_key as LabelKey, {HeadColumns}
            from generation.artifact_heads h
            join generation.artifacts a on a.id = h.artifact_id
            where h.artifact_id is not null and (h.label_key, h.model_id collate "C") > (@labelKey, @modelId)
            order by h.label_key, h.model_id collate "C"
            limit @take
            """;
        var parameters = new { labelKey = after?.LabelKey ?? "", modelId = after?.ModelId ?? "", take = MaxHeads + 1 };
        var rows = await QueryAsync<HeadRow, HeadRow>(Sql, parameters, row => row, cancellationToken);
        var page = rows.Take(MaxHeads).ToList();
        return ([.. page.Select(ToHead)], rows.Count > MaxHeads ? new HeadCursor(page[^1].LabelKey, page[^1].ModelId) : null);
    }

    /// <summary>The newest artifact of one model id, or null.</summary>
    public async Task<ArtifactHead?> FindHeadAsync(string modelId, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select h.label_key as LabelKey, {HeadColumns}
            from generation.artifact_heads h
            join generation.artifacts a on a.id = h.artifact_id
            where h.model_id = @modelId
            """;
        return (await QueryAsync<HeadRow, ArtifactHead>(Sql, new { modelId }, ToHead, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Whether the newest artifact of a model id is this very page. Asked at every start, so without a mapper to compile.</summary>
    public async Task<bool> IsHeadAsync(string modelId, string html, CancellationToken cancellationToken)
    {
        const string Sql = """
            select exists (
                select from generation.artifact_heads h
                join generation.artifacts a on a.id = h.artifact_id
                where h.model_id = $1 and a.page_sha256 = $2 and a.deleted_at is null)
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = modelId });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = PageBlob.HashOf(html) });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static ArtifactHead ToHead(HeadRow row) => new(
        row.Id, row.ModelId, row.Label, ArtifactPaths.Of(row.ModelId), row.PromptVersion, row.CreatedAt, row.SourceType, row.SourceRef, row.Provider, row.Vendor);

    private sealed record HeadRow(
        string LabelKey, Guid Id, string ModelId, string Label, string Provider, string Vendor, string SourceType, string? SourceRef, string PromptVersion, DateTime CreatedAt);
}
