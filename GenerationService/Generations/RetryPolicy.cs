using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Generations;

internal enum NextStep
{
    GiveUp,

    /// <summary>The same attempt once more, in the same way.</summary>
    RepeatAfterDelay,

    /// <summary>The same attempt once more with the image left out.</summary>
    RepeatWithoutImage,

    /// <summary>The same attempt once more as one whole answer.</summary>
    RepeatWithoutStreaming,

    /// <summary>The next provider in the plan.</summary>
    NextAttempt,
}

/// <summary>What is known when an attempt has failed.</summary>
/// <param name="HasNext">The plan names another provider.</param>
/// <param name="SentImage">The request held an image.</param>
/// <param name="Streamed">The request asked for a stream.</param>
/// <param name="Repeats">How often this plan entry was repeated so far.</param>
internal readonly record struct FailedAttempt(
    ProviderFailure Failure, bool HasNext, bool SentImage = false, bool Streamed = true, int Repeats = 0);

/// <summary>Decides what follows a failed attempt. Knows no clock: whether a wait fits the budget is the caller's question.</summary>
internal static class RetryPolicy
{
    public const string ProviderUnsupported = "upstream.provider_unsupported";
    public const string ImageUnsupported = "upstream.image_unsupported";
    public const string StreamUnsupported = "upstream.stream_unsupported";

    public static NextStep Decide(FailedAttempt attempt, int maxRepeats) => attempt switch
    {
        { Failure.Code: ProviderUnsupported } => attempt.HasNext ? NextStep.NextAttempt : NextStep.GiveUp,
        { Failure.Code: ImageUnsupported, SentImage: true } => NextStep.RepeatWithoutImage,
        { Failure.Code: StreamUnsupported, Streamed: true } => NextStep.RepeatWithoutStreaming,
        _ when !MayPass(attempt.Failure) => NextStep.GiveUp,

        // Another provider is asked at once: its load has nothing to do with this one's.
        { HasNext: true } => NextStep.NextAttempt,
        _ when attempt.Repeats < maxRepeats => NextStep.RepeatAfterDelay,
        _ => NextStep.GiveUp,
    };

    /// <summary>408, 429 and 5xx, which includes network failures (502, 504), unless the upstream says that trying again is no use.</summary>
    public static bool MayPass(ProviderFailure failure) => failure is { Retryable: true, Status: 408 or 429 or >= 500 };

    /// <summary>
    /// The wait before a repeat: what the upstream asked for, else exponential with full jitter,
    /// <c>random() * min(longest, first * 2^repeats)</c> (AWS Architecture Blog, "Exponential Backoff And Jitter").
    /// </summary>
    /// <param name="random">Draws from [0, 1).</param>
    public static TimeSpan Delay(ProviderFailure failure, int repeats, TimeSpan first, TimeSpan longest, Func<double> random)
    {
        if (failure.RetryAfter is { } asked)
        {
            return asked > TimeSpan.Zero ? asked : TimeSpan.Zero;
        }

        var ceiling = first * Math.Pow(2, repeats);
        return random() * (ceiling < longest ? ceiling : longest);
    }
}
