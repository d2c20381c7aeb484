namespace Podium.GenerationService.Generations;

/// <summary>The time that all attempts of one generation share.</summary>
internal sealed class WallClockBudget(TimeSpan total, TimeProvider time)
{
    /// <summary>With less than this left an attempt cannot succeed and is not started.</summary>
    public static readonly TimeSpan Minimum = TimeSpan.FromSeconds(1);

    private readonly long _started = time.GetTimestamp();

    public TimeSpan Total { get; } = total;

    public TimeSpan Left => Total - time.GetElapsedTime(_started);

    public bool AllowsAttempt => Left >= Minimum;

    /// <summary>True when a wait would still leave room for an attempt.</summary>
    public bool AllowsWait(TimeSpan wait) => Left - wait >= Minimum;
}
