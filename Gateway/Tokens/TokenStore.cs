using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Podium.Gateway.Tokens;

internal sealed class TokenStore([FromKeyedServices(EdgeModule.Name)] NpgsqlDataSource dataSource)
{
    private const string Columns =
        """
        id AS "Id", owner_id AS "OwnerId", owner_name AS "OwnerName", name AS "Name", hint AS "Hint", scopes AS "Scopes",
        created_at AS "CreatedAt", expires_at AS "ExpiresAt", last_used_at AS "LastUsedAt"
        """;

    /// <summary>Stores a token unless its owner already has <paramref name="limit"/> usable ones; says whether it did.</summary>
    public async Task<bool> TryAddAsync(ApiToken token, TokenHash hash, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Two requests of one owner would otherwise both count before either inserts.
        await connection.ExecuteAsync(Command("SELECT pg_advisory_xact_lock(hashtextextended(@OwnerId, 1))", token, transaction, cancellationToken));
        await connection.ExecuteAsync(Command(
            "DELETE FROM api_tokens WHERE owner_id = @OwnerId AND LEAST(revoked_at, expires_at) < @CreatedAt - interval '90 days'",
            token, transaction, cancellationToken));
        var inserted = await connection.ExecuteAsync(Command(
            """
            INSERT INTO api_tokens (id, hash, owner_id, owner_name, name, hint, scopes, created_at, expires_at)
            SELECT @Id, @Hash, @OwnerId, @OwnerName, @Name, @Hint, @Scopes, @CreatedAt, @ExpiresAt
            WHERE (SELECT count(*) FROM api_tokens
                   WHERE owner_id = @OwnerId AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @CreatedAt)) < @Limit
            """,
            new
            {
                token.Id,
                Hash = hash.ToBytes(),
                token.OwnerId,
                token.OwnerName,
                token.Name,
                token.Hint,
                Scopes = token.Scopes.ToArray(),
                token.CreatedAt,
                token.ExpiresAt,
                Limit = limit,
            },
            transaction, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return inserted == 1;
    }

    /// <summary>The usable token with this hash.</summary>
    public async Task<ApiToken?> FindAsync(TokenHash hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Row>(Command(
            $"SELECT {Columns} FROM api_tokens WHERE hash = @Hash AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)",
            new { Hash = hash.ToBytes(), now }, null, cancellationToken)) is { } row ? row.ToToken() : null;
    }

    /// <summary>The tokens of one owner that are not revoked, newest first. Bounded by the limit on tokens per owner.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(string ownerId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(
            $"SELECT {Columns} FROM api_tokens WHERE owner_id = @ownerId AND revoked_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1000",
            new { ownerId }, null, cancellationToken));
        return [.. rows.Select(row => row.ToToken())];
    }

    /// <summary>Revokes a token of <paramref name="ownerId"/>, and says whether there was one.</summary>
    public async Task<bool> RevokeAsync(Guid id, string ownerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(Command(
            "UPDATE api_tokens SET revoked_at = @now WHERE id = @id AND owner_id = @ownerId AND revoked_at IS NULL",
            new { id, ownerId, now }, null, cancellationToken)) == 1;
    }

    /// <summary>Records when tokens were last used.</summary>
    public async Task TouchAsync(IReadOnlyCollection<KeyValuePair<Guid, DateTimeOffset>> used, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(
            """
            UPDATE api_tokens SET last_used_at = GREATEST(last_used_at, used.at)
            FROM unnest(@Ids, @Times) AS used(id, at) WHERE api_tokens.id = used.id
            """,
            new { Ids = used.Select(u => u.Key).ToArray(), Times = used.Select(u => u.Value.UtcDateTime).ToArray() }, null, cancellationToken));
    }

    private static CommandDefinition Command(string sql, object parameters, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
        => new(sql, parameters, transaction, cancellationToken: cancellationToken);

    // Set by property, not by constructor: Npgsql announces arrays as System.Array and timestamptz as DateTime, which Dapper matches to no record.
    private sealed class Row
    {
        public Guid Id { get; init; }

        public required string OwnerId { get; init; }

        public required string OwnerName { get; init; }

        public required string Name { get; init; }

        public required string Hint { get; init; }

        public required string[] Scopes { get; init; }

        public DateTime CreatedAt { get; init; }

        public DateTime? ExpiresAt { get; init; }

        public DateTime? LastUsedAt { get; init; }

        public ApiToken ToToken() => new(Id, OwnerId, OwnerName, Name, Hint, Scopes, CreatedAt, ExpiresAt, LastUsedAt);
    }
}
