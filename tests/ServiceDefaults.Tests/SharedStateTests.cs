using Microsoft.Extensions.DependencyInjection;
using Podium.ServiceDefaults.Caching;
using Podium.ServiceDefaults.Limits;
using Podium.TestKit;
using Podium.TestKit.Processes;

namespace Podium.ServiceDefaults.Tests;

/// <summary>Cache and limiter keep the same promises in memory and in a real Redis.</summary>
public abstract class SharedStateTests
{
    private protected abstract Task<TestApp> StartAsync();

    [Fact]
    public async Task The_cache_returns_what_was_stored_until_it_expires_or_is_removed()
    {
        await using var app = await StartAsync();
        var cache = app.Services.GetRequiredService<ICache>();
        (await cache.GetAsync("a")).ShouldBeNull();
        await cache.SetAsync("a", [1, 2, 3], TimeSpan.FromMinutes(1));
        (await cache.GetAsync("a")).ShouldBe([1, 2, 3]);
        await cache.RemoveAsync("a");
        (await cache.GetAsync("a")).ShouldBeNull();

        await cache.SetAsync("b", [4], TimeSpan.FromMilliseconds(50));
        await Eventually.IsTrueAsync(async () => await cache.GetAsync("b") is null);
    }

    [Fact]
    public async Task The_limiter_lets_a_burst_through_and_says_when_to_come_back()
    {
        await using var app = await StartAsync();
        var limiter = app.Services.GetRequiredService<IRateLimiter>();
        var rule = new RateRule(5, TimeSpan.FromMinutes(1));
        var key = Guid.NewGuid().ToString();
        var decisions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => limiter.AcquireAsync(key, rule).AsTask()));
        decisions.Count(d => d.Allowed).ShouldBe(5);
        decisions.Where(d => !d.Allowed).ShouldAllBe(d => d.RetryAfter > TimeSpan.Zero && d.RetryAfter <= TimeSpan.FromSeconds(12));
        (await limiter.AcquireAsync(key + "other", rule)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_permit_comes_back_after_its_share_of_the_window()
    {
        await using var app = await StartAsync();
        var limiter = app.Services.GetRequiredService<IRateLimiter>();
        var rule = new RateRule(2, TimeSpan.FromMilliseconds(400));
        var key = Guid.NewGuid().ToString();
        (await limiter.AcquireAsync(key, rule)).Allowed.ShouldBeTrue();
        (await limiter.AcquireAsync(key, rule)).Allowed.ShouldBeTrue();
        await Eventually.IsTrueAsync(async () => (await limiter.AcquireAsync(key, rule)).Allowed, TimeSpan.FromSeconds(5));
    }
}

public sealed class InMemorySharedStateTests : SharedStateTests
{
    private protected override Task<TestApp> StartAsync() => TestApp.StartAsync();

    [Fact]
    public async Task The_cache_never_holds_more_than_its_limit()
    {
        await using var app = await TestApp.StartAsync(settings: ("Cache:MaxBytes", "4096"));
        var cache = app.Services.GetRequiredService<ICache>();
        for (var i = 0; i < 100; i++)
        {
            await cache.SetAsync($"k{i}", new byte[1000], TimeSpan.FromMinutes(1));
        }

        var held = 0;
        for (var i = 0; i < 100; i++)
        {
            held += await cache.GetAsync($"k{i}") is null ? 0 : 1;
        }

        held.ShouldBeLessThanOrEqualTo(4);
    }
}

public sealed class RedisSharedStateTests : SharedStateTests, IAsyncLifetime
{
    private RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    private protected override Task<TestApp> StartAsync() => TestApp.StartAsync(settings: ("ConnectionStrings:redis", _redis.ConnectionString));

    [Fact]
    public async Task Two_replicas_share_one_allowance_and_one_cache()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        await first.Services.GetRequiredService<ICache>().SetAsync("shared", [7], TimeSpan.FromMinutes(1));
        (await second.Services.GetRequiredService<ICache>().GetAsync("shared")).ShouldBe([7]);

        var rule = new RateRule(1, TimeSpan.FromMinutes(1));
        (await first.Services.GetRequiredService<IRateLimiter>().AcquireAsync("one", rule)).Allowed.ShouldBeTrue();
        (await second.Services.GetRequiredService<IRateLimiter>().AcquireAsync("one", rule)).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_an_answer_from_Redis_requests_go_on_and_health_says_so()
    {
        await using var app = await TestApp.StartAsync(settings: ("ConnectionStrings:redis", _redis.ConnectionString + ",syncTimeout=500,connectTimeout=500"));
        var cache = app.Services.GetRequiredService<ICache>();
        await cache.SetAsync("a", [1], TimeSpan.FromMinutes(1));
        (await app.Client.GetStringAsync("/health")).ShouldBe("Healthy");
        await _redis.KillAsync();
        await Eventually.IsTrueAsync(async () => await cache.GetAsync("a") is null);
        (await app.Services.GetRequiredService<IRateLimiter>().AcquireAsync("x", new RateRule(1, TimeSpan.FromMinutes(1)))).Allowed.ShouldBeTrue();
        using var health = await app.Client.GetAsync("/health");
        ((int)health.StatusCode).ShouldBe(503);
        (await app.Client.GetStringAsync("/alive")).ShouldBe("Healthy");
    }
}
