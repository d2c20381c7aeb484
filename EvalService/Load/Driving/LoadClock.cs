using System.Diagnostics;

namespace Podium.EvalService.Load.Driving;

/// <summary>The clock of one load: microseconds since it began, by a counter that nobody sets.</summary>
internal sealed class LoadClock(TimeProvider time)
{
    private readonly long _began = Stopwatch.GetTimestamp();

    public long NowUs => (long)Stopwatch.GetElapsedTime(_began).TotalMicroseconds;

    /// <summary>Until <paramref name="us"/>, or a little later: timers are a millisecond coarse. What is late is measured as such.</summary>
    public async ValueTask UntilAsync(long us, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var wait = us - NowUs; wait > 0; wait = us - NowUs)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, wait / 1000)), time, cancellationToken);
        }
    }
}
