using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Thumbnails;

/// <summary>Pictures of pages, and the queue of those still to be made: one row per distinct page.</summary>
internal sealed class ThumbnailStore([FromKeyedServices("generation")] NpgsqlDataSource database, TimeProvider clock, ThumbnailAvailability availability)
{
    /// <summary>The picture of an artifact, or null when there is no such artifact.</summary>
    /// <exception cref="NotFoundException">There is no picture, or not yet; with <c>Retry-After</c> while one is being made.</exception>
    public async Task<Thumbnail?> ReadAsync(Guid artifactId, CancellationToken cancellationToken)
    {
        const string Sql = """
            select a.page_sha256 as PageSha, t.state as State, t.image as Image, t.media_type as MediaType
            from generation.artifacts a
            left join generation.thumbnails t on t.page_sha256 = a.page_sha256
            where a.id = @artifactId and a.deleted_at is null
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ThumbnailRow>(new CommandDefinition(Sql, new { artifactId }, cancellationToken: cancellationToken));
        return row switch
        {
            null => null,
            { State: "ready", Image: { } image, MediaType: { } mediaType } => new Thumbnail(Convert.ToHexStringLower(row.PageSha), image, mediaType),
            { State: "pending" } when availability.Rendering => throw new NotFoundException("The picture is being made.", "thumbnail.pending")
            {
                RetryAfter = TimeSpan.FromSeconds(2),
            },
            _ => throw new NotFoundException("There is no picture of this page.", "thumbnail.unavailable"),
        };
    }

    /// <summary>Whether a page waits for its picture, or to be given up.</summary>
    public async Task<bool> IsAnyWaitingAsync(CancellationToken cancellationToken)
    {
        const string Sql = "select exists (select from generation.thumbnails where state = 'pending' and (lease_until is null or lease_until < $1))";
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Takes the newest waiting page for <paramref name="lease"/>; null when none waits. A page whose last renderer died is given up.</summary>
    public async Task<ThumbnailJob?> LeaseAsync(string owner, TimeSpan lease, int maxAttempts, CancellationToken cancellationToken)
    {
        const string Sql = """
            update generation.thumbnails
            set state = 'failed', failure = coalesce(failure, 'The renderer died.'), finished_at = @now
            where state = 'pending' and attempts >= @maxAttempts and lease_until < @now;

            update generation.thumbnails t
            set attempts = t.attempts + 1, lease_owner = @owner, lease_until = @until
            from (
                select w.page_sha256 from generation.thumbnails w
                where w.state = 'pending' and w.attempts < @maxAttempts and (w.lease_until is null or w.lease_until < @now)
                order by w.created_at desc
                limit 1
                for update skip locked) next, generation.pages p
            where t.page_sha256 = next.page_sha256 and p.sha256 = next.page_sha256
            returning t.page_sha256 as PageSha256, t.attempts as Attempt, p.gzip as Gzip;
            """;
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ThumbnailJob>(
            new CommandDefinition(Sql, new { owner, maxAttempts, now, until = now + lease }, cancellationToken: cancellationToken));
    }

    public Task CompleteAsync(ThumbnailJob job, string owner, byte[] image, string mediaType, CancellationToken cancellationToken) => FinishAsync(
        "state = 'ready', image = @image, media_type = @mediaType, failure = null, lease_until = null, lease_owner = null, finished_at = @now",
        new { job.PageSha256, owner, image, mediaType, now = clock.GetUtcNow().UtcDateTime },
        cancellationToken);

    /// <summary>Records why; the last attempt allowed makes it final.</summary>
    public Task FailAsync(ThumbnailJob job, string owner, string failure, bool final, CancellationToken cancellationToken) => FinishAsync(
        "state = case when @final then 'failed' else 'pending' end, failure = @failure, lease_until = null, lease_owner = null, finished_at = @now",
        new { job.PageSha256, owner, failure, final, now = clock.GetUtcNow().UtcDateTime },
        cancellationToken);

    // Only while the lease is ours: whoever took over after it ran out decides.
    private async Task FinishAsync(string assignments, object parameters, CancellationToken cancellationToken)
    {
        var sql = $"update generation.thumbnails set {assignments} where page_sha256 = @PageSha256 and lease_owner = @owner and state = 'pending'";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    private sealed class ThumbnailRow
    {
        public byte[] PageSha { get; init; } = [];
        public string? State { get; init; }
        public byte[]? Image { get; init; }
        public string? MediaType { get; init; }
    }
}

internal sealed record Thumbnail(string PageSha256, byte[] Image, string MediaType);

/// <param name="Attempt">This attempt's number, from 1.</param>
internal sealed record ThumbnailJob(byte[] PageSha256, int Attempt, byte[] Gzip);

/// <summary>Whether this process makes pictures: waiting for one is pointless where nobody does.</summary>
internal sealed class ThumbnailAvailability
{
    public bool Rendering { get; set; }
}
