using StackExchange.Redis;

namespace Podium.ServiceDefaults.Caching;

internal static class RedisFailure
{
    /// <summary>Whether <paramref name="e"/> says that Redis could not be used, as opposed to a defect or a cancelled caller.</summary>
    public static bool Is(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException or RedisConnectionException;
}
