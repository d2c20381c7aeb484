using Podium.EvalService.Runs.Events;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Runs.Driving;

/// <summary>A run as its worker finds it.</summary>
internal sealed record RunToDrive
{
    public required RunLease Lease { get; init; }

    public required string Status { get; init; }

    public required string Wanted { get; init; }

    public required string Mode { get; init; }

    public required IReadOnlyList<CarSnapshot> Cars { get; init; }

    public CarSnapshot? JudgeCar { get; init; }

    public required RunLimits Limits { get; init; }

    public required PodiumUser Owner { get; init; }

    public required long LastSequence { get; init; }

    public required TimeSpan Active { get; init; }

    /// <summary>Another worker held it and was not heard of any more.</summary>
    public bool IsTakenOver { get; init; }

    /// <summary>How many workers before this one took it and stored nothing.</summary>
    public int IdleTakes { get; init; }

    public required RunTotals Totals { get; init; }

    public long Id => Lease.RunId;
}

/// <summary>What is done of a run, warm-ups apart, and what it has cost, warm-ups and the judges of its checks included.</summary>
internal sealed record RunTotals(int Ended, int Failed, long CostPicoUsd)
{
    public RunTotals With(Items.ItemResult result) => new(
        Ended + (result.IsWarmup ? 0 : 1),
        Failed + (!result.IsWarmup && result.Status == ItemStatus.Failed ? 1 : 0),
        CostPicoUsd + (result.Metrics.CostPicoUsd - result.PaidBefore ?? 0) + (result.Metrics.CheckCostPicoUsd ?? 0));
}
