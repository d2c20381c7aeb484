namespace Podium.GenerationService.Providers.Streaming;

/// <summary>
/// Counts as providers send them. They are cumulative: the last value of a field stands, nothing is summed, and a field that a later event
/// leaves out keeps its value.
/// </summary>
internal sealed class UsageCounts
{
    /// <summary>Prompt tokens, in the sense of the format: with cached ones inside (OpenAI, Gemini) or outside (Anthropic).</summary>
    public long? Prompt { get; set; }

    /// <summary>Completion tokens, in the sense of the format: with reasoning inside (OpenAI, Anthropic) or outside (Gemini).</summary>
    public long? Completion { get; set; }

    public long? Total { get; set; }

    public long? CacheRead { get; set; }

    public long? CacheWrite { get; set; }

    public long? CacheWrite5m { get; set; }

    public long? CacheWrite1h { get; set; }

    public long? Reasoning { get; set; }

    /// <summary>Gemini's tokens of tool results, billed as input.</summary>
    public long? ToolUsePrompt { get; set; }

    public decimal? CostUsd { get; set; }

    private bool IsEmpty => Prompt is null && Completion is null && CacheRead is null && CostUsd is null;

    /// <summary>
    /// OpenAI family: cached and written tokens lie inside the prompt count, reasoning inside the completion count. xAI counts reasoning beside it,
    /// which its total shows.
    /// </summary>
    public TokenUsage? FromOpenAI()
    {
        if (IsEmpty)
        {
            return null;
        }

        var beside = Reasoning is > 0 && Total is { } total && total == Prompt + Completion + Reasoning;
        var reasoning = Reasoning is { } r && Completion is { } c && !beside ? Math.Min(r, c) : Reasoning;
        return new TokenUsage(
            Input: Prompt is { } prompt ? Math.Max(prompt - (CacheRead ?? 0) - (CacheWrite ?? 0), 0) : null,
            Output: Completion is { } completion ? completion - (beside ? 0 : reasoning ?? 0) : null,
            CacheRead: CacheRead,
            CacheWrite5m: CacheWrite,
            Reasoning: reasoning,
            ReportedCostUsd: CostUsd);
    }

    /// <summary>
    /// Anthropic: cached and written tokens lie outside <c>input_tokens</c>. When the 5-minute/1-hour split sums to less than the total, the rest
    /// counts as 5-minute, the cheaper one.
    /// </summary>
    public TokenUsage? FromAnthropic()
    {
        if (IsEmpty)
        {
            return null;
        }

        var reasoning = Reasoning is { } r && Completion is { } c ? Math.Min(r, c) : (long?)null;
        var split = (CacheWrite5m ?? 0) + (CacheWrite1h ?? 0);
        var write5m = CacheWrite is { } all ? (CacheWrite5m ?? 0) + Math.Max(all - split, 0) : CacheWrite5m;
        return new TokenUsage(Prompt, Completion - (reasoning ?? 0), CacheRead, write5m, CacheWrite1h, reasoning, CostUsd);
    }

    /// <summary>Gemini: cached tokens inside the prompt count, thoughts outside the candidates count, and a missing field is a zero.</summary>
    public TokenUsage? FromGemini() => Prompt is null && Completion is null && Reasoning is null
        ? null
        : new TokenUsage(
            Input: Math.Max((Prompt ?? 0) + (ToolUsePrompt ?? 0) - (CacheRead ?? 0), 0),
            Output: Completion ?? 0,
            CacheRead: CacheRead ?? 0,
            Reasoning: Reasoning ?? 0);

    /// <summary>Ollama: two counts, each left out when there is nothing to tell.</summary>
    public TokenUsage? FromOllama() => IsEmpty ? null : new TokenUsage(Prompt, Completion);
}
