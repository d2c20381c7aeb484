using Aspire.Npgsql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers PostgreSQL data sources by connection name.</summary>
public static class AspirePostgreSqlNpgsqlExtensions
{
    private const string SectionName = "Aspire:Npgsql";

    /// <summary>Registers <see cref="NpgsqlDataSource"/> (singleton) and <see cref="NpgsqlConnection"/> for <paramref name="connectionName"/>.</summary>
    /// <exception cref="InvalidOperationException">On first use: no connection string is configured.</exception>
    public static void AddNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
        => Add(builder, connectionName, serviceKey: null, configureSettings, configureDataSourceBuilder);

    /// <summary>The same, as keyed services whose key is the connection name.</summary>
    public static void AddKeyedNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string name,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
        => Add(builder, name, serviceKey: name, configureSettings, configureDataSourceBuilder);

    private static void Add(
        IHostApplicationBuilder builder,
        string connectionName,
        string? serviceKey,
        Action<NpgsqlSettings>? configureSettings,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var settings = ReadSettings(builder.Configuration, connectionName);
        configureSettings?.Invoke(settings);

        AddServices(builder.Services, connectionName, serviceKey, settings, configureDataSourceBuilder);
        AddHealthCheck(builder, serviceKey, settings);
        if (!settings.DisableTracing)
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(static tracing => tracing.AddSource("Npgsql"));
        }

        if (!settings.DisableMetrics)
        {
            builder.Services.ConfigureOpenTelemetryMeterProvider(static metrics => metrics.AddMeter("Npgsql"));
        }
    }

    private static NpgsqlSettings ReadSettings(IConfiguration configuration, string connectionName)
    {
        var settings = new NpgsqlSettings();
        var section = configuration.GetSection(SectionName);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        if (configuration.GetConnectionString(connectionName) is { } connectionString)
        {
            settings.ConnectionString = connectionString;
        }

        return settings;
    }

    private static void AddServices(
        IServiceCollection services,
        string connectionName,
        string? serviceKey,
        NpgsqlSettings settings,
        Action<NpgsqlDataSourceBuilder>? configure)
    {
        services.TryAdd(new ServiceDescriptor(
            typeof(NpgsqlDataSource),
            serviceKey,
            (provider, _) => Build(provider, connectionName, settings, configure),
            ServiceLifetime.Singleton));
        services.TryAdd(new ServiceDescriptor(
            typeof(NpgsqlConnection),
            serviceKey,
            (provider, key) => provider.GetDataSource(key as string).CreateConnection(),
            ServiceLifetime.Transient));
    }

    private static NpgsqlDataSource GetDataSource(this IServiceProvider provider, string? key)
        => key is null ? provider.GetRequiredService<NpgsqlDataSource>() : provider.GetRequiredKeyedService<NpgsqlDataSource>(key);

    private static NpgsqlDataSource Build(
        IServiceProvider provider, string connectionName, NpgsqlSettings settings, Action<NpgsqlDataSourceBuilder>? configure)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
        {
            throw new InvalidOperationException(
                $"ConnectionString is missing. It should be provided in 'ConnectionStrings:{connectionName}' or under the 'ConnectionString' key in "
                + $"'{SectionName}' or '{SectionName}:{connectionName}' configuration section.");
        }

        var dataSource = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        dataSource.UseLoggerFactory(provider.GetService<ILoggerFactory>());
        configure?.Invoke(dataSource);
        return dataSource.Build();
    }

    private static void AddHealthCheck(IHostApplicationBuilder builder, string? serviceKey, NpgsqlSettings settings)
    {
        var name = serviceKey is null ? "PostgreSql" : $"PostgreSql_{serviceKey}";
        if (settings.DisableHealthChecks || !builder.Properties.TryAdd($"Aspire.HealthChecks.{name}", true))
        {
            return;
        }

        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name,
            provider => new NpgsqlHealthCheck(provider.GetDataSource(serviceKey)),
            failureStatus: default,
            tags: default,
            timeout: default));
    }
}
