namespace Podium.EvalService.Checks;

/// <param name="Passed">Null: it could not be decided here, and counts neither for nor against.</param>
/// <param name="Score">From 0 to 1; for a check that knows only yes and no, 1 or 0.</param>
/// <param name="Detail">One sentence for the person reading: what was found.</param>
internal sealed record CheckOutcome(bool? Passed, double? Score, string Detail)
{
    public static CheckOutcome Of(bool passed, string detail) => new(passed, passed ? 1 : 0, detail);

    public static CheckOutcome Failed(string detail) => Of(false, detail);

    /// <summary>It cannot be told, so it fails, and so does its opposite: an unknown cost is neither below a limit nor above it.</summary>
    public static CheckOutcome CannotTell(string detail) => new(false, 0, detail) { FailsEitherWay = true };

    /// <summary>Somebody outside has to be asked first.</summary>
    public static CheckOutcome Undecided(string detail) => new(null, null, detail);

    /// <summary>A score against the least that is wanted, bounds included.</summary>
    public static CheckOutcome Graded(double score, double threshold, string detail) => new(score >= threshold, score, detail);

    /// <summary>What asking somebody outside cost, in 1e-12 USD; null: nothing, or nobody knows.</summary>
    public long? CostPicoUsd { get; init; }

    private bool FailsEitherWay { get; init; }

    /// <summary>The opposite: as promptfoo has it, a graded score turns into what is missing to 1.</summary>
    public CheckOutcome Negate() => Passed is { } passed && !FailsEitherWay
        ? this with { Passed = !passed, Score = 1 - Score, Detail = $"Not wanted: {Detail}" }
        : this;
}
