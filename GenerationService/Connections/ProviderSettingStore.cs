using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Podium.GenerationService.Connections;

internal sealed class ProviderSettingStore([FromKeyedServices("generation")] NpgsqlDataSource database, ConnectionGates gates, ConnectionChanges connectionChanges)
{
    public const string Columns = """
        provider_type as ProviderType, max_in_flight as MaxInFlight, timeout_ms as TimeoutMs, retry_count as RetryCount, retry_backoff_ms as RetryBackoffMs
        """;

    public async Task<IReadOnlyList<ProviderSetting>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ProviderSetting>(new CommandDefinition(
            $"select {Columns} from generation.provider_settings order by position", cancellationToken: cancellationToken))).AsList();
    }

    public async Task<ProviderSetting> GetAsync(string type, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<ProviderSetting>(new CommandDefinition(
            $"select {Columns} from generation.provider_settings where provider_type = @type", new { type }, cancellationToken: cancellationToken));
    }

    /// <summary>All or none of the changes. Completions that wait here feel them at once.</summary>
    /// <returns>The settings of all types, as they are now.</returns>
    public async Task<IReadOnlyList<ProviderSetting>> ChangeAsync(IReadOnlyList<ProviderSettingChange> changes, CancellationToken cancellationToken)
    {
        const string Sql = """
            update generation.provider_settings
            set max_in_flight = coalesce(@MaxInFlight, max_in_flight), timeout_ms = coalesce(@TimeoutMs, timeout_ms),
                retry_count = coalesce(@RetryCount, retry_count), retry_backoff_ms = coalesce(@RetryBackoffMs, retry_backoff_ms)
            where provider_type = @ProviderType
            """;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

            // In one order, so that two changes of several types cannot wait for each other.
            foreach (var change in changes.OrderBy(c => c.ProviderType, StringComparer.Ordinal))
            {
                await connection.ExecuteAsync(new CommandDefinition(Sql, change, transaction, cancellationToken: cancellationToken));
            }

            await transaction.CommitAsync(cancellationToken);
            connectionChanges.Raise();
        }

        var settings = await ListAsync(cancellationToken);
        foreach (var setting in settings)
        {
            gates.Change(setting.ProviderType, setting.MaxInFlight);
        }

        return settings;
    }
}
