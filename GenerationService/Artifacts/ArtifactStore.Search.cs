using Dapper;

namespace Podium.GenerationService.Artifacts;

internal sealed partial class ArtifactStore
{
    private const int MaxFacetValues = 200;
    private const int MaxRareHits = 500;

    /// <summary>One page of the gallery: deleted and superseded artifacts are not in it.</summary>
    public async Task<ArtifactPage> SearchAsync(ArtifactFilter filter, CancellationToken cancellationToken)
    {
        var (sql, parameters) = SearchSql(filter, await HasRareWordsAsync(filter, cancellationToken));
        var rows = await QueryAsync<ArtifactRow, ArtifactRow>(sql, parameters, row => row, cancellationToken);
        var more = rows.Count > filter.Limit;
        var page = rows.Take(filter.Limit).ToList();
        return new ArtifactPage([.. page.Select(row => row.ToArtifact())], more ? page[^1].CursorOf(filter.Sort).Encode() : null);
    }

    /// <summary>
    /// Whether few artifacts have the words. The planner cannot tell: it takes every word beginning for one row in fifty, and would read the whole gallery in
    /// order to find that nobody has a misspelt one.
    /// </summary>
    internal async Task<bool> HasRareWordsAsync(ArtifactFilter filter, CancellationToken cancellationToken)
    {
        const string Sql = """
            select count(*) from (
                select from generation.artifacts a where a.listed and a.words @@ @WordQuery::tsquery limit @MaxRareHits) hits
            """;
        return filter.WordQuery is not null
            && (await QueryAsync<long, long>(Sql, new { filter.WordQuery, MaxRareHits }, hits => hits, cancellationToken))[0] < MaxRareHits;
    }

    /// <summary>The statement and parameters of one page. Only the conditions asked for appear, so that each combination gets a plan of its own.</summary>
    /// <param name="rareWords">The words are looked up first, and the few that have them are sorted; else the order is walked and the words are checked.</param>
    internal static (string Sql, DynamicParameters Parameters) SearchSql(ArtifactFilter filter, bool rareWords)
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

        Where(filter.WordQuery, "words", rareWords
            ? "a.id in (select id from hits)"
            // Not as a condition of the word index: it would bring half the gallery in no order.
            : "(a.words @@ @words::tsquery) is true");
        Where(filter.Model, "model", "a.model_id = @model");
        Where(filter.Vendor, "vendor", "a.vendor = @vendor");
        Where(filter.Provider, "provider", "a.provider = @provider");
        Where(filter.Task, "task", "a.task_id = @task");
        Where(filter.Source, "source", "a.source_type = @source");
        Where(filter.AuthorId, "author", "a.author_id = @author");
        Where(filter.Session, "session", "a.session_id = @session");
        Where(filter.Parent, "parent", "a.parent_id = @parent");
        // Spelt out, so that the indexes of demos alone serve it.
        Where(filter.Demo, "demo", filter.Demo == true ? "a.demo" : "not a.demo");
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

        const string Hits = "with hits as materialized (select id from generation.artifacts where listed and words @@ @words::tsquery)";
        return ($"""
            {(rareWords ? Hits : "")}
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
