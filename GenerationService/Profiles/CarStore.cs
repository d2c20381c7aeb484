using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Podium.GenerationService.Connections;
using Podium.ServiceDefaults.Errors;
using Podium.ServiceDefaults.Identity;

namespace Podium.GenerationService.Profiles;

/// <summary>The cars of this installation. Everybody races them; their owner and admins change them.</summary>
internal sealed class CarStore([FromKeyedServices("generation")] NpgsqlDataSource database, IOptions<GarageOptions> options)
{
    private const string Columns = """
        r.id as Id, r.name as Name, r.connection_id as ConnectionId, r.model_name as ModelName, r.temperature as Temperature, r.top_p as TopP,
        r.top_k as TopK, r.max_tokens as MaxTokens, r.stop_json::text as StopJson, r.seed as Seed, r.reasoning_effort as ReasoningEffort, r.min_p as MinP,
        r.frequency_penalty as FrequencyPenalty, r.presence_penalty as PresencePenalty, r.repeat_penalty as RepeatPenalty, r.num_ctx as NumCtx,
        r.owner_id as OwnerId, r.created_at as CreatedAt
        """;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Car>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Car>(new CommandDefinition(
            $"select {Columns} from generation.cars r order by r.id desc", cancellationToken: cancellationToken))).AsList();
    }

    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Car> GetAsync(long id, CancellationToken cancellationToken) =>
        (await FindAllAsync([id], cancellationToken)).SingleOrDefault() ?? throw Unknown(id);

    /// <summary>Those of the ids that exist, in any order.</summary>
    public async Task<IReadOnlyList<Car>> FindAllAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<Car>(new CommandDefinition(
            $"select {Columns} from generation.cars r where r.id = any (@ids)", new { ids = ids.ToArray() }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Those of the ids that exist, in any order, each with what its connection is and bears.</summary>
    public async Task<IReadOnlyList<RacingCar>> FindWithConnectionsAsync(IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            select {Columns}, {ConnectionStore.Columns}, {ProviderSettingStore.Columns}
            from generation.cars r
            join generation.connections c on c.id = r.connection_id
            join generation.provider_settings s on s.provider_type = c.type
            where r.id = any (@ids)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QueryAsync<Car, Connection, ProviderSetting, RacingCar>(
            new CommandDefinition(Sql, new { ids = ids.ToArray() }, cancellationToken: cancellationToken),
            (car, at, setting) => new RacingCar(car, at, setting),
            splitOn: "Id,ProviderType");
        return found.AsList();
    }

    /// <exception cref="NotFoundException">There is no such connection.</exception>
    /// <exception cref="ConflictException">The name is taken, or there are too many.</exception>
    public async Task<Car> CreateAsync(Car car, CancellationToken cancellationToken)
    {
        const string Sql = """
            insert into generation.cars (
                name, connection_id, model_name, temperature, top_p, top_k, max_tokens, stop_json, seed, reasoning_effort,
                min_p, frequency_penalty, presence_penalty, repeat_penalty, num_ctx, owner_id)
            select @Name, @ConnectionId, @ModelName, @Temperature, @TopP, @TopK, @MaxTokens, @StopJson::json, @Seed, @ReasoningEffort,
                   @MinP, @FrequencyPenalty, @PresencePenalty, @RepeatPenalty, @NumCtx, @OwnerId
            where (select count(*) from generation.cars) < @most
            returning id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var created = await WriteAsync(Sql, car, transaction, cancellationToken)
            ?? throw new ConflictException($"There are {options.Value.MaxCars} cars already.", "car.too_many");
        await transaction.CommitAsync(cancellationToken);
        return created;
    }

    /// <summary>Two changes at once are made one after the other, so that each keeps what the other one set.</summary>
    /// <param name="change">From the car as it is to the car as it shall be.</param>
    /// <exception cref="NotFoundException">There is no such car, or no such connection.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's.</exception>
    /// <exception cref="ConflictException">The name is taken.</exception>
    public async Task<Car> UpdateAsync(long id, Func<Car, Car> change, PodiumUser user, CancellationToken cancellationToken)
    {
        const string Sql = """
            update generation.cars
            set name = @Name, connection_id = @ConnectionId, model_name = @ModelName, temperature = @Temperature, top_p = @TopP, top_k = @TopK,
                max_tokens = @MaxTokens, stop_json = @StopJson::json, seed = @Seed, reasoning_effort = @ReasoningEffort,
                min_p = @MinP, frequency_penalty = @FrequencyPenalty, presence_penalty = @PresencePenalty, repeat_penalty = @RepeatPenalty, num_ctx = @NumCtx
            where id = @Id
            returning id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var known = await LockAsync(id, user, transaction, cancellationToken);
        var changed = await WriteAsync(Sql, change(known), transaction, cancellationToken) ?? throw Unknown(id);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    /// <exception cref="NotFoundException">There is no such car.</exception>
    /// <exception cref="ForbiddenException">It is somebody else's.</exception>
    public async Task DeleteAsync(long id, PodiumUser user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(id, user, transaction, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from generation.cars where id = @id", new { id }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    private static NotFoundException Unknown(long id) => new($"There is no car {id}.", "car.not_found");

    private static async Task<Car?> FindAsync(long id, string mode, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<Car>(new CommandDefinition(
            $"select {Columns} from generation.cars r where r.id = @id {mode}", new { id }, transaction, cancellationToken: cancellationToken));

    private static async Task<Car> LockAsync(long id, PodiumUser user, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var known = await FindAsync(id, "for update", transaction, cancellationToken) ?? throw Unknown(id);
        return known.OwnerId == user.Id || user.Role == Role.Admin
            ? known
            : throw new ForbiddenException("Only its owner or an admin may change a car.", "car.other_owner");
    }

    /// <returns>The car as it is stored; null when the statement wrote none.</returns>
    private async Task<Car?> WriteAsync(string sql, Car car, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(car);
        parameters.Add("most", options.Value.MaxCars);
        try
        {
            var id = await transaction.Connection!.QuerySingleOrDefaultAsync<long?>(
                new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
            return id is { } written ? await FindAsync(written, "", transaction, cancellationToken) : null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new ConflictException($"There is already a car called \"{car.Name}\".", "car.name_taken");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw ConnectionStore.Unknown(car.ConnectionId);
        }
    }
}
