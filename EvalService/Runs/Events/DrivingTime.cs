namespace Podium.EvalService.Runs.Events;

/// <summary>Splits the time a run is driven into whole milliseconds, batch by batch: however short the batches are, their sum loses nothing.</summary>
internal sealed class DrivingTime
{
    private long _told;

    /// <param name="total">Since the driving began.</param>
    /// <returns>What no batch has told yet.</returns>
    public TimeSpan Next(TimeSpan total)
    {
        var whole = (long)total.TotalMilliseconds;
        var next = whole - _told;
        _told = whole;
        return TimeSpan.FromMilliseconds(next);
    }
}
