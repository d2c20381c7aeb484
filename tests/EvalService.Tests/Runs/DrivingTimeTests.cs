using Podium.EvalService.Runs.Events;

namespace Podium.EvalService.Tests.Runs;

public sealed class DrivingTimeTests
{
    [Fact]
    public void Batches_shorter_than_a_millisecond_lose_none_of_the_time()
    {
        var driving = new DrivingTime();

        var told = Enumerable.Range(1, 10_000).Sum(i => driving.Next(TimeSpan.FromMicroseconds(i * 700)).TotalMilliseconds);

        told.ShouldBe(7_000);
    }
}
