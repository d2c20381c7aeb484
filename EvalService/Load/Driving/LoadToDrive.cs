using Podium.EvalService.Load.Plans;
using Podium.EvalService.Runs;
using Podium.ServiceDefaults.Identity;

namespace Podium.EvalService.Load.Driving;

/// <summary>A load that this process holds.</summary>
internal sealed record LoadToDrive
{
    public required LoadLease Lease { get; init; }

    public required LoadPlan Plan { get; init; }

    public required IReadOnlyList<LoadPrompt> Prompts { get; init; }

    public required IReadOnlyList<CarSnapshot> Cars { get; init; }

    public required PodiumUser Owner { get; init; }

    public long Id => Lease.LoadId;
}

/// <summary>The right to drive a load. A write under an older epoch changes nothing.</summary>
internal sealed record LoadLease(long LoadId, Guid Worker, int Epoch);

/// <summary>What one request asks.</summary>
internal sealed record LoadPrompt(string? System, string User);
