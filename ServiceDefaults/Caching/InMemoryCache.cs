using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Podium.ServiceDefaults.Caching;

internal sealed class InMemoryCache(IOptions<CacheOptions> options) : ICache, IDisposable
{
    private const int EntryOverheadBytes = 128;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = options.Value.MaxBytes });

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken = default) => ValueTask.FromResult(_cache.Get<byte[]>(key));

    public ValueTask SetAsync(string key, byte[] value, TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        _cache.Set(key, value, new MemoryCacheEntryOptions
        {
            AbsoluteExpirationRelativeToNow = timeToLive,
            Size = value.Length + (2 * key.Length) + EntryOverheadBytes,
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        _cache.Remove(key);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _cache.Dispose();
}
