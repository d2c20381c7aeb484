using Podium.GenerationService.Generations;
using Podium.GenerationService.Providers;
using Podium.TestKit;

namespace Podium.GenerationService.Tests.Generations;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(408, "upstream.timeout")]
    [InlineData(429, "upstream.rate_limited")]
    [InlineData(500, "upstream.unavailable")]
    [InlineData(502, "upstream.connection")]
    [InlineData(503, "upstream.overloaded")]
    [InlineData(504, "upstream.timeout")]
    [InlineData(529, "upstream.overloaded")]
    [InlineData(400, RetryPolicy.ProviderUnsupported)]
    [InlineData(404, RetryPolicy.ProviderUnsupported)]
    [InlineData(422, RetryPolicy.ProviderUnsupported)]
    public void MustHave_08_What_may_pass_goes_to_the_next_provider(int status, string code) =>
        RetryPolicy.Decide(new FailedAttempt(Failure(status, code), HasNext: true), 1).ShouldBe(NextStep.NextAttempt);

    [Theory]
    [InlineData(400, "upstream.invalid_request")]
    [InlineData(401, "upstream.invalid_key")]
    [InlineData(403, "upstream.forbidden")]
    [InlineData(404, "upstream.model_not_found")]
    [InlineData(422, "generation.no_page")]
    public void MustHave_08_What_cannot_pass_is_not_tried_again(int status, string code) =>
        RetryPolicy.Decide(new FailedAttempt(Failure(status, code), HasNext: true), 1).ShouldBe(NextStep.GiveUp);

    [Fact]
    public void MustHave_08_A_429_that_no_wait_cures_is_not_tried_again() =>
        RetryPolicy.Decide(new FailedAttempt(Failure(429, "upstream.quota_exhausted") with { Retryable = false }, HasNext: true), 1).ShouldBe(NextStep.GiveUp);

    [Fact]
    public void The_last_of_a_plan_is_repeated_only_so_often()
    {
        var failure = Failure(503, "upstream.overloaded");
        RetryPolicy.Decide(new FailedAttempt(failure, HasNext: false, Repeats: 0), 1).ShouldBe(NextStep.RepeatAfterDelay);
        RetryPolicy.Decide(new FailedAttempt(failure, HasNext: false, Repeats: 1), 1).ShouldBe(NextStep.GiveUp);
        RetryPolicy.Decide(new FailedAttempt(Failure(404, RetryPolicy.ProviderUnsupported), HasNext: false), 1).ShouldBe(NextStep.GiveUp);
    }

    [Fact]
    public void MustHave_22_A_refused_image_is_left_out_once()
    {
        var failure = Failure(400, RetryPolicy.ImageUnsupported);
        RetryPolicy.Decide(new FailedAttempt(failure, HasNext: true, SentImage: true), 1).ShouldBe(NextStep.RepeatWithoutImage);
        RetryPolicy.Decide(new FailedAttempt(failure, HasNext: true, SentImage: false), 1).ShouldBe(NextStep.GiveUp);
    }

    [Fact]
    public void MustHave_12_A_refused_stream_is_asked_for_whole_once()
    {
        var failure = Failure(400, RetryPolicy.StreamUnsupported);
        RetryPolicy.Decide(new FailedAttempt(failure, HasNext: true, Streamed: true), 1).ShouldBe(NextStep.RepeatWithoutStreaming);
        RetryPolicy.Decide(new FailedAttempt(failure, HasNext: true, Streamed: false), 1).ShouldBe(NextStep.GiveUp);
    }

    [Fact]
    public void What_the_upstream_asks_for_is_waited_and_nothing_else()
    {
        var failure = Failure(429, "upstream.rate_limited") with { RetryAfter = TimeSpan.FromSeconds(7) };
        RetryPolicy.Delay(failure, 3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), () => 0.5).ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData(0, 0.5, 250)]
    [InlineData(1, 0.5, 500)]
    [InlineData(2, 0.999, 1998)]
    [InlineData(20, 1, 30_000)]
    public void Backoff_doubles_with_full_jitter_up_to_its_limit(int repeats, double drawn, double expectedMs) =>
        RetryPolicy.Delay(Failure(503, "x"), repeats, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), () => drawn)
            .TotalMilliseconds.ShouldBe(expectedMs, 0.001);

    [Fact]
    public void MustHave_09_Less_than_a_second_is_no_attempt()
    {
        var clock = new TestClock();
        var budget = new WallClockBudget(TimeSpan.FromSeconds(10), clock);
        budget.AllowsAttempt.ShouldBeTrue();
        budget.AllowsWait(TimeSpan.FromSeconds(9)).ShouldBeTrue();
        budget.AllowsWait(TimeSpan.FromSeconds(9.1)).ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(9));
        budget.AllowsAttempt.ShouldBeTrue();
        clock.Advance(TimeSpan.FromMilliseconds(1));
        budget.AllowsAttempt.ShouldBeFalse();
    }

    private static ProviderFailure Failure(int status, string code) => new(status, code, "It failed.", Retryable: true);
}
