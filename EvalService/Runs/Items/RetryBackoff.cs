namespace Podium.EvalService.Runs.Items;

/// <summary>How long to wait before the next attempt, if there is to be one. Knows no clock.</summary>
internal static class RetryBackoff
{
    /// <summary>Whoever asks for more patience than this is not waited for.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    /// <summary>For how long the generation service may be away before its absence fails an item.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>For how long it may be busy: it says so itself, so it is worth waiting.</summary>
    public static readonly TimeSpan PatienceWhileBusy = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _oursFirst = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _oursLongest = TimeSpan.FromSeconds(5);

    /// <summary>What the upstream asked for, else exponential, between half of it and the whole.</summary>
    /// <param name="failures">Failures of this kind so far, this one included.</param>
    /// <param name="random">Drawn from [0, 1).</param>
    /// <returns>Null: no further attempt.</returns>
    public static TimeSpan? Delay(CallFailure failure, int failures, TimeSpan since, ConnectionSnapshot connection, double random)
    {
        if (!failure.MayPass)
        {
            return null;
        }

        if (failure.Ours)
        {
            return since < (failure.Code == CallFailure.Busy ? PatienceWhileBusy : Patience) ? Spread(_oursFirst, _oursLongest, failures, random) : null;
        }

        if (failures > connection.RetryCount || failure.RetryAfter > LongestAsked)
        {
            return null;
        }

        return failure.RetryAfter is { } asked && asked >= TimeSpan.Zero
            ? asked
            : Spread(TimeSpan.FromMilliseconds(connection.RetryBackoffMs), _longest, failures, random);
    }

    private static TimeSpan Spread(TimeSpan first, TimeSpan longest, int failures, double random)
    {
        var ceiling = first * Math.Pow(2, Math.Min(failures - 1, 20));
        return (ceiling < longest ? ceiling : longest) * (0.5 + (random / 2));
    }
}
