using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Podium.TestKit.Processes;
using StackExchange.Redis;

namespace Podium.Compat.Tests.Aspire;

public class RedisTests
{
    private static HostApplicationBuilder Builder(params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        builder.Services.AddLogging();
        return builder;
    }

    [Fact]
    public async Task A_client_reads_and_writes_and_health_follows_the_server()
    {
        await using var redis = await RedisServer.StartAsync();
        var builder = Builder(("ConnectionStrings:redis", redis.ConnectionString + ",connectTimeout=500,syncTimeout=500"));
        builder.AddRedisClient("redis");
        using var host = builder.Build();
        var database = host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        await database.StringSetAsync("lap", "7");
        ((string?)await database.StringGetAsync("lap")).ShouldBe("7");

        var health = host.Services.GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync()).Entries["StackExchange.Redis"].Status.ShouldBe(HealthStatus.Healthy);
        await redis.KillAsync();
        (await health.CheckHealthAsync()).Entries["StackExchange.Redis"].Status.ShouldBe(HealthStatus.Unhealthy);
    }

    [Fact]
    public void A_server_that_is_down_does_not_keep_the_client_from_being_made()
    {
        var builder = Builder(("ConnectionStrings:redis", "127.0.0.1:1,connectTimeout=200"));
        builder.AddKeyedRedisClient("redis");
        using var host = builder.Build();
        host.Services.GetRequiredKeyedService<IConnectionMultiplexer>("redis").IsConnected.ShouldBeFalse();
    }

    [Fact]
    public void Options_come_from_the_sections_then_from_the_delegate()
    {
        ConfigurationOptions? seen = null;
        var builder = Builder(
            ("Aspire:StackExchange:Redis:ConnectionString", "127.0.0.1:1"),
            ("Aspire:StackExchange:Redis:ConfigurationOptions:ConnectTimeout", "150"),
            ("Aspire:StackExchange:Redis:redis:ConfigurationOptions:ClientName", "podium"));
        builder.AddRedisClient("redis", configureOptions: options => seen = options);
        using var host = builder.Build();
        host.Services.GetRequiredService<IConnectionMultiplexer>().ShouldNotBeNull();
        (seen!.ConnectTimeout, seen.ClientName, seen.AbortOnConnectFail).ShouldBe((150, "podium", false));
    }
}
