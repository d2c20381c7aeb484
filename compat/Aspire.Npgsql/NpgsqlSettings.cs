namespace Aspire.Npgsql;

/// <summary>Settings of a PostgreSQL data source, from <c>Aspire:Npgsql</c> and <c>Aspire:Npgsql:{connectionName}</c>.</summary>
public sealed class NpgsqlSettings
{
    /// <summary>The connection string; <c>ConnectionStrings:{connectionName}</c> wins over the settings sections.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>No health check is added.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>The activity source <c>Npgsql</c> is not subscribed to.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>The meter <c>Npgsql</c> is not subscribed to.</summary>
    public bool DisableMetrics { get; set; }
}
