using Npgsql;

namespace Podium.TestKit;

/// <summary>Fills a migrated generation schema with many artifacts by one statement, for tests and benchmarks of lists over large numbers.</summary>
public static class ArtifactSeeder
{
    /// <summary>
    /// Adds <paramref name="count"/> artifacts of 200 models, 20 vendors, 8 providers and 4 tasks over the last 100 days, a hundredth of them sharing
    /// each page. Price follows vendor, so that an order and a filter may point in opposite directions. Returns a thousand of their ids.
    /// </summary>
    public static async Task<IReadOnlyList<Guid>> SeedAsync(string connectionString, int count, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var seed = new NpgsqlCommand(Seed, connection) { CommandTimeout = 600 };
        seed.Parameters.AddWithValue("count", count);
        await seed.ExecuteNonQueryAsync(cancellationToken);
        await using var analyze = new NpgsqlCommand("vacuum analyze generation.artifacts", connection) { CommandTimeout = 600 };
        await analyze.ExecuteNonQueryAsync(cancellationToken);
        await using var pick = new NpgsqlCommand("select id from generation.artifacts where author_id like 'seed:%' order by md5(id::text) limit 1000", connection);
        var ids = new List<Guid>();
        await using var reader = await pick.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    // Pages are not real gzip: 5 KB of noise each, the size that pages have, since only their bytes are moved.
    private const string Seed = """
        insert into generation.pages (sha256, gzip, bytes)
        select sha256(('seed' || i)::bytea), decode(repeat(md5(i::text), 160), 'hex'), 14000 + i % 9000
        from generate_series(1, @count / 100 + 1) i
        on conflict do nothing;

        insert into generation.artifacts (
            id, model_id, label, provider, vendor, source_type, task_id, prompt_version, created_at, author_id, author_name, demo, truncated, bytes,
            page_sha256, generation_id, session_id, input_tokens, output_tokens, cost_pico_usd, ttft_ms, total_ms, tokens_per_second, checks, words)
        select
            gen_random_uuid(), vendor || '/model-' || i % 10, 'Model ' || i % 10, 'provider' || i % 8, vendor, 'model',
            (array['html_redesign', 'multistep_form', 'image_to_code', 'free'])[1 + i % 4], 'v1', now() - i * interval '86.4 seconds',
            'seed:' || i % 50, 'Author ' || i % 50, i % 20 = 0, i % 30 = 0, 14000 + i % 9000,
            sha256(('seed' || (1 + i % (@count / 100 + 1)))::bytea), gen_random_uuid(), gen_random_uuid(), 9000, 8000 + i % 3000,
            case when i % 20 = 0 then null else (1 + i % 200 / 10) * 1000000000::bigint + i % 997 * 1000000 end, 200 + i % 900, 20000 + i % 70000, 80,
            '{"externalRequests": 0}', array_to_tsvector(array['model', (i % 10)::text, vendor, 'provider' || i % 8])
        from generate_series(1, @count) i
        cross join lateral (select 'vendor' || lpad((i % 200 / 10)::text, 2, '0') as vendor) v
        """;
}
