using Microsoft.Extensions.Options;
using Podium.GenerationService.Generations;
using Podium.ServiceDefaults.Errors;

namespace Podium.GenerationService.Tests.Generations;

public sealed class GenerationQueueTests
{
    private readonly GenerationQueue _queue = new(Options.Create(new GenerationOptions { MaxConcurrent = 2, MaxConcurrentPerOwner = 1, MaxQueued = 2 }));

    [Fact]
    public void Nobody_waits_behind_a_person_at_their_own_limit()
    {
        var first = _queue.Enter("ada");
        var second = _queue.Enter("ada");
        var other = _queue.Enter("bob");

        first.Admitted.IsCompleted.ShouldBeTrue();
        second.Admitted.IsCompleted.ShouldBeFalse();
        other.Admitted.IsCompleted.ShouldBeTrue();

        first.Dispose();
        second.Admitted.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void A_full_queue_says_when_to_come_back()
    {
        using var running = _queue.Enter("ada");
        using var waiting = _queue.Enter("ada");
        using var alsoWaiting = _queue.Enter("ada");
        Should.Throw<RateLimitedException>(() => _queue.Enter("ada")).RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public void Leaving_twice_frees_one_place()
    {
        var running = _queue.Enter("ada");
        var waiting = _queue.Enter("ada");
        running.Dispose();
        running.Dispose();
        waiting.Dispose();
        _queue.Load.ShouldBe((0, 0));
    }

    [Fact]
    public void Who_gives_up_waiting_takes_no_place()
    {
        var running = _queue.Enter("ada");
        var gone = _queue.Enter("ada");
        var next = _queue.Enter("ada");
        gone.Dispose();
        running.Dispose();
        next.Admitted.IsCompleted.ShouldBeTrue();
        gone.Admitted.IsCompleted.ShouldBeFalse();
    }
}
