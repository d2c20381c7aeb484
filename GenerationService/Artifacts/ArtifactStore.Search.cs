using Dapper;

namespace Podium.GenerationService.Artifacts;

internal sealed partial class ArtifactStore
{
    private const int MaxFacetValues = 200;

    /// <summary>One page of the gallery: deleted and superseded artifacts are not in it.</summary>
    public async Task<ArtifactPage> SearchAsync(ArtifactFilter filter, CancellationToken cancellationToken)
    {
        var (sql, parameters) = SearchSql(filter);
        var rows = await QueryAsync<ArtifactRow, ArtifactRow>(sql, parameters, row => row, cancellationToken);
        var more = rows.Count > filter.Limit;
        var page = rows.Take(filter.Limit).ToList();
        return new ArtifactPage([.. page.Select(row => row.ToArtifact())], more ? page[^1].CursorOf(filter.Sort).Encode() : null);
    }

    /// <summary>The statement and parameters of one page. Only the conditions asked for appear, so that each combination gets a plan of its own.</summary>
    internal static (string Sql, DynamicParameters Parameters) SearchSql(ArtifactFilter filter)
    {
        var parameters = new DynamicParameters();
        parameters.Add("take", filter.Limit + 1);
        var conditions = new List<string> { "a.listed" };
        void Where(object? value, string name, string condition)
        {
            if (value is not null)
            {
                parameters.Add(name, value);
                conditions.Add(condition);
            }
        }

        Where(filter.WordQuery, "words", "a.words @@ @words::tsquery");
        Where(filter.Model, "model", "a.model_id = @model");
        Where(filter.Vendor, "vendor", "a.vendor = @vendor");
        Where(filter.Provider, "provider", "a.provider = @provider");
        Where(filter.Task, "task", "a.task_id = @task");
        Where(filter.Source, "source", "a.source_type = @source");
        Where(filter.AuthorId, "author", "a.author_id = @author");
        Where(filter.Session, "session", "a.session_id = @session");
        Where(filter.Parent, "parent", "a.parent_id = @parent");
        Where(filter.Demo, "demo", "a.demo = @demo");
        // By rank, which is indexed. Unknown has the highest rank there is, so an upper bound alone leaves it out; a lower one must too.
        Where(filter.MinCostPicoUsd, "minCost", "a.cost_rank >= @minCost and a.cost_rank < 9223372036854775807");
        Where(filter.MaxCostPicoUsd, "maxCost", "a.cost_rank <= @maxCost");
        Where(filter.From, "from", "a.created_at >= @from");
        Where(filter.To, "to", "a.created_at < @to");
        var (order, key, comparison) = OrderOf(filter.Sort);
        if (filter.After is { } after)
        {
            parameters.Add("key", filter.Sort == ArtifactSort.Newest ? TimeOf(after.Key) : after.Key);
            parameters.Add("id", after.Id);
            conditions.Add($"({key}, a.id) {comparison} (@key, @id)");
        }

        return ($"""
            select {Columns}, a.cost_rank as CostRank, a.speed_rank as SpeedRank
            from generation.artifacts a
            where {string.Join(" and ", conditions)}
            order by {order}
            limit @take
            """, parameters);
    }

    /// <summary>How many listed artifacts each value has, most frequent first, at most 200 of a kind.</summary>
    public async Task<ArtifactFacets> ReadFacetsAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            select kinds.kind, top.value, top.count
            from unnest(array['vendor', 'model', 'provider', 'task']) kinds (kind)
            cross join lateral (
                select value, count from generation.artifact_facets f
                where f.kind = kinds.kind and f.count > 0
                order by f.count desc, f.value
                limit @MaxFacetValues) top
            order by top.count desc, top.value
            """;
        var rows = await QueryAsync<(string Kind, string Value, long Count), (string Kind, FacetValue Value)>(
            Sql, new { MaxFacetValues }, row => (row.Kind, new FacetValue(row.Value, row.Count)), cancellationToken);
        var kinds = rows.ToLookup(row => row.Kind, row => row.Value);
        return new ArtifactFacets([.. kinds["vendor"]], [.. kinds["model"]], [.. kinds["provider"]], [.. kinds["task"]]);
    }

    private static (string Order, string Key, string Comparison) OrderOf(ArtifactSort sort) => sort switch
    {
        ArtifactSort.Newest => ("a.created_at desc, a.id desc", "a.created_at", "<"),
        ArtifactSort.Cheapest => ("a.cost_rank, a.id", "a.cost_rank", ">"),
        ArtifactSort.Fastest => ("a.speed_rank, a.id", "a.speed_rank", ">"),
        ArtifactSort.Lightest => ("a.bytes, a.id", "a.bytes", ">"),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    // A cursor that was tampered with may hold any number.
    private static DateTime TimeOf(long ticks) => new(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
}
