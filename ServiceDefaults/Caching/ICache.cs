namespace Podium.ServiceDefaults.Caching;

/// <summary>
/// Bytes by key, for a limited time. Shared between replicas where Redis is configured, else of this process. A cache may lose anything at any
/// time and never fails a request: an unreachable Redis is a miss.
/// </summary>
public interface ICache
{
    /// <summary>The stored bytes, or null. They must not be changed.</summary>
    ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Stores <paramref name="value"/> for at most <paramref name="timeToLive"/>. The array belongs to the cache from here on.</summary>
    ValueTask SetAsync(string key, byte[] value, TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Forgets <paramref name="key"/>.</summary>
    ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default);
}
