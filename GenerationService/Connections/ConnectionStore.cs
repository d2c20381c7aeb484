using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Connections;

/// <summary>The connections of this installation. Everybody uses them; their owner and admins change them.</summary>
internal sealed class ConnectionStore(
    [FromKeyedServices("generation")] NpgsqlDataSource database, ConnectionKeys keys, ConnectionRules rules, IOptions<GarageOptions> options,
    ConnectionChanges changes)
{
    public const string Columns = """
        c.id as Id, c.name as Name, c.type as Type, c.base_url as BaseUrl, c.api_key_env_var as KeyVariable, c.api_key_sealed as SealedKey,
        c.is_demo as IsDemo, c.owner_id as OwnerId, c.created_at as CreatedAt, c.updated_at as UpdatedAt
        """;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Connection>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Connection>(new CommandDefinition(
            $"select {Columns} from generation.connections c order by c.id desc", cancellationToken: cancellationToken))).AsList();
    }

    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Connection> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindAsync(id, connection, null, cancellationToken) ?? throw Unknown(id);
    }

    /// <exception cref="ConflictException">The name is taken, or there are too many.</exception>
    public async Task<Connection> CreateAsync(ConnectionBody body, PodiumUser user, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into generation.connections (name, type, base_url, api_key_env_var, owner_id)
            select @Name, @Type, @BaseUrl, @KeyVariable, @owner where (select count(*) from generation.connections) < @most
            returning id
            """;
        var wanted = new Connection(0, body.Name!, body.Type!, body.BaseUrl ?? "", body.KeyVariable, null, false, user.Id, default, default);
        await rules.CheckAsync(wanted, user, cancellationToken);
        return await WriteAsync(
            async (connection, transaction) =>
            {
                var id = await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(
                    Sql,
                    new { wanted.Name, wanted.Type, wanted.BaseUrl, wanted.KeyVariable, owner = user.Id, most = options.Value.MaxConnections },
                    transaction,
                    cancellationToken: cancellationToken))
                    ?? throw new ConflictException($"There are {options.Value.MaxConnections} connections already.", "connection.too_many");
                await SealAsync(id, body.Key, connection, transaction, cancellationToken);
                return (await FindAsync(id, connection, transaction, cancellationToken))!;
            },
            wanted.Name,
            cancellationToken);
    }

    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's.</exception>
    /// <exception cref="ConflictException">The name is taken.</exception>
    public Task<Connection> UpdateAsync(long id, ConnectionBody body, PodiumUser user, CancellationToken cancellationToken)
    {
        const string Sql = """
            update generation.connections
            set name = @Name, type = @Type, base_url = @BaseUrl, api_key_env_var = @KeyVariable, updated_at = now()
            where id = @Id
            """;
        return WriteAsync(
            async (connection, transaction) =>
            {
                var known = await LockAsync(id, user, connection, transaction, cancellationToken);
                var wanted = known with
                {
                    Name = body.Name ?? known.Name,
                    Type = body.Type ?? known.Type,
                    BaseUrl = body.BaseUrl ?? known.BaseUrl,
                    KeyVariable = body.SetsVariable ? body.KeyVariable : known.KeyVariable,
                };
                await rules.CheckAsync(wanted, user, cancellationToken);
                await connection.ExecuteAsync(new CommandDefinition(
                    Sql, new { wanted.Name, wanted.Type, wanted.BaseUrl, wanted.KeyVariable, wanted.Id }, transaction, cancellationToken: cancellationToken));
                await SealAsync(id, body.Key, connection, transaction, cancellationToken);
                return (await FindAsync(id, connection, transaction, cancellationToken))!;
            },
            body.Name,
            cancellationToken);
    }

    /// <summary>Its cars go with it.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's.</exception>
    public Task DeleteAsync(long id, PodiumUser user, CancellationToken cancellationToken) => WriteAsync(
        async (connection, transaction) =>
        {
            await LockAsync(id, user, connection, transaction, cancellationToken);
            return await connection.ExecuteAsync(new CommandDefinition(
                "delete from generation.connections where id = @id", new { id }, transaction, cancellationToken: cancellationToken));
        },
        name: null,
        cancellationToken);

    public static NotFoundException Unknown(long id) => new($"There is no connection {id}.", "connection.not_found");

    private static async Task<Connection?> FindAsync(long id, NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<Connection>(new CommandDefinition(
            $"select {Columns} from generation.connections c where c.id = @id", new { id }, transaction, cancellationToken: cancellationToken));

    private static async Task<Connection> LockAsync(
        long id, PodiumUser user, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var known = await connection.QuerySingleOrDefaultAsync<Connection>(new CommandDefinition(
            $"select {Columns} from generation.connections c where c.id = @id for update", new { id }, transaction, cancellationToken: cancellationToken))
            ?? throw Unknown(id);
        return known.OwnerId == user.Id || user.Role == Role.Admin
            ? known
            : throw new ForbiddenException("Only its owner or an admin may change a connection.", "connection.other_owner");
    }

    // A key is sealed to the id of its row, so the row comes first.
    private async Task SealAsync(long id, string? key, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (key is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "update generation.connections set api_key_sealed = @sealedKey where id = @id",
                new { id, sealedKey = key.Length == 0 ? null : keys.Seal(id, key) },
                transaction,
                cancellationToken: cancellationToken));
        }
    }

    private async Task<T> WriteAsync<T>(Func<NpgsqlConnection, NpgsqlTransaction, Task<T>> write, string? name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var result = await write(connection, transaction);
            await transaction.CommitAsync(cancellationToken);
            changes.Raise();
            return result;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new ConflictException($"There is already a connection called \"{name}\".", "connection.name_taken");
        }
    }
}
