using System.Reflection;
using Aspire.Npgsql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Podium.ServiceDefaults.Configuration;

namespace Podium.ServiceDefaults.Data;

/// <summary>Gives a module its schema.</summary>
public static class ModuleDatabaseExtensions
{
    // PostgreSQL takes 100 connections unless told otherwise. Requests that find none free wait their turn, and fewer at once are served faster.
    private const int MaxPoolSize = 30;
    private const string PoolSizeKey = "Maximum Pool Size";

    /// <summary>
    /// Registers a keyed <see cref="NpgsqlDataSource"/> with key <paramref name="module"/>, whose search path is the schema of that name, for
    /// the connection string <c>ConnectionStrings:{connectionName}</c>. Before the host starts, the schema is created and migrated by the
    /// scripts <c>Migrations/NNNN_*.sql</c> embedded in <paramref name="assembly"/>.
    /// </summary>
    /// <exception cref="ConfigurationException">The connection string is missing.</exception>
    public static void AddModuleDatabase(this IHostApplicationBuilder builder, string module, string connectionName, Assembly assembly)
    {
        builder.AddModuleOptions<DatabaseOptions>(DatabaseOptions.SectionName);
        builder.AddKeyedNpgsqlDataSource(connectionName, settings => UseSchema(settings, module, connectionName));
        builder.Services.AddKeyedSingleton(module, (services, _) => services.GetRequiredKeyedService<NpgsqlDataSource>(connectionName));
        builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<MigrationService>(services, module, assembly));
    }

    private static void UseSchema(NpgsqlSettings settings, string module, string connectionName)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
        {
            throw new ConfigurationException($"No database is configured for {module}: set ConnectionStrings__{connectionName}.");
        }

        var connection = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { SearchPath = module, ApplicationName = $"podium-{module}" };
        if (!connection.ShouldSerialize(PoolSizeKey))
        {
            connection.MaxPoolSize = MaxPoolSize;
        }

        settings.ConnectionString = connection.ConnectionString;
    }
}
