namespace Podium.EvalService.Judging;

/// <summary>What came of judging one item.</summary>
internal sealed record ItemJudgement(long ItemId, long CarId, string Answer)
{
    /// <summary>The judge answered, but not with scores.</summary>
    public const string ParseFailed = "parse";

    /// <summary>The judge could not be asked.</summary>
    public const string CallFailed = "call";

    /// <summary>Null exactly when <see cref="Failure"/> is not.</summary>
    public JudgeScores? Scores { get; init; }

    public string? Failure { get; init; }

    /// <summary>The judge's reasons, or what went wrong.</summary>
    public required string Rationale { get; init; }

    public bool SelfJudged { get; init; }

    public long? CostPicoUsd { get; init; }
}

/// <summary>How far a judging is.</summary>
internal sealed record JudgeProgress(int Scored, int ParseFailures, int CallFailures)
{
    public JudgeProgress With(string? failure) => new(
        Scored + 1,
        ParseFailures + (failure == ItemJudgement.ParseFailed ? 1 : 0),
        CallFailures + (failure == ItemJudgement.CallFailed ? 1 : 0));
}
