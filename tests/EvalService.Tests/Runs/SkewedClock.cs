namespace Podium.EvalService.Tests.Runs;

/// <summary>The system's clock with hands that somebody moves while timers and stopwatches go on as they do.</summary>
internal sealed class SkewedClock : TimeProvider
{
    private long _offset;

    public TimeSpan Offset
    {
        get => new(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
