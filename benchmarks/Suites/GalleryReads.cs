using System.Diagnostics;
using System.Text.Json;
using Podium.Benchmarks.Measure;
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
        foreach (var (name, path) in reads)
        {
            await ReadAsync(client, path, 100);
            var latencies = await ReadAsync(client, path, 1_000);
            report.Values(name + " p50", "ms", [Sample.Percentile(latencies, 0.5)]);
            report.Goal(name + " p99", "ms", [Sample.Percentile(latencies, 0.99)], 10);
        }

        return report.ExitCode;
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
