namespace Podium.EvalService.Scorecards;

/// <summary>What a scorecard, a comparison and a report need to know of a run beside its items.</summary>
internal sealed record RunHeader
{
    public required long Id { get; init; }

    public required long SuiteId { get; init; }

    public required string SuiteName { get; init; }

    public required long SuiteVersionId { get; init; }

    public required int SuiteVersion { get; init; }

    public required string Status { get; init; }

    /// <summary>As they were at the start, in the chosen order.</summary>
    public required IReadOnlyList<RunCar> Cars { get; init; }

    public string? Label { get; init; }

    public string? Mode { get; init; }

    public int Repetitions { get; init; } = 1;

    public bool IsBaseline { get; init; }

    public string? Error { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    /// <summary>The number of its newest event: whatever changes a result comes with an event.</summary>
    public long LastSeq { get; init; }

    /// <summary>Who judged with what; null when nobody did. Scores of different judges are not compared.</summary>
    public JudgeIdentity? Judge { get; init; }

    public bool IsFinished => Status is "COMPLETED" or "FAILED" or "CANCELLED";
}

/// <summary>A car of the run, as its snapshot says.</summary>
internal sealed record RunCar(long Id, string Name, string ModelName, string ConnectionName)
{
    /// <summary>The snapshot without names, for telling whether a car was changed between two runs.</summary>
    public string Settings { get; init; } = "";
}

/// <param name="Key">Equal for judgings by the same model, settings, rubric and prompt.</param>
internal sealed record JudgeIdentity(string Name, string Key);
