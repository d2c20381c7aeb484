namespace Podium.EvalService.Runs;

/// <summary>The words of <c>runs.status</c>, as clients see them.</summary>
internal static class RunStatus
{
    public const string Queued = "QUEUED";
    public const string Running = "RUNNING";
    public const string Paused = "PAUSED";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string Cancelled = "CANCELLED";

    public static readonly string[] All = [Queued, Running, Paused, Completed, Failed, Cancelled];

    public static bool IsFinal(string status) => status is Completed or Failed or Cancelled;
}

/// <summary>The words of <c>run_items.status</c>.</summary>
internal static class ItemStatus
{
    public const string Pending = "PENDING";
    public const string Running = "RUNNING";
    public const string Completed = "COMPLETED";
    public const string Failed = "FAILED";
    public const string PartialToolSupport = "PARTIAL_TOOL_SUPPORT";
    public const string Cancelled = "CANCELLED";

    public static readonly string[] All = [Pending, Running, Completed, Failed, PartialToolSupport, Cancelled];
}

/// <summary>What a person wants of a run (<c>runs.wanted</c>); its worker follows.</summary>
internal static class Wanted
{
    public const string Run = "run";
    public const string Pause = "pause";
    public const string Cancel = "cancel";
}

/// <summary>In which order cars meet tests (<c>runs.mode</c>).</summary>
internal static class RunMode
{
    /// <summary>One item at a time, each car alone: what it measures is the car's own.</summary>
    public const string Sequential = "sequential";

    /// <summary>All cars start a test together, as far as their connections allow.</summary>
    public const string HeadToHead = "head_to_head";
}
