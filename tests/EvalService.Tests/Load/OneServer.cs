using System.Diagnostics;
using Podium.EvalService.Tests.Runs;

namespace Podium.EvalService.Tests.Load;

/// <summary>A server that answers one request after the other, each in the same time: it bears so many a second, however many wait.</summary>
internal sealed class OneServer(int answerMs)
{
    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _free;

    public FakeCompletion Answer()
    {
        lock (_gate)
        {
            var now = _clock.Elapsed.TotalMilliseconds;
            _free = Math.Max(now, _free) + answerMs;
            return FakeCompletion.Stream((int)(_free - now), 1, "a");
        }
    }
}
