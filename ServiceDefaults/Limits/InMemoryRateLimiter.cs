using System.Collections.Concurrent;
using System.Diagnostics;

namespace Podium.ServiceDefaults.Limits;

/// <summary>
/// The generic cell rate algorithm (ITU-T I.371): per key one number, the theoretical arrival time of the next permit. A request passes while
/// that time is at most one window ahead.
/// </summary>
internal sealed class InMemoryRateLimiter(TimeProvider time) : IRateLimiter
{
    private const int MaxKeys = 100_000;

    private readonly ConcurrentDictionary<string, long> _arrivals = new(StringComparer.Ordinal);

    public ValueTask<RateDecision> AcquireAsync(string key, RateRule rule, CancellationToken cancellationToken = default)
    {
        var now = time.GetTimestamp();
        var window = (long)(rule.Window.TotalSeconds * time.TimestampFrequency);
        var interval = window / rule.Permits;
        while (true)
        {
            var known = _arrivals.TryGetValue(key, out var arrival);
            var next = Math.Max(known ? arrival : now, now) + interval;
            if (next - now > window)
            {
                var wait = TimeSpan.FromSeconds((double)(next - now - window) / time.TimestampFrequency);
                return ValueTask.FromResult(new RateDecision(Allowed: false, wait));
            }

            if (known ? _arrivals.TryUpdate(key, next, arrival) : _arrivals.TryAdd(key, next))
            {
                ForgetIdle(now);
                return ValueTask.FromResult(new RateDecision(Allowed: true, TimeSpan.Zero));
            }
        }
    }

    /// <summary>A key whose time has passed is the same as an absent one.</summary>
    private void ForgetIdle(long now)
    {
        // Count takes every lock of the dictionary; one look in about a thousand calls bounds it well enough.
        if ((now & 1023) != 0 || _arrivals.Count < MaxKeys)
        {
            return;
        }

        foreach (var entry in _arrivals)
        {
            if (entry.Value <= now)
            {
                _arrivals.TryRemove(entry);
            }
        }
    }
}
