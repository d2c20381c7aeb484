using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Podium.TestKit.Postgres;

namespace Podium.Compat.Tests.Aspire;

public class NpgsqlTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static HostApplicationBuilder Builder(params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        builder.Services.AddLogging();
        return builder;
    }

    [Fact]
    public void The_connection_string_wins_over_the_sections_and_the_delegate_over_all()
    {
        string? seen = null;
        var builder = Builder(
            ("Aspire:Npgsql:ConnectionString", "Host=a"), ("Aspire:Npgsql:db:ConnectionString", "Host=b"), ("Aspire:Npgsql:db:DisableHealthChecks", "true"),
            ("ConnectionStrings:db", "Host=c"));
        builder.AddNpgsqlDataSource("db", settings =>
        {
            seen = settings.ConnectionString;
            settings.DisableHealthChecks.ShouldBeTrue();
            settings.ConnectionString = "Host=d";
        });
        using var host = builder.Build();
        seen.ShouldBe("Host=c");
        host.Services.GetRequiredService<NpgsqlDataSource>().ConnectionString.ShouldBe("Host=d");
        host.Services.GetService<HealthCheckService>().ShouldBeNull();
    }

    [Fact]
    public void A_missing_connection_string_is_named_on_first_use()
    {
        var builder = Builder();
        builder.AddNpgsqlDataSource("db");
        using var host = builder.Build();
        Should.Throw<InvalidOperationException>(host.Services.GetRequiredService<NpgsqlDataSource>).Message.ShouldContain("ConnectionStrings:db");
    }

    [Fact]
    public async Task Keyed_sources_are_apart_and_each_has_its_health_check()
    {
        var builder = Builder(("ConnectionStrings:one", await postgres.CreateDatabaseAsync()), ("ConnectionStrings:two", "Host=127.0.0.1;Port=1;Timeout=2"));
        builder.AddKeyedNpgsqlDataSource("one");
        builder.AddKeyedNpgsqlDataSource("two");
        using var host = builder.Build();
        await using var connection = host.Services.GetRequiredKeyedService<NpgsqlConnection>("one");
        await connection.OpenAsync();
        host.Services.GetService<NpgsqlDataSource>().ShouldBeNull();

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        report.Entries.ToDictionary(e => e.Key, e => e.Value.Status).ShouldBe(
            new Dictionary<string, HealthStatus> { ["PostgreSql_one"] = HealthStatus.Healthy, ["PostgreSql_two"] = HealthStatus.Unhealthy }, ignoreOrder: true);
    }
}
