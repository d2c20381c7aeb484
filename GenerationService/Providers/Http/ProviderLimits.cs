namespace Podium.GenerationService.Providers.Http;

/// <summary>What no upstream may exceed.</summary>
internal sealed record ProviderLimits
{
    public long MaxResponseBytes { get; init; } = 32L << 20;

    /// <summary>One event or line; a whole body is bounded by <see cref="MaxResponseBytes"/> alone.</summary>
    public int MaxEventBytes { get; init; } = 4 << 20;

    public int MaxErrorBodyBytes { get; init; } = 64 << 10;

    public int ReadBufferBytes { get; init; } = 16 << 10;

    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Between two reads. Reasoning models are silent for minutes.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two reads once the answer is there: some servers forget to close, and nobody waits for that.</summary>
    public TimeSpan ClosingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan ErrorBodyTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
