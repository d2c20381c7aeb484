using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Podium.Benchmarks.Measure;

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
        await SeedAsync(database);
        using var client = new HttpClient { BaseAddress = podium.Address };
        var ids = await SomeIdsAsync(database);
        var deep = await DeepCursorAsync(client);
        report.Title($"{Artifacts:N0} artifacts, latency by four readers");
        (string Name, Func<int, string> Path)[] reads =
        [
            ("newest 48", _ => "/api/artifacts/search?limit=48"),
            ("by vendor", i => $"/api/artifacts/search?limit=48&vendor=vendor{i % 20}"),
            ("by model and task, cheapest", i => $"/api/artifacts/search?limit=48&model=vendor{i % 20}/model{i % 200}&sort=cheapest"),
            ("fastest", _ => "/api/artifacts/search?limit=48&sort=fastest"),
            ("words", i => $"/api/artifacts/search?limit=48&q=model{i % 200}"),
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

    private static async Task<IReadOnlyList<Guid>> SomeIdsAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT id FROM generation.artifacts WHERE source_ref = 'benchmark' ORDER BY random() LIMIT 500");
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    // 2,000 distinct pages of about 20 KB; the rest of each row is spread over 20 vendors, 200 models, 4 tasks and a year.
    private static async Task SeedAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 600 }.ConnectionString);
        await SeedPagesAsync(source);
        for (var from = 0; from < Artifacts; from += 10_000)
        {
            await using var insert = source.CreateCommand(
                """
                INSERT INTO generation.artifacts (id, model_id, label, provider, vendor, source_type, source_ref, task_id, prompt_version, created_at,
                    author_id, author_name, demo, truncated, bytes, page_sha256, generation_id, cost_pico_usd, ttft_ms, total_ms, words)
                SELECT gen_random_uuid(), 'vendor' || i % 20 || '/model' || i % 200, 'model' || i % 200, (ARRAY['openai','anthropic','google','huggingface'])[1 + i % 4],
                    'vendor' || i % 20, 'model', 'benchmark', (ARRAY['html_redesign','multistep_form','image_to_code','free'])[1 + i % 4], 'v1',
                    now() - i * interval '5 minutes', 'local', 'Local owner', false, false, 20000 + i % 5000,
                    p.sha256, gen_random_uuid(), (i * 7919) % 1000000000, 100 + i % 900, 5000 + i % 40000,
                    array_to_tsvector(ARRAY['vendor' || i % 20, 'model' || i % 200])
                FROM generate_series($1::int, $1::int + 9999) i
                JOIN (SELECT sha256, row_number() OVER () - 1 AS n FROM generation.pages) p ON p.n = i % 2000
                """);
            insert.Parameters.AddWithValue(from);
            await insert.ExecuteNonQueryAsync();
        }

        await using var analyze = source.CreateCommand("ANALYZE");
        await analyze.ExecuteNonQueryAsync();
    }

    private static async Task SeedPagesAsync(NpgsqlDataSource source)
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, 3_000).Select(_ => random.Next(100_000)));
            var html = System.Text.Encoding.UTF8.GetBytes($"<!doctype html><html lang=en><title>{i}</title><body><p>{text}</p></body></html>");
            using var gzip = new MemoryStream();
            await using (var stream = new System.IO.Compression.GZipStream(gzip, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            {
                await stream.WriteAsync(html);
            }

            await using var insert = source.CreateCommand("INSERT INTO generation.pages (sha256, gzip, bytes) VALUES ($1, $2, $3)");
            insert.Parameters.AddWithValue(System.Security.Cryptography.SHA256.HashData(html));
            insert.Parameters.AddWithValue(gzip.ToArray());
            insert.Parameters.AddWithValue(html.Length);
            await insert.ExecuteNonQueryAsync();
        }
    }
}
