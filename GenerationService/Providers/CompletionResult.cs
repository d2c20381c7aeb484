namespace Podium.GenerationService.Providers;

/// <summary>How one attempt ended and everything measured on the way.</summary>
internal sealed record CompletionResult
{
    public required FinishReason Finish { get; init; }

    /// <summary>The provider's own word for it, for example <c>end_turn</c> or <c>MAX_TOKENS</c>.</summary>
    public string? NativeFinish { get; init; }

    public required CompletionTimings Timings { get; init; }

    /// <summary>Null when the provider reported none: unknown, not zero.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Set exactly when <see cref="Finish"/> is <see cref="FinishReason.Failed"/>.</summary>
    public ProviderFailure? Failure { get; init; }

    /// <summary>The model named in the response, often a dated snapshot of the one asked for.</summary>
    public string? ResponseModel { get; init; }

    public string? ResponseId { get; init; }

    /// <summary>Who really served a routed call (<c>x-inference-provider</c>, OpenRouter's <c>provider</c>); null when not told.</summary>
    public string? ServedBy { get; init; }

    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    public string? Refusal { get; init; }

    public ServerTimings? ServerReported { get; init; }

    /// <summary>Request parameters that were dropped or renamed because the model refuses them.</summary>
    public IReadOnlyList<string> DroppedParameters { get; init; } = [];
}

internal enum FinishReason
{
    /// <summary>The model ended its answer by itself.</summary>
    Stop,

    /// <summary>Cut by the output token cap: the text is truncated.</summary>
    Length,
    ToolCalls,

    /// <summary>Stopped by a safety system, or the prompt was blocked.</summary>
    ContentFilter,
    Refusal,
    Cancelled,
    Failed,
}

/// <summary>
/// Billed tokens, normalised so that the categories do not overlap. Null means that the provider did not say.
/// </summary>
/// <param name="Input">Prompt tokens at the full price: neither read from nor written to a cache.</param>
/// <param name="Output">Completion tokens without reasoning.</param>
/// <param name="Reasoning">Reasoning tokens; null when the provider does not split them out of <paramref name="Output"/>.</param>
/// <param name="ReportedCostUsd">What the provider itself says the call cost, in USD (OpenRouter).</param>
internal sealed record TokenUsage(
    long? Input,
    long? Output,
    long? CacheRead = null,
    long? CacheWrite5m = null,
    long? CacheWrite1h = null,
    long? Reasoning = null,
    decimal? ReportedCostUsd = null)
{
    /// <summary>All prompt tokens of the request, cached or not; null when the provider gave no prompt count.</summary>
    public long? TotalInput => Input is null ? null : Input + (CacheRead ?? 0) + (CacheWrite5m ?? 0) + (CacheWrite1h ?? 0);

    /// <summary>All completion tokens, reasoning included; null when the provider gave no completion count.</summary>
    public long? TotalOutput => Output is null ? null : Output + (Reasoning ?? 0);
}

/// <summary>Durations a local server reports about itself; kept apart from what Podium's clock saw.</summary>
internal sealed record ServerTimings(TimeSpan? Load, TimeSpan? Prefill, TimeSpan? Decode, long? PrefillTokens, long? DecodeTokens, long? CachedTokens);

/// <summary>An attempt that failed, in words for a person and facts for the retry decision.</summary>
/// <param name="Status">The upstream's HTTP status, or the one Podium gives to a failure without any: 502 connection, 504 time.</param>
/// <param name="Code">Podium's stable code: <c>upstream.rate_limited</c>, <c>upstream.timeout</c>, <c>upstream.cut</c> and so on.</param>
/// <param name="Message">A plain sentence without any HTML of the upstream's.</param>
/// <param name="Detail">The first 2 KB of what the upstream said, or null.</param>
/// <param name="RetryAfter">What the upstream asked for, in whichever form it said it.</param>
/// <param name="Parameter">The request parameter the upstream refused, when it named one.</param>
internal sealed record ProviderFailure(
    int Status,
    string Code,
    string Message,
    bool Retryable,
    string? Detail = null,
    TimeSpan? RetryAfter = null,
    string? Parameter = null,
    string? Hint = null);
