namespace Podium.EvalService.Load.Plans;

/// <summary>What is done to each car of a load.</summary>
internal sealed record LoadPlan
{
    public string Shape { get; init; } = LoadShape.Steady;

    public string Arrivals { get; init; } = ArrivalProcess.Closed;

    /// <summary>Of random arrivals: 1 is a Poisson process, less comes in bursts, more is more even.</summary>
    public double Burstiness { get; init; } = 1;

    /// <summary>Requests in flight of a closed loop, else requests per second. One for steady, from and to for a ramp, each step of a sweep.</summary>
    public IReadOnlyList<double> Levels { get; init; } = [];

    /// <summary>Of a ramp: linear or exponential.</summary>
    public string Growth { get; init; } = LoadGrowth.Linear;

    /// <summary>Of each stage.</summary>
    public double Seconds { get; init; }

    /// <summary>Of each stage and car; null: as many as come.</summary>
    public int? MaxRequests { get; init; }

    /// <summary>Requests of each car before it is measured.</summary>
    public int Warmups { get; init; }

    public string Order { get; init; } = LoadOrder.InTurn;

    /// <summary>The suite whose prompts are asked, when they come from one.</summary>
    public long? SuiteId { get; init; }

    public int? MaxOutputTokens { get; init; }

    /// <summary>Each prompt begins with a number of its own, so that no cache of prefixes answers for the model.</summary>
    public bool UniquePrompts { get; init; } = true;

    /// <summary>The connection's limit of requests in flight does not hold the load back.</summary>
    public bool LiftLimit { get; init; }

    public LoadSlos Slos { get; init; } = LoadSlos.None;

    public bool StopAtSaturation { get; init; } = true;

    /// <summary>Faster first tokens are no sign of saturation.</summary>
    public double SaturationTtftMs { get; init; } = Measuring.SaturationDetector.DefaultTtftMs;

    /// <summary>How long a stage waits for answers after its last request.</summary>
    public double GraceSeconds { get; init; } = 30;

    public int? MaxErrors { get; init; }

    public long? MaxCostPicoUsd { get; init; }

    /// <summary>The same seed gives the same arrivals.</summary>
    public int Seed { get; init; }

    public bool IsClosed => Arrivals == ArrivalProcess.Closed;

    public IReadOnlyList<LoadStage> Stages() => Shape switch
    {
        LoadShape.Ramp => [new LoadStage(Levels[0], Levels[1], Growth == LoadGrowth.Exponential, Seconds)],
        _ => [.. Levels.Select(level => new LoadStage(level, level, IsExponential: false, Seconds))],
    };

    /// <summary>How many requests an open loop of one car will send; null for a closed one, where the car decides.</summary>
    public long? PlannedRequests() => IsClosed ? null : Stages().Sum(stage => (long)Math.Min(stage.Arrivals, MaxRequests ?? int.MaxValue));
}

internal static class LoadShape
{
    public const string Steady = "steady";
    public const string Ramp = "ramp";
    public const string Sweep = "sweep";

    public static readonly string[] All = [Steady, Ramp, Sweep];
}

internal static class ArrivalProcess
{
    /// <summary>Each answer brings the next request: so many in flight, whatever that makes of the rate.</summary>
    public const string Closed = "closed";

    /// <summary>At even distances, whatever that makes of the requests in flight.</summary>
    public const string Constant = "constant";

    /// <summary>At random, as independent people come.</summary>
    public const string Poisson = "poisson";

    public static readonly string[] All = [Closed, Constant, Poisson];
}

internal static class LoadGrowth
{
    public const string Linear = "linear";
    public const string Exponential = "exponential";

    public static readonly string[] All = [Linear, Exponential];
}

internal static class LoadOrder
{
    /// <summary>One car after the other: nothing competes on the way to the models.</summary>
    public const string InTurn = "in_turn";

    public const string Together = "together";

    public static readonly string[] All = [InTurn, Together];
}
