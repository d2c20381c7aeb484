using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;

namespace Podium.EvalService.Load.Driving;

/// <summary>What a load has come to so far, for its limits.</summary>
internal sealed class LoadTotals
{
    private int _requests;
    private int _answered;
    private int _failed;
    private long _costPico;

    public int Requests => Volatile.Read(ref _requests);

    public bool AnyAnswered => Volatile.Read(ref _answered) > 0;

    public void Add(LoadSample sample)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _answered, sample.IsOk ? 1 : 0);
        Interlocked.Add(ref _failed, sample.Outcome == LoadOutcome.Failed ? 1 : 0);
        Interlocked.Add(ref _costPico, sample.CostPicoUsd ?? 0);
    }

    /// <summary>Which limit is reached, as a sentence; null while none is.</summary>
    public string? Reached(LoadPlan plan)
    {
        if (plan.MaxErrors is { } errors && Volatile.Read(ref _failed) >= errors)
        {
            return $"The load reached its limit of {errors} failed requests.";
        }

        return plan.MaxCostPicoUsd is { } pico && Volatile.Read(ref _costPico) >= pico
            ? FormattableString.Invariant($"The load reached its limit of {pico / 1e12m} USD.")
            : null;
    }
}
