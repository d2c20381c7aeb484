namespace Podium.EvalService.Runs.Items;

/// <summary>One test for one car, once.</summary>
/// <param name="Attempts">How often it has been tried so far.</param>
/// <param name="PaidBefore">What it cost in pico USD before it was put back into the queue.</param>
internal sealed record RunItem(long Id, int Ordinal, long TestId, long CarId, int Repetition, bool IsWarmup, int Attempts, long PaidBefore)
{
    /// <summary>Items with the same key start together when cars race head to head.</summary>
    public (long, int, bool) Heat => (TestId, Repetition, IsWarmup);
}
