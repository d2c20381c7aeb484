using Podium.GenerationService.Artifacts;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

/// <summary>
/// Tokens as the public contract counts them: input includes cached and cache-written tokens, output includes reasoning. Null is unknown.
/// </summary>
internal sealed record UsageView(
    long? InputTokens,
    long? OutputTokens,
    long? CachedInputTokens,
    long? CacheWriteTokens,
    long? ReasoningTokens,
    long? TotalTokens)
{
    public static UsageView? From(TokenUsage? usage) => usage is null
        ? null
        : new UsageView(
            usage.TotalInput,
            usage.TotalOutput,
            usage.CacheRead,
            usage.CacheWrite5m is null && usage.CacheWrite1h is null ? null : (usage.CacheWrite5m ?? 0) + (usage.CacheWrite1h ?? 0),
            usage.Reasoning,
            usage.TotalInput is null || usage.TotalOutput is null ? null : usage.TotalInput + usage.TotalOutput);

    public ArtifactUsage ToArtifact() => new(InputTokens, OutputTokens, CachedInputTokens, CacheWriteTokens, ReasoningTokens, TotalTokens);

    /// <summary>The sum over attempts that reported usage; null when none did.</summary>
    public static UsageView? Sum(IEnumerable<UsageView?> attempts) =>
        attempts.OfType<UsageView>().Aggregate((UsageView?)null, (sum, next) => sum is null ? next : sum + next);

    public static UsageView operator +(UsageView a, UsageView b) => new(
        Both(a.InputTokens, b.InputTokens),
        Both(a.OutputTokens, b.OutputTokens),
        Either(a.CachedInputTokens, b.CachedInputTokens),
        Either(a.CacheWriteTokens, b.CacheWriteTokens),
        Either(a.ReasoningTokens, b.ReasoningTokens),
        Both(a.TotalTokens, b.TotalTokens));

    private static long? Both(long? a, long? b) => a + b;

    // A subset count that one side does not split out is a lower bound of the sum, as in each attempt alone.
    private static long? Either(long? a, long? b) => a is null ? b : b is null ? a : a + b;
}
