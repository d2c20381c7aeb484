using Podium.EvalService.Scorecards;
using Podium.ServiceDefaults.Errors;

namespace Podium.EvalService.Comparisons;

/// <summary>Fetches runs and compares them, or the cars of one.</summary>
internal sealed class RunComparer(ResultStore store)
{
    /// <exception cref="InvalidInputException">Both are the same run.</exception>
    /// <exception cref="NotFoundException">One of them does not exist.</exception>
    public async Task<(Comparison Comparison, RunHeader Run)> CompareAsync(long runId, long baselineId, CancellationToken cancellationToken)
    {
        if (runId == baselineId)
        {
            throw new InvalidInputException("baseline_run_id", "A run cannot be its own baseline.", "run.same_baseline");
        }

        var reading = store.ReadResultsAsync(baselineId, cancellationToken);
        var current = await ReadAsync(runId, reading, cancellationToken);
        var baseline = await reading;
        return (Comparison.Of(current, baseline), current.Run);
    }

    /// <param name="by">The measure that decides; null: to be chosen.</param>
    /// <exception cref="NotFoundException">There is no such run.</exception>
    public async Task<RunVerdict> JudgeCarsAsync(long runId, ComparedMetric? by, CancellationToken cancellationToken) =>
        RunVerdict.Of(await store.ReadResultsAsync(runId, cancellationToken), by);

    /// <exception cref="NotFoundException">No finished run of this suite version is pinned as its baseline.</exception>
    public async Task<long> FindBaselineAsync(long runId, CancellationToken cancellationToken)
    {
        var run = await store.ReadRunAsync(runId, cancellationToken);
        return await store.FindBaselineAsync(run, cancellationToken)
            ?? throw new NotFoundException(
                $"No finished run of {run.SuiteName} version {run.SuiteVersion} is pinned as the baseline: pin one, or name one.", "run.no_baseline");
    }

    /// <summary>Whatever becomes of the one, the other is awaited too.</summary>
    private async Task<RunResults> ReadAsync(long runId, Task other, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadResultsAsync(runId, cancellationToken);
        }
        catch
        {
            await other.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }
}
