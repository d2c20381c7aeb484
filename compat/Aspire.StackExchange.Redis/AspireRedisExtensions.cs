using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers Redis connections by connection name.</summary>
public static class AspireRedisExtensions
{
    private const string SectionName = "Aspire:StackExchange:Redis";

    /// <summary>Registers <see cref="IConnectionMultiplexer"/> (singleton, connected on first use) for <paramref name="connectionName"/>.</summary>
    /// <exception cref="InvalidOperationException">On first use: no connection string is configured.</exception>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
        => Add(builder, connectionName, serviceKey: null, configureSettings, configureOptions);

    /// <summary>The same, as a keyed service whose key is the connection name.</summary>
    public static void AddKeyedRedisClient(
        this IHostApplicationBuilder builder,
        string name,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
        => Add(builder, name, serviceKey: name, configureSettings, configureOptions);

    private static void Add(
        IHostApplicationBuilder builder,
        string connectionName,
        string? serviceKey,
        Action<StackExchangeRedisSettings>? configureSettings,
        Action<ConfigurationOptions>? configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var section = builder.Configuration.GetSection(SectionName);
        var named = section.GetSection(connectionName);
        var settings = ReadSettings(builder.Configuration, section, named, connectionName);
        configureSettings?.Invoke(settings);

        builder.Services.TryAdd(new ServiceDescriptor(
            typeof(IConnectionMultiplexer),
            serviceKey,
            (_, _) => Connect(connectionName, settings, section, named, configureOptions),
            ServiceLifetime.Singleton));
        AddHealthCheck(builder, serviceKey, settings);
        if (!settings.DisableTracing)
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(static t => t.AddSource("OpenTelemetry.Instrumentation.StackExchangeRedis"));
        }
    }

    private static StackExchangeRedisSettings ReadSettings(
        IConfiguration configuration, IConfigurationSection section, IConfigurationSection named, string connectionName)
    {
        var settings = new StackExchangeRedisSettings();
        section.Bind(settings);
        named.Bind(settings);
        if (configuration.GetConnectionString(connectionName) is { } connectionString)
        {
            settings.ConnectionString = connectionString;
        }

        return settings;
    }

    private static ConnectionMultiplexer Connect(
        string connectionName,
        StackExchangeRedisSettings settings,
        IConfigurationSection section,
        IConfigurationSection named,
        Action<ConfigurationOptions>? configureOptions)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
        {
            throw new InvalidOperationException(
                $"No connection string is configured: set 'ConnectionStrings:{connectionName}' or 'ConnectionString' in '{SectionName}:{connectionName}'.");
        }

        var options = ConfigurationOptions.Parse(settings.ConnectionString);
        options.AbortOnConnectFail = false;
        section.GetSection("ConfigurationOptions").Bind(options);
        named.GetSection("ConfigurationOptions").Bind(options);
        configureOptions?.Invoke(options);
        return ConnectionMultiplexer.Connect(options);
    }

    private static void AddHealthCheck(IHostApplicationBuilder builder, string? serviceKey, StackExchangeRedisSettings settings)
    {
        var name = serviceKey is null ? "StackExchange.Redis" : $"StackExchange.Redis_{serviceKey}";
        if (settings.DisableHealthChecks || !builder.Properties.TryAdd($"Aspire.HealthChecks.{name}", true))
        {
            return;
        }

        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name,
            provider => new RedisHealthCheck(() => serviceKey is null
                ? provider.GetRequiredService<IConnectionMultiplexer>()
                : provider.GetRequiredKeyedService<IConnectionMultiplexer>(serviceKey)),
            failureStatus: default,
            tags: default,
            timeout: default));
    }
}
