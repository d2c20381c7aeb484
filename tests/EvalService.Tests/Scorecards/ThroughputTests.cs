using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Tests.Scorecards;

public sealed class ThroughputTests
{
    [Fact]
    public void Answers_at_once_are_counted_in_the_time_they_share()
    {
        var throughput = Throughput.Of([Answer(0, 4, 100), Answer(1, 4, 100), Answer(3, 5, 50)])!;

        throughput.ShouldBe(new Throughput(3, 3 / 8.0, 250 / 8.0, 8, 8));
    }

    [Fact]
    public void A_car_is_not_slower_for_time_in_which_others_were_asked()
    {
        var throughput = Throughput.Of([Answer(10, 2, 30), Answer(100, 3, 20)])!;

        throughput.ShouldBe(new Throughput(2, 0.4, 10, 5, 93));
    }

    [Fact]
    public void Failures_deliver_nothing_and_stay_in_the_clock()
    {
        var failed = new ItemResult { Outcome = ItemOutcome.Failed, Errored = true, StartedSeconds = 2, FinishedSeconds = 6, OutputTokens = 1_000 };

        Throughput.Of([Answer(0, 2, 30), failed]).ShouldBe(new Throughput(1, 1 / 6.0, 5, 6, 6));
        Throughput.Of([failed]).ShouldBeNull();
    }

    [Fact]
    public void Waiting_for_a_place_and_being_checked_are_no_work_of_the_car()
    {
        var waited = Answer(0, 2, 10) with { QueuedMs = 3_000, FinishedSeconds = 60 };

        Throughput.Of([waited]).ShouldBe(new Throughput(1, 0.5, 5, 2, 2));
    }

    [Fact]
    public void What_is_not_known_of_one_item_is_not_known_of_the_car()
    {
        Throughput.Of([Answer(0, 2, 30), Answer(2, 2, 30) with { TokensEstimated = true }])!.OutputTokensPerSec.ShouldBeNull();
        Throughput.Of([Answer(0, 2, 30), Answer(2, 2, double.NaN)]).ShouldBe(new Throughput(2, 0.5, null, 4, 4));
        Throughput.Of([Answer(0, 2, 30), Answer(double.NaN, 2, 30)]).ShouldBeNull();
        Throughput.Of([Answer(0, 0, 30)]).ShouldBeNull("no time passed");
        Throughput.Of([]).ShouldBeNull();
    }

    [Fact]
    public void What_never_came_to_an_end_is_left_out()
    {
        var cancelled = new ItemResult { Outcome = ItemOutcome.Cancelled, StartedSeconds = 0, FinishedSeconds = 100 };

        Throughput.Of([cancelled, new ItemResult { Outcome = ItemOutcome.Open }, Answer(5, 2, 10)]).ShouldBe(new Throughput(1, 0.5, 5, 2, 2));
    }

    private static ItemResult Answer(double start, double seconds, double tokens) => new()
    {
        Outcome = ItemOutcome.Completed,
        StartedSeconds = start,
        FinishedSeconds = start + seconds,
        QueuedMs = 0,
        LatencyMs = seconds * 1000,
        OutputTokens = tokens,
    };
}
