using Dapper;
using Podium.GenerationService.Artifacts;
using Podium.ServiceDefaults.Errors;
using Podium.TestKit.Postgres;

namespace Podium.GenerationService.Tests.Artifacts;

public sealed class ArtifactStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ArtifactsHost _host = null!;

    private ArtifactStore Store => _host.Store;

    public async Task InitializeAsync() => _host = await ArtifactsHost.StartAsync(await postgres.CreateDatabaseAsync());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Everything_that_was_saved_is_read_back()
    {
        var parent = await Store.SaveAsync(SampleArtifacts.Generated(), default);
        var artifact = SampleArtifacts.Generated("meta/llama") with
        {
            Id = Guid.CreateVersion7(),
            UsedProvider = "novita",
            SourceRef = "huggingface:meta/llama:novita",
            CreatedAt = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)),
            Truncated = true,
            RawAnswer = "Sure!\n```html\n...",
            ParentId = parent.Id,
            SessionId = Guid.CreateVersion7(),
            Usage = new ArtifactUsage(100, 20, 30, null, 5, 120),
            CostPicoUsd = 1_234_567,
            CostJson = """{"totalUsd": 0.000001234567}""",
            TtftMs = 12.5,
            TotalMs = 900,
            OutputTokensPerSecond = 22.2,
            TimingsJson = """{"ttftMs": 12.5}""",
        };

        var saved = await Store.SaveAsync(artifact, default);

        saved.ShouldBe(new SavedArtifact(artifact.Id.Value, "meta/llama", artifact.CreatedAt.Value));
        var found = (await Store.FindAsync(saved.Id, default)).ShouldNotBeNull();
        found.ShouldBeEquivalentTo(new Artifact
        {
            Id = saved.Id,
            ModelId = "meta/llama",
            Label = "llama",
            Provider = "huggingface",
            Vendor = "meta",
            UsedProvider = "novita",
            SourceType = "model",
            SourceRef = "huggingface:meta/llama:novita",
            TaskId = "html_redesign",
            PromptVersion = "v1",
            CreatedAt = artifact.CreatedAt.Value.ToUniversalTime(),
            Author = new ArtifactAuthor("hf:ada", "Ada"),
            Demo = false,
            Truncated = true,
            Superseded = false,
            Bytes = artifact.Html.Length,
            Sha256 = Convert.ToHexStringLower(PageBlob.Of(artifact.Html).Sha256),
            HasRaw = true,
            ParentId = parent.Id,
            GenerationId = artifact.GenerationId,
            SessionId = artifact.SessionId,
            Usage = artifact.Usage,
            Cost = found.Cost,
            Timings = found.Timings,
            Checks = found.Checks,
        });
        found.Cost!.TotalUsd.ShouldBe(0.000001234567m);
        found.Timings!.TtftMs.ShouldBe(12.5);
        (found.Checks!.Title, found.Checks.HasLang, found.Checks.Content!.SectionsKept).ShouldBe(("Podium", true, 0));
    }

    [Fact]
    public async Task Equal_pages_are_stored_once()
    {
        var html = SampleArtifacts.Page("Shared");
        await Store.SaveAsync(SampleArtifacts.Generated("a/one", html), default);
        await Store.SaveAsync(SampleArtifacts.Generated("b/two", html), default);

        (await CountAsync("pages")).ShouldBe(2);
        (await CountAsync("artifacts")).ShouldBe(3);
    }

    [Fact]
    public async Task A_page_is_read_as_it_was_compressed()
    {
        var html = SampleArtifacts.Page("Umlaut ä 🙂", new string('x', 10_000));
        var saved = await Store.SaveAsync(SampleArtifacts.Generated(html: html), default);

        var page = (await Store.ReadPageAsync(saved.Id, default)).ShouldNotBeNull();

        page.Gzip.Length.ShouldBeLessThan(1_000);
        (await PageBlob.ReadTextAsync(page.Gzip, default)).ShouldBe(html);
        page.Sha256.ShouldBe(Convert.ToHexStringLower(PageBlob.Of(html).Sha256));
        page.CreatedAt.ShouldBe(saved.CreatedAt);
        page.Label.ShouldBe("foo-7b");
    }

    [Fact]
    public async Task Saving_a_generation_twice_keeps_the_first()
    {
        var artifact = SampleArtifacts.Generated();
        var first = await Store.SaveAsync(artifact, default);
        var again = await Store.SaveAsync(artifact with { Html = SampleArtifacts.Page("Other") }, default);

        again.ShouldBe(first);
        (await CountAsync("artifacts")).ShouldBe(2);
    }

    [Fact]
    public async Task Writers_that_meet_all_succeed_and_the_counts_are_right()
    {
        var models = Enumerable.Range(0, 5).Select(i => $"vendor{i}/model{4 - i}").ToArray();
        var writers = Enumerable.Range(0, 100).Select(i => i % 4 == 0
            ? Store.IngestAsync(SampleArtifacts.Generated(models[i % 5]) with { GenerationId = null, Vendor = $"vendor{i % 3}" }, default)
            : Store.SaveAsync(SampleArtifacts.Generated(models[i % 5]), default));
        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(60));

        await using var connection = await _host.Database.OpenConnectionAsync();
        const string Counted = "select kind, value, count from generation.artifact_facets where count <> 0 order by 1, 2";
        const string Truth = """
            select kind, value, count(*) from generation.artifacts a
            cross join lateral (values ('vendor', vendor), ('model', model_id), ('provider', provider), ('task', task_id)) f (kind, value)
            where deleted_at is null and not superseded group by kind, value order by 1, 2
            """;
        (await connection.QueryAsync<(string, string, long)>(Counted)).ShouldBe(await connection.QueryAsync<(string, string, long)>(Truth));
        (await connection.QueryAsync<(string, Guid)>("select model_id, artifact_id from generation.artifact_heads order by 1")).ShouldBe(
            await connection.QueryAsync<(string, Guid)>(
                "select distinct on (model_id) model_id, id from generation.artifacts order by model_id, created_at desc, id desc"));
    }

    [Fact]
    public async Task An_ingestion_replaces_its_authors_earlier_one_and_keeps_it_as_a_revision()
    {
        var artifact = SampleArtifacts.Generated("my-agent") with { GenerationId = null };
        var first = await Store.IngestAsync(artifact, default);
        var second = await Store.IngestAsync(artifact with { Html = SampleArtifacts.Page("Better") }, default);

        (await Store.FindAsync(first.Id, default))!.Superseded.ShouldBeTrue();
        var current = (await Store.FindAsync(second.Id, default))!;
        (current.Superseded, current.ParentId).ShouldBe((false, first.Id));
    }

    [Fact]
    public async Task Another_authors_artifact_cannot_be_replaced()
    {
        var artifact = SampleArtifacts.Generated("my-agent") with { GenerationId = null };
        await Store.IngestAsync(artifact, default);

        var refused = await Should.ThrowAsync<ConflictException>(
            () => Store.IngestAsync(artifact with { AuthorId = ArtifactsHost.Bob.Id, AuthorName = "Bob" }, default));

        refused.Code.ShouldBe("artifact.other_author");
        (await CountAsync("artifacts")).ShouldBe(2);
    }

    // The baseline, which the host publishes at start, counts.
    private async Task<long> CountAsync(string table)
    {
        await using var connection = await _host.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from generation.{table}");
    }
}
