using Podium.EvalService.Load;
using Podium.EvalService.Load.Measuring;
using Podium.EvalService.Load.Plans;
using Podium.Generation.V1;

namespace Podium.EvalService.Tests.Load;

public sealed class StageSummaryTests
{
    private static readonly LoadPlan _open = new() { Arrivals = ArrivalProcess.Constant, Levels = [2], Seconds = 2 };

    /// <summary>The worked stream: five tokens of reasoning at 0.3 s, one at 0.5 s, four at 0.7 s, closed at 0.72 s; ten tokens billed.</summary>
    [Fact]
    public void The_worked_stream_has_the_times_that_are_defined()
    {
        var sample = Sample(1, 0).With(new Finished
        {
            Finish = "stop",
            Timings = new Timings { FirstTokenUs = 300_000, FirstAnswerUs = 500_000, LastTokenUs = 700_000, ClosedUs = 720_000, TokenEvents = 3 },
            Usage = new Usage { Input = 7, CacheRead = 3, Output = 5, Reasoning = 5 },
        });

        sample.Outcome.ShouldBe(LoadOutcome.Ok);
        sample.TtftMs.ShouldBe(300);
        sample.E2eMs.ShouldBe(700);
        sample.ItlMs!.Value.ShouldBe(44.444, 0.001);
        (sample.InputTokens, sample.OutputTokens).ShouldBe((10, 10));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(null, 2)]
    [InlineData(8, 1)]
    public void There_is_no_time_per_token_for_one_token_one_piece_or_an_unknown_number(int? tokens, int pieces) =>
        (Answer(1, 0, 100, 200, tokens) with { TokenEvents = pieces }).ItlMs.ShouldBeNull();

    [Fact]
    public void Objectives_are_inclusive_all_at_once_and_not_met_by_what_is_unknown()
    {
        var answer = Answer(1, 0, 100, 190, 10);

        new LoadSlos(TtftMs: 100).IsMetBy(answer).ShouldBeTrue();
        new LoadSlos(TtftMs: 99.9).IsMetBy(answer).ShouldBeFalse();
        new LoadSlos(TtftMs: 100, ItlMs: 10, E2eMs: 190).IsMetBy(answer).ShouldBeTrue();
        new LoadSlos(TtftMs: 100, ItlMs: 9).IsMetBy(answer).ShouldBeFalse();
        new LoadSlos(ItlMs: 1_000).IsMetBy(answer with { OutputTokens = 1 }).ShouldBeFalse();
        new LoadSlos(E2eMs: 1_000).IsMetBy(answer with { Outcome = LoadOutcome.Failed }).ShouldBeFalse();

        // The response counts the waiting inside Podium, the others do not.
        var held = answer with { QueuedUs = 400_000, LagUs = 10_000 };
        new LoadSlos(TtftMs: 100, E2eMs: 190).IsMetBy(held).ShouldBeTrue();
        new LoadSlos(ResponseMs: 599).IsMetBy(held).ShouldBeFalse();
        new LoadSlos(ResponseMs: 600).IsMetBy(held).ShouldBeTrue();
    }

    [Fact]
    public void Rates_are_of_successes_and_failures_stay_in_the_clock()
    {
        var samples = new List<LoadSample>
        {
            Answer(1, 0, 100, 500, 50),
            Answer(2, 500, 100, 500, 50),
            Answer(3, 1_000, 900, 1_200, 50),
            Sample(4, 1_500) with { Outcome = LoadOutcome.Failed, ErrorCode = "upstream.500", Error = "Oops.", EndedUs = 4_000_000 },
        };

        var result = StageSummary.Of(Mark(due: 5, unsent: 1), _open with { Slos = new LoadSlos(TtftMs: 500) }, samples);

        (result.Due, result.Completed, result.Failed, result.Unsent, result.Good).ShouldBe((5, 3, 1, 1, 2));
        result.DurationSeconds.ShouldBe(4);
        result.RequestsPerSecond.ShouldBe(0.75);
        result.GoodPerSecond.ShouldBe(0.5);
        result.OutputTokensPerSecond.ShouldBe(37.5);
        result.ErrorRate.ShouldBe(0.25);
        result.GoodShare.ShouldBe(0.4);
        result.OfferedPerSecond.ShouldBe(2.5);
        result.Errors.ShouldBe([new ErrorCount(LoadOutcome.Failed, "upstream.500", 1, "Oops.")]);
        result.Ttft!.P50.ShouldBe(100);
        result.Ttft.P99.ShouldBeNull("three values have no 99th percentile");
    }

    [Fact]
    public void A_request_that_is_never_answered_stretches_neither_the_rates_nor_the_mean_in_flight()
    {
        var samples = new List<LoadSample>
        {
            Answer(1, 0, 100, 1_000, 50),
            Answer(2, 1_000, 100, 1_000, 50),
            Sample(3, 500) with { EndedUs = 32_000_000 },
        };

        var result = StageSummary.Of(Mark(due: 3), _open, samples);

        result.DurationSeconds.ShouldBe(2, "from the first request to the last response");
        result.RequestsPerSecond.ShouldBe(1);
        result.OutputTokensPerSecond.ShouldBe(50);
        result.ConcurrencyMean.ShouldBe(1.75);
        (result.Completed, result.Unfinished).ShouldBe((2, 1));
    }

    [Fact]
    public void Where_nothing_was_answered_rates_are_zero_for_as_long_as_was_waited() =>
        StageSummary.Of(Mark(due: 1), _open, [Sample(1, 500) with { EndedUs = 4_500_000 }]).ShouldSatisfyAllConditions(
            result => result.DurationSeconds.ShouldBe(4),
            result => result.RequestsPerSecond.ShouldBe(0));

    [Fact]
    public void What_broke_off_costs_as_well()
    {
        var broken = Sample(2, 0) with { Outcome = LoadOutcome.Failed, CostPicoUsd = 30 };
        var refused = Sample(3, 0) with { Outcome = LoadOutcome.Failed };
        var paid = Answer(1, 0, 1, 2, 10) with { CostPicoUsd = 100 };

        StageSummary.Of(Mark(due: 3), _open, [paid, broken, refused]).CostPicoUsd.ShouldBe("130");
        StageSummary.Of(Mark(due: 2), _open, [broken, refused]).CostPicoUsd.ShouldBe("30");
        StageSummary.Of(Mark(due: 1), _open, [refused]).CostPicoUsd.ShouldBeNull();
        StageSummary.Of(Mark(due: 2), _open, [paid, Answer(4, 0, 1, 2, 10)]).CostPicoUsd.ShouldBeNull("an answer of unknown price makes the sum unknown");
    }

    [Fact]
    public void Waiting_inside_podium_is_told_apart_from_the_answer()
    {
        var samples = Enumerable.Range(0, 10).Select(i => Answer(i, i * 100, 50, 80, 4) with { QueuedUs = i < 4 ? 0 : 200_000, LagUs = 1_000 }).ToList();

        var result = StageSummary.Of(Mark(due: 10), _open, samples);

        result.HeldShare.ShouldBe(0.6);
        result.Gate!.P50.ShouldBe(200);
        result.Ttft!.Max.ShouldBe(50);
        result.Response!.Max.ShouldBe(281);
    }

    [Fact]
    public void A_sum_with_an_unknown_part_is_unknown() =>
        StageSummary.Of(Mark(due: 2), _open, [Answer(1, 0, 1, 2, 10), Answer(2, 0, 1, 2, null)]).OutputTokens.ShouldBeNull();

    [Fact]
    public void A_stage_without_requests_has_no_numbers_and_breaks_nothing()
    {
        var result = StageSummary.Of(Mark(due: 0), _open, []);

        (result.RequestsPerSecond, result.ErrorRate, result.GoodShare, result.Ttft, result.HeldShare).ShouldBe((null, null, null, null, null));
    }

    [Fact]
    public void Who_ends_as_another_begins_is_not_beside_it()
    {
        Concurrency.Of([(0, 10), (10, 20), (5, 15)]).ShouldBe(new Concurrency(2, 1.5));
        Concurrency.Of([]).ShouldBe(new Concurrency(0, 0));
    }

    private static StageMark Mark(int due, int unsent = 0) => new()
    {
        Ordinal = 1,
        CarId = 1,
        Stage = 0,
        From = 2,
        To = 2,
        Seconds = 2,
        StartedUs = 0,
        OfferedSeconds = 2,
        Due = due,
        Unsent = unsent,
    };

    private static LoadSample Sample(int number, int atMs) => new()
    {
        Number = number,
        Stage = 1,
        CarId = 1,
        Outcome = LoadOutcome.Unfinished,
        ScheduledUs = atMs * 1_000,
        EndedUs = atMs * 1_000,
    };

    private static LoadSample Answer(int number, int atMs, int ttftMs, int lastMs, int? tokens) => Sample(number, atMs) with
    {
        Outcome = LoadOutcome.Ok,
        FirstTokenUs = ttftMs * 1_000,
        LastTokenUs = lastMs * 1_000,
        TokenEvents = 4,
        OutputTokens = tokens,
        EndedUs = (atMs + lastMs) * 1_000,
    };
}
