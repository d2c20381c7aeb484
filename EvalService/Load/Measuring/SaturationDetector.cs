namespace Podium.EvalService.Load.Measuring;

/// <summary>
/// Notices while it goes on that more is asked than can be answered: over the last two minutes both the requests in flight and the time to first token
/// rise in a straight line whose interval leaves out zero, and most first tokens are slow. The rule is guidellm's over-saturation stop; its points of
/// one second count once, since they tell the same.
/// </summary>
internal sealed class SaturationDetector(double ttftFloorMs, double afterSeconds = 30)
{
    public const double DefaultTtftMs = 2_500;

    private const double WindowSeconds = 120;
    private const int Fewest = 5;

    private readonly Queue<(double X, double Y)> _inFlight = new();
    private readonly Queue<(double X, double Y)> _ttft = new();

    /// <param name="second">Since the stage began.</param>
    public void AddInFlight(double second, int count) => Add(_inFlight, second, count);

    public void AddTtft(double second, double milliseconds) => Add(_ttft, second, milliseconds);

    public bool IsSaturated(double second)
    {
        if (second < afterSeconds || _inFlight.Count < Fewest || _ttft.Count < Fewest || _ttft.Count(p => p.Y > ttftFloorMs) * 2 < _ttft.Count)
        {
            return false;
        }

        var counted = (int)Math.Min(second, WindowSeconds);
        return Slope.Of([.. _inFlight], counted) is { Rises: true } && Slope.Of([.. _ttft], counted) is { Rises: true };
    }

    private static void Add(Queue<(double X, double Y)> points, double second, double value)
    {
        points.Enqueue((second, value));
        while (points.Peek().X < second - WindowSeconds)
        {
            points.Dequeue();
        }
    }
}
