namespace Aspire.StackExchange.Redis;

/// <summary>Settings of a Redis client, from <c>Aspire:StackExchange:Redis</c> and <c>Aspire:StackExchange:Redis:{connectionName}</c>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>The connection string; <c>ConnectionStrings:{connectionName}</c> wins over the settings sections.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>No health check is added.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>The activity source of the Redis instrumentation is not subscribed to.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>The connection is made on first use, not when the host starts.</summary>
    public bool DisableAutoActivation { get; set; } = true;
}
