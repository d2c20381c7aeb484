using Microsoft.Extensions.Logging;
using Podium.ServiceDefaults.Caching;
using StackExchange.Redis;

namespace Podium.ServiceDefaults.Limits;

/// <summary>The algorithm of <see cref="InMemoryRateLimiter"/> as one script, on the clock of the Redis server, which all replicas share.</summary>
internal sealed partial class RedisRateLimiter(IConnectionMultiplexer redis, ILogger<RedisRateLimiter> logger) : IRateLimiter
{
    // KEYS[1] the key; ARGV[1] window and ARGV[2] interval in microseconds. Answers the microseconds to wait, 0 if allowed.
    private const string Script = """
        local t = redis.call('TIME')
        local now = t[1] * 1000000 + t[2]
        local window = tonumber(ARGV[1])
        local next = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + tonumber(ARGV[2])
        if next - now > window then
          return next - now - window
        end
        redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000))
        return 0
        """;

    public async ValueTask<RateDecision> AcquireAsync(string key, RateRule rule, CancellationToken cancellationToken = default)
    {
        var window = (long)rule.Window.TotalMicroseconds;
        try
        {
            var result = await redis.GetDatabase()
                .ScriptEvaluateAsync(Script, [(RedisKey)("podium:limit:" + key)], [window, window / rule.Permits])
                .WaitAsync(cancellationToken);
            var wait = (long)result;
            return new RateDecision(wait == 0, TimeSpan.FromMicroseconds(wait));
        }
        catch (Exception e) when (RedisFailure.Is(e))
        {
            LogUnavailable(logger, e);
            return new RateDecision(Allowed: true, TimeSpan.Zero);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis did not answer: the rate limit was not applied")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);
}
