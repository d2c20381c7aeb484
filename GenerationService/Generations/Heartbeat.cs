namespace Podium.GenerationService.Generations;

/// <summary>When a stream that says nothing needs a sign of life: looked at every <see cref="Interval"/>, no pause lasts longer than ten seconds.</summary>
internal sealed class Heartbeat(TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(7.5);

    private long _last = time.GetTimestamp();

    /// <summary>Something was sent.</summary>
    public void Beat() => _last = time.GetTimestamp();

    /// <summary>True once per silence: the caller then sends a sign of life.</summary>
    public bool IsDue()
    {
        if (time.GetElapsedTime(_last) < _silence)
        {
            return false;
        }

        Beat();
        return true;
    }
}
