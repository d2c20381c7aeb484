using System.Diagnostics;

namespace Podium.EvalService.Checks;

/// <summary>What all checks of one answer may take together, without those that ask somebody outside. Each has bounds of its own; there may be many.</summary>
/// <param name="abandoned">Nobody waits for the verdict any more.</param>
internal sealed class CheckTime(CancellationToken abandoned = default)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private TimeSpan _spent;
    private long _started;

    /// <returns>What <paramref name="evaluate"/> says, or that it cannot be told.</returns>
    public CheckOutcome Measure(Func<CheckOutcome> evaluate)
    {
        _started = Stopwatch.GetTimestamp();
        try
        {
            RefuseIfUp();
            return evaluate();
        }
        catch (CheckTimeException)
        {
            return CheckOutcome.CannotTell($"The checks of this answer took more than {Limit.TotalSeconds:0} s together.");
        }
        finally
        {
            _spent += Stopwatch.GetElapsedTime(_started);
        }
    }

    /// <summary>To be asked between the steps of what may take long.</summary>
    /// <exception cref="CheckTimeException">Nothing is left.</exception>
    public void RefuseIfUp()
    {
        abandoned.ThrowIfCancellationRequested();
        if (_spent + Stopwatch.GetElapsedTime(_started) > Limit)
        {
            throw new CheckTimeException();
        }
    }
}

/// <summary>Time is up for all checks of an answer.</summary>
internal sealed class CheckTimeException : Exception;
