namespace Podium.EvalService.Load.Measuring;

/// <summary>Which car was at which level, from when to when.</summary>
internal sealed record StageMark
{
    public required int Ordinal { get; init; }

    public required long CarId { get; init; }

    /// <summary>From 0, the same for all cars.</summary>
    public required int Stage { get; init; }

    public required double From { get; init; }

    public required double To { get; init; }

    /// <summary>As planned.</summary>
    public required double Seconds { get; init; }

    /// <summary>Microseconds since the load began.</summary>
    public required long StartedUs { get; init; }

    public long? EndedUs { get; init; }

    /// <summary>For how long requests came: less than planned where the stage was cut short.</summary>
    public double OfferedSeconds { get; init; }

    /// <summary>Requests that were due while it went on; of a closed loop, those that were sent.</summary>
    public int Due { get; init; }

    /// <summary>Due and yet never sent, because everything before them was late.</summary>
    public int Unsent { get; init; }

    /// <summary>Pieces of answers in its busiest second.</summary>
    public int? PeakPieces { get; init; }

    /// <summary>Saturation, as seen while it went on.</summary>
    public string? Saturation { get; init; }
}
