using Podium.Generation.V1;

namespace Podium.EvalService.Runs.Items;

/// <summary>Adds up the calls of one item. Times of failed attempts and waits count into its total; everything else is of the attempt that stands.</summary>
/// <param name="paidBefore">What the item had cost before this worker began it.</param>
internal sealed class CallTally(long paidBefore)
{
    // No answer has a million million tokens: a provider that says so has counted nothing.
    private const long MostTokens = 1_000_000_000_000;

    private readonly List<Finished> _calls = [];
    private long _totalUs;
    private long _paidBefore = paidBefore;

    /// <summary>Time that passed between calls: tools, and waits before another attempt.</summary>
    public void Spend(TimeSpan time) => _totalUs += (long)time.TotalMicroseconds;

    public void Add(Finished call)
    {
        if (call.Usage is { } usage && !IsPlausible(usage))
        {
            call.Usage = null;
        }

        _calls.Add(call);
        _totalUs += DurationOf(call.Timings);
    }

    /// <summary>A call that failed may have cost something all the same: what it had read and said until then.</summary>
    public void Pay(Finished failed) => _paidBefore += CostOf(failed);

    /// <summary>The attempt failed: what it cost and how long it took stays.</summary>
    public void StartOver()
    {
        _paidBefore += _calls.Sum(CostOf);
        _calls.Clear();
    }

    /// <summary>What a failed item leaves: that it failed, and what it cost.</summary>
    public ItemMetrics Failed()
    {
        StartOver();
        return new ItemMetrics { ErrorFlag = true, CostPicoUsd = _paidBefore > 0 ? _paidBefore : null };
    }

    public ItemMetrics Succeeded(string text)
    {
        var first = _calls[0].Timings ?? new Timings();
        var last = _calls[^1].Timings ?? new Timings();
        var used = _calls.All(c => c.Usage is { HasOutput: true });
        var output = used ? _calls.Sum(Generated) : Math.Max(1, (long)Math.Floor(WordsIn(text) * 1.25));
        var (decodeUs, gaps) = Decode();
        var itl = used && gaps > 0 && decodeUs > 0 ? decodeUs / (double)gaps : (double?)null;
        var toLast = _calls.Sum(c => c.Timings is { HasLastTokenUs: true } t ? t.LastTokenUs : 0);
        return new ItemMetrics
        {
            QueuedUs = _calls.Sum(c => c.Timings?.QueuedUs ?? 0),
            FirstByteUs = first.HasFirstByteUs ? first.FirstByteUs : null,
            TtftUs = first.HasFirstTokenUs ? first.FirstTokenUs : null,
            FirstAnswerUs = first.HasFirstAnswerUs ? first.FirstAnswerUs : null,
            SecondTokenUs = first.HasSecondTokenUs ? first.SecondTokenUs : null,
            LastTokenUs = last.HasLastTokenUs ? last.LastTokenUs : null,
            ClosedUs = last.HasClosedUs ? last.ClosedUs : null,
            TotalUs = _totalUs,
            TokenEvents = _calls.Sum(c => c.Timings?.TokenEvents ?? 0),
            ItlUs = itl,
            OutputTokensPerSecond = itl is { } gap ? 1e6 / gap : null,
            EndToEndTokensPerSecond = used && output > 0 && toLast > 0 ? output * 1e6 / toLast : null,
            InputTokens = Sum(Prompted),
            OutputTokens = Math.Max(1, output),
            ReasoningTokens = Sum(u => u.HasReasoning ? u.Reasoning : null),
            CacheReadTokens = Sum(u => u.HasCacheRead ? u.CacheRead : null),
            CacheWriteTokens = Sum(u => u.HasCacheWrite5M || u.HasCacheWrite1H ? u.CacheWrite5M + u.CacheWrite1H : null),
            TokensEstimated = !used,
            CostPicoUsd = _calls.All(c => c.HasCostPicoUsd) ? _paidBefore + _calls.Sum(c => c.CostPicoUsd) : null,
            PriceVersion = _calls[^1].PriceVersion is { Length: > 0 } version ? version : null,
            ServerLoadUs = Server(s => s.HasLoadUs ? s.LoadUs : null),
            ServerPrefillUs = Server(s => s.HasPrefillUs ? s.PrefillUs : null),
            ServerDecodeUs = Server(s => s.HasDecodeUs ? s.DecodeUs : null),
            ServerPrefillTokens = Server(s => s.HasPrefillTokens ? s.PrefillTokens : null),
            ServerDecodeTokens = Server(s => s.HasDecodeTokens ? s.DecodeTokens : null),
        };
    }

    // Σ (last - first token) and Σ (tokens - 1): the time per token, weighted by tokens, that one call has as its ITL.
    private (long DecodeUs, long Gaps) Decode()
    {
        long us = 0, gaps = 0;
        foreach (var call in _calls)
        {
            if (call is { Timings: { HasFirstTokenUs: true, HasLastTokenUs: true, TokenEvents: > 1 } times, Usage: not null } && Generated(call) > 1)
            {
                us += times.LastTokenUs - times.FirstTokenUs;
                gaps += Generated(call) - 1;
            }
        }

        return (us, gaps);
    }

    private long? Sum(Func<Usage, long?> part) => _calls.All(c => c.Usage is { } u && part(u) is not null) ? _calls.Sum(c => part(c.Usage)!.Value) : null;

    private long? Server(Func<ServerTimings, long?> part) =>
        _calls.All(c => c.Server is { } s && part(s) is not null) ? _calls.Sum(c => part(c.Server)!.Value) : null;

    private static long CostOf(Finished call) => call.HasCostPicoUsd ? call.CostPicoUsd : 0;

    private static long Generated(Finished call) => call.Usage.Output + call.Usage.Reasoning;

    private static bool IsPlausible(Usage usage) => ((ReadOnlySpan<long>)
        [usage.Input, usage.Output, usage.Reasoning, usage.CacheRead, usage.CacheWrite5M, usage.CacheWrite1H])
        .IndexOfAnyExceptInRange(0, MostTokens) < 0;

    private static long? Prompted(Usage usage) => usage.HasInput ? usage.Input + usage.CacheRead + usage.CacheWrite5M + usage.CacheWrite1H : null;

    private static long DurationOf(Timings? times) => times switch
    {
        { HasClosedUs: true } => times.ClosedUs,
        { HasLastTokenUs: true } => times.LastTokenUs,
        { HasFirstByteUs: true } => times.FirstByteUs,
        _ => 0,
    };

    private static int WordsIn(ReadOnlySpan<char> text)
    {
        var words = 0;
        var inside = false;
        foreach (var c in text)
        {
            var blank = char.IsWhiteSpace(c);
            words += !blank && !inside ? 1 : 0;
            inside = !blank;
        }

        return words;
    }
}
