namespace Podium.ServiceDefaults.Limits;

/// <summary>So many per window, spent evenly or in one burst.</summary>
/// <param name="Permits">How many may pass at once, and per <paramref name="Window"/> in the long run.</param>
public readonly record struct RateRule(int Permits, TimeSpan Window);

/// <summary>The answer to one request for a permit.</summary>
/// <param name="RetryAfter">When the next permit is free; zero if allowed.</param>
public readonly record struct RateDecision(bool Allowed, TimeSpan RetryAfter);

/// <summary>
/// Counts per key, across replicas where Redis is configured, else in this process. With Redis unreachable everything is allowed: a limiter
/// protects the product and must not take it down.
/// </summary>
public interface IRateLimiter
{
    /// <summary>Takes one permit of <paramref name="key"/>, for example <c>writes:hf:64af</c>, under <paramref name="rule"/>.</summary>
    ValueTask<RateDecision> AcquireAsync(string key, RateRule rule, CancellationToken cancellationToken = default);
}
