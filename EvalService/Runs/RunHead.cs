namespace Podium.EvalService.Runs;

/// <summary>What a run is, as far as asking for it needs to know.</summary>
internal sealed record RunHead
{
    public required long Id { get; init; }

    public required string OwnerId { get; init; }

    public required string Status { get; init; }
}

/// <summary>A run to be stored.</summary>
internal sealed record NewRun
{
    public required long SuiteId { get; init; }

    public required long SuiteVersionId { get; init; }

    public required IReadOnlyList<CarSnapshot> Cars { get; init; }

    public CarSnapshot? JudgeCar { get; init; }

    public string Mode { get; init; } = RunMode.Sequential;

    public int Repetitions { get; init; } = 1;

    public int Warmups { get; init; }

    public RunLimits Limits { get; init; } = RunLimits.None;

    public string? Label { get; init; }

    public required ServiceDefaults.Identity.PodiumUser Owner { get; init; }

    public string? IdempotencyKey { get; init; }
}
