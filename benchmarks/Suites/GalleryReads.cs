using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Podium.Benchmarks.Measure;
using Podium.GenerationService.Artifacts;
using Podium.TestKit;

namespace Podium.Benchmarks.Suites;

/// <summary>Reads over 100,000 artifacts by four readers at once: lists in every order, filters, a deep page, facets, one artifact, its page and its preview.</summary>
internal static class GalleryReads
{
    private const int Artifacts = 100_000;

    public static async Task<int> RunAsync()
    {
        var report = new Report("gallery");
        var database = await Product.DatabaseAsync();
        await using var podium = await Product.StandaloneOnAsync(database);
        var ids = await ArtifactSeeder.SeedAsync(database, Artifacts);
        using var client = new HttpClient { BaseAddress = podium.Address };

        // As browsers ask: pages go out as they are stored.
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        var deep = await DeepCursorAsync(client);
        report.Title($"{Artifacts:N0} artifacts, latency by four readers");
        (string Name, Func<int, string> Path)[] reads =
        [
            ("newest 48", _ => "/api/artifacts/search?limit=48"),
            ("by vendor", i => $"/api/artifacts/search?limit=48&vendor=vendor{i % 20:00}"),
            ("by model and task, cheapest", i => $"/api/artifacts/search?limit=48&model=vendor{i % 20:00}/model-{i % 10}&sort=cheapest"),
            ("fastest", _ => "/api/artifacts/search?limit=48&sort=fastest"),
            ("words", i => $"/api/artifacts/search?limit=48&q=vendor{i % 20:00}"),
            ("forty pages deep", _ => $"/api/artifacts/search?limit=48&cursor={Uri.EscapeDataString(deep)}"),
            ("facets", _ => "/api/artifacts/facets"),
            ("one artifact", i => $"/api/artifacts/{ids[i % ids.Count]}"),
            ("its page", i => $"/api/artifacts/{ids[i % ids.Count]}/html"),
            ("its preview", i => $"/preview/{ids[i % ids.Count]}"),
        ];
        foreach (var (_, path) in reads)
        {
            await ReadAsync(client, path, 1_000);
        }

        foreach (var (name, path) in reads)
        {
            List<double> p50 = [], p99 = [];
            for (var round = 0; round < 5; round++)
            {
                var latencies = await ReadAsync(client, path, 500);
                p50.Add(Sample.Percentile(latencies, 0.5));
                p99.Add(Sample.Percentile(latencies, 0.99));
            }

            report.Values(name + " p50", "ms", p50);
            report.Goal(name + " p99", "ms", p99, 10);
        }

        await SearchesAsync(report, client, database);
        return report.ExitCode;
    }

    /// <summary>Every order with every filter, its first page and a page from the middle of the gallery on.</summary>
    private static async Task SearchesAsync(Report report, HttpClient client, string database)
    {
        report.Title("every order with every filter, first page and from the middle on, median p99 of three times 100 reads");
        var from = DateTimeOffset.UtcNow.AddDays(-60);
        (string Name, string Query)[] filters =
        [
            ("all", ""), ("model", "&model=vendor07/model-3"), ("vendor", "&vendor=vendor07"), ("provider", "&provider=provider3"), ("task", "&task=free"),
            ("source", "&source=model"), ("no source", "&source=agent"), ("author", "&author=seed:7"), ("mine", "&author=me"), ("demo", "&demo=true"), ("not demo", "&demo=false"),
            ("cost", "&minCost=0.002&maxCost=0.003"), ("no cost", "&maxCost=0.0000001"), ("dates", $"&from={Uri.EscapeDataString($"{from:O}")}&to={Uri.EscapeDataString($"{from.AddDays(1):O}")}"),
            ("vendor and task", "&vendor=vendor07&task=free"), ("vendor and cost", "&vendor=vendor07&minCost=0.002"), ("frequent word", "&q=model"), ("two words", "&q=vendor07+provider3"),
            ("unknown word", "&q=nowhere"), ("unknown vendor", "&vendor=nobody"), ("session", $"&session={Guid.NewGuid()}"),
        ];
        List<(string Name, double P99)> found = [];
        foreach (var sort in Enum.GetValues<ArtifactSort>())
        {
            var middle = await MiddleAsync(database, sort);
            foreach (var (name, query) in filters)
            {
                foreach (var (place, cursor) in new[] { ("first", ""), ("middle", "&cursor=" + Uri.EscapeDataString(middle.Encode())) })
                {
                    var path = $"/api/artifacts/search?limit=48&sort={sort.ToString().ToLowerInvariant()}{query}{cursor}";
                    await ReadAsync(client, _ => path, 20);
                    List<double> rounds = [];
                    for (var round = 0; round < 3; round++)
                    {
                        rounds.Add(Sample.Percentile(await ReadAsync(client, _ => path, 100), 0.99));
                    }

                    found.Add(($"{sort}, {name}, {place}", Sample.Median(rounds)));
                }
            }
        }

        report.Values($"all {found.Count}", "ms", [.. found.Select(f => f.P99)]);
        report.Note("the slowest: " + string.Join("; ", found.OrderByDescending(f => f.P99).Take(8).Select(f => $"{f.Name} {f.P99:0.0}")));
        report.Goal("orders and filters above 10 ms", "of them", [found.Count(f => f.P99 > 10)], 0);
    }

    private static async Task<ArtifactCursor> MiddleAsync(string database, ArtifactSort sort)
    {
        var (key, order) = sort switch
        {
            ArtifactSort.Newest => ("0::bigint, created_at", "created_at desc, id desc"),
            ArtifactSort.Cheapest => ("cost_rank, created_at", "cost_rank, id"),
            ArtifactSort.Fastest => ("speed_rank, created_at", "speed_rank, id"),
            _ => ("bytes::bigint, created_at", "bytes, id"),
        };
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select id, {key} from generation.artifacts where listed order by {order} offset {Artifacts / 2} limit 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new ArtifactCursor(sort, sort == ArtifactSort.Newest ? reader.GetDateTime(2).Ticks : reader.GetInt64(1), reader.GetGuid(0));
    }

    private static async Task<double[]> ReadAsync(HttpClient client, Func<int, string> path, int count)
    {
        var latencies = new double[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, token) =>
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(path(i), token);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(token);
            latencies[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        });
        return latencies;
    }

    private static async Task<string> DeepCursorAsync(HttpClient client)
    {
        var cursor = "";
        for (var page = 0; page < 40; page++)
        {
            using var document = JsonDocument.Parse(await client.GetStringAsync($"/api/artifacts/search?limit=48{(cursor == "" ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}"));
            cursor = document.RootElement.GetProperty("nextCursor").GetString()!;
        }

        return cursor;
    }
}
