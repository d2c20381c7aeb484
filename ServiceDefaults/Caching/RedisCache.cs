using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Podium.ServiceDefaults.Caching;

internal sealed partial class RedisCache(IConnectionMultiplexer redis, ILogger<RedisCache> logger) : ICache
{
    private const string Prefix = "podium:cache:";

    public async ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        try
        {
            return await redis.GetDatabase().StringGetAsync(Prefix + key).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (RedisFailure.Is(e))
        {
            LogUnavailable(logger, e);
            return null;
        }
    }

    public async ValueTask SetAsync(string key, byte[] value, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.GetDatabase().StringSetAsync(Prefix + key, value, timeToLive).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (RedisFailure.Is(e))
        {
            LogUnavailable(logger, e);
        }
    }

    public async ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.GetDatabase().KeyDeleteAsync(Prefix + key).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (RedisFailure.Is(e))
        {
            LogUnavailable(logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis did not answer: treated as a cache miss")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);
}
