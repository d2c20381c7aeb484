namespace Podium.EvalService.Judging;

/// <summary>The words of <c>judgings.state</c>.</summary>
internal static class JudgingState
{
    public const string Queued = "QUEUED";
    public const string Running = "RUNNING";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string Cancelled = "CANCELLED";

    public static bool IsOpen(string state) => state is Queued or Running;
}

/// <summary>The words of <c>judgings.mode</c>.</summary>
internal static class JudgingMode
{
    /// <summary>Each answer by itself, from 0 to 10.</summary>
    public const string Score = "score";

    /// <summary>Answers of two cars to the same test against each other, twice, in both orders.</summary>
    public const string Pairwise = "pairwise";
}

/// <summary>What happens in a judging, as events of its run.</summary>
internal static class JudgeEvents
{
    public const string Started = "judge.started";
    public const string ItemScored = "judge.item.scored";
    public const string PairScored = "judge.pair.scored";
    public const string Completed = "judge.completed";
    public const string Failed = "judge.failed";
}
