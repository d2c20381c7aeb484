namespace Podium.EvalService.Load;

/// <summary>The words of <c>loads.status</c>, as clients see them.</summary>
internal static class LoadStatus
{
    public const string Queued = "QUEUED";
    public const string Running = "RUNNING";
    public const string Completed = "COMPLETED";

    /// <summary>No request was answered.</summary>
    public const string Failed = "FAILED";

    public const string Cancelled = "CANCELLED";

    /// <summary>Its process ended before it did, or had no database for a whole lease. A load does not go on where it was: what is measured after a pause is not the same load.</summary>
    public const string Interrupted = "INTERRUPTED";

    public static readonly string[] All = [Queued, Running, Completed, Failed, Cancelled, Interrupted];
}

/// <summary>How one request ended.</summary>
internal static class LoadOutcome
{
    public const string Ok = "ok";

    /// <summary>The model's provider failed or refused it.</summary>
    public const string Failed = "failed";

    /// <summary>Podium itself did not send it: too many waited already, or its generation service was not there.</summary>
    public const string Rejected = "rejected";

    /// <summary>Not answered when the stage was over: neither a success nor an error, and never good.</summary>
    public const string Unfinished = "unfinished";
}

/// <summary>What a person wants of a load (<c>loads.wanted</c>); its worker follows.</summary>
internal static class Wanted
{
    public const string Run = "run";
    public const string Cancel = "cancel";
}
