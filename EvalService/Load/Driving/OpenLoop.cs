using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;

namespace Podium.EvalService.Load.Driving;

/// <summary>
/// Sends each request when it is due, however many are in flight. A request that cannot be sent in time is late, and its lateness is measured: to leave
/// it out would make a slow server look fast (coordinated omission).
/// </summary>
internal static class OpenLoop
{
    // Beyond its end a stage sends only what was due at its very end.
    private static readonly TimeSpan _lateness = TimeSpan.FromMilliseconds(250);

    /// <returns>The answers under way.</returns>
    public static async Task<IReadOnlyList<Task>> SendAsync(StageRun stage, LoadClock clock)
    {
        var plan = stage.Plan;
        var due = ArrivalSchedule.Of(stage.Stage, plan.Arrivals, plan.Burstiness, plan.MaxRequests, new Random(unchecked((plan.Seed * 397) + stage.Mark.Stage)));
        stage.Expect(due);
        stage.EndAfter(TimeSpan.FromSeconds(stage.Stage.Seconds) + _lateness);
        var answers = new List<Task>(due.Length);
        try
        {
            foreach (var at in due)
            {
                var scheduled = stage.Mark.StartedUs + (long)(at * 1e6);
                await clock.UntilAsync(scheduled, stage.Arrivals);
                await stage.WaitForSlotAsync();
                answers.Add(stage.SendInSlotAsync(scheduled));
            }
        }
        catch (OperationCanceledException) when (stage.Arrivals.IsCancellationRequested)
        {
            // Cut short: what was due until then and not sent is counted by the stage.
        }

        return answers;
    }
}
