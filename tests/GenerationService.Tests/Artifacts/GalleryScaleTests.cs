using System.Text.Json;
using Dapper;
using Npgsql;
using Podium.GenerationService.Artifacts;
using Podium.TestKit;
using Podium.TestKit.Postgres;

namespace Podium.GenerationService.Tests.Artifacts;

/// <summary>A gallery page touches about as many rows as it shows, however many there are: counted in the plans, not in milliseconds.</summary>
public sealed class GalleryScaleTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Artifacts = 20_000;

    // A page of 24 and one more to know whether there is a next, and what a second filter throws away on the way.
    private const int MaxRows = 600;

    private static IEnumerable<(string Name, ArtifactFilter Filter)> Pages()
    {
        foreach (var sort in Enum.GetValues<ArtifactSort>())
        {
            yield return ($"{sort}", new ArtifactFilter { Sort = sort });
            yield return ($"{sort} of a vendor", new ArtifactFilter { Sort = sort, Vendor = "vendor19" });
            yield return ($"{sort} of a model", new ArtifactFilter { Sort = sort, Model = "vendor19/model-3" });
            yield return ($"{sort} of a provider", new ArtifactFilter { Sort = sort, Provider = "provider3" });
            yield return ($"{sort} of a task", new ArtifactFilter { Sort = sort, Task = "free" });
            yield return ($"{sort} of nobody", new ArtifactFilter { Sort = sort, Vendor = "nobody" });
            yield return ($"{sort} of an author", new ArtifactFilter { Sort = sort, AuthorId = "seed:7" });
            yield return ($"{sort} of demos", new ArtifactFilter { Sort = sort, Demo = true });
            yield return ($"{sort} without demos", new ArtifactFilter { Sort = sort, Demo = false });
            yield return ($"{sort} of agents", new ArtifactFilter { Sort = sort, Source = "agent" });
            yield return ($"{sort} of words that many have", new ArtifactFilter { Sort = sort, WordQuery = ArtifactWords.Query("mod") });
            yield return ($"{sort} of words that none has", new ArtifactFilter { Sort = sort, WordQuery = ArtifactWords.Query("xyzzy") });
            yield return ($"{sort} of four hours", new ArtifactFilter { Sort = sort, From = DateTime.UtcNow.AddHours(-60), To = DateTime.UtcNow.AddHours(-56) });
            yield return ($"{sort} of a vendor's task", new ArtifactFilter { Sort = sort, Vendor = "vendor19", Task = "free" });
        }

        yield return ("cheaper than a cent", new ArtifactFilter { MaxCostPicoUsd = 10_000_000_000 });
        yield return ("dearest by time", new ArtifactFilter { Sort = ArtifactSort.Cheapest, MinCostPicoUsd = 19_000_000_000 });
    }

    [Fact]
    public async Task Every_gallery_page_reads_few_rows()
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        await using var host = await ArtifactsHost.StartAsync(connectionString);
        await ArtifactSeeder.SeedAsync(connectionString, Artifacts);
        await using var connection = await host.Database.OpenConnectionAsync();

        var dear = new List<string>();
        foreach (var (name, filter) in Pages())
        {
            var middle = await MiddleAsync(connection, filter.Sort);
            foreach (var page in new[] { filter, filter with { After = middle } })
            {
                var rows = await RowsReadAsync(connection, page, await host.Store.HasRareWordsAsync(page, default));
                if (rows > MaxRows)
                {
                    dear.Add($"{name}{(page.After is null ? "" : ", from the middle on")}: {rows}");
                }
            }
        }

        dear.ShouldBeEmpty(string.Join('\n', dear));
    }

    [Fact]
    public async Task The_list_and_the_facets_read_as_many_rows_as_they_answer()
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        await using var host = await ArtifactsHost.StartAsync(connectionString);
        await ArtifactSeeder.SeedAsync(connectionString, Artifacts);

        var (heads, next) = await host.Store.ListHeadsAsync(null, default);
        (heads.Count, next).ShouldBe((201, null));
        var facets = await host.Store.ReadFacetsAsync(default);
        facets.Vendors.Sum(facet => facet.Count).ShouldBe(Artifacts + 1);
        facets.Models.Count.ShouldBe(200);
    }

    private static async Task<ArtifactCursor> MiddleAsync(NpgsqlConnection connection, ArtifactSort sort)
    {
        var (key, order) = sort switch
        {
            ArtifactSort.Newest => ("0::bigint", "created_at desc, id desc"),
            ArtifactSort.Cheapest => ("cost_rank", "cost_rank, id"),
            ArtifactSort.Fastest => ("speed_rank", "speed_rank, id"),
            _ => ("bytes::bigint", "bytes, id"),
        };
        var (value, created, id) = await connection.QuerySingleAsync<(long, DateTime, Guid)>(
            $"select {key}, created_at, id from generation.artifacts where listed order by {order} offset {Artifacts / 2} limit 1");
        return new ArtifactCursor(sort, sort == ArtifactSort.Newest ? created.Ticks : value, id);
    }

    private static async Task<long> RowsReadAsync(NpgsqlConnection connection, ArtifactFilter filter, bool rareWords)
    {
        var (sql, parameters) = ArtifactStore.SearchSql(filter, rareWords);
        var plan = await connection.ExecuteScalarAsync<string>("explain (analyze, format json, timing off) " + sql, parameters);
        return Nodes(JsonElement.Parse(plan!)[0].GetProperty("Plan")).Sum(Rows);
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement node) =>
        [node, .. node.TryGetProperty("Plans", out var inner) ? inner.EnumerateArray().SelectMany(Nodes) : []];

    /// <summary>Rows a scan produced or threw away.</summary>
    private static long Rows(JsonElement node) => node.GetProperty("Node Type").GetString()!.Contains("Scan", StringComparison.Ordinal)
        ? Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck")
        : 0;

    private static long Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? (long)(value.GetDouble() * node.GetProperty("Actual Loops").GetDouble()) : 0;
}
