using Podium.EvalService.Load;
using Podium.EvalService.Load.Measuring;

namespace Podium.EvalService.Tests.Load;

public sealed class SaturationTests
{
    [Fact]
    public void The_slope_of_a_line_with_noise_has_the_margin_of_the_textbook()
    {
        // x 1..5, y 2 4 5 4 5: slope 0.6, standard error 0.2828, t(3) 3.1824.
        var slope = Slope.Of([(1, 2), (2, 4), (3, 5), (4, 4), (5, 5)])!.Value;

        slope.Value.ShouldBe(0.6, 1e-12);
        slope.Margin.ShouldBe(3.182446305 * Math.Sqrt(0.08), 1e-8);
        slope.Start.ShouldBe(2.2, 1e-12);
        slope.Rises.ShouldBeFalse();
    }

    [Fact]
    public void A_line_through_two_points_or_upright_says_nothing()
    {
        Slope.Of([(1, 1), (2, 2)]).ShouldBeNull();
        Slope.Of([(1, 1), (1, 2), (1, 3)]).ShouldBeNull();
    }

    [Fact]
    public void Rising_requests_in_flight_and_first_tokens_are_saturation() => Feed(second => 4 + second, second => 2_000 + (100 * second), 60).ShouldBe(30);

    [Fact]
    public void Steady_first_tokens_are_none_however_many_are_in_flight() => Feed(second => 4 + second, _ => 3_000, 120).ShouldBeNull();

    [Fact]
    public void Fast_first_tokens_are_none_even_when_they_grow() => Feed(second => 4 + second, second => 100 + second, 120).ShouldBeNull();

    [Fact]
    public void A_closed_loop_whose_server_slows_down_is_none() => Feed(_ => 8, second => 2_000 + (100 * second), 120).ShouldBeNull();

    [Fact]
    public void What_was_over_two_minutes_ago_does_not_count()
    {
        // It grew, and has been steady at a high level ever since.
        var detector = new SaturationDetector(SaturationDetector.DefaultTtftMs);
        for (var second = 0; second <= 200; second++)
        {
            var at = Math.Min(second, 20);
            detector.AddInFlight(second, 4 + at + (second % 2));
            detector.AddTtft(second, 2_000 + (100 * at) + (second % 2));
        }

        detector.IsSaturated(200).ShouldBeFalse();
    }

    [Fact]
    public void Two_levels_without_gain_are_flat()
    {
        SaturationRules.IsFlat([10, 19, 30]).ShouldBeFalse();
        SaturationRules.IsFlat([10, 19, 19.5, 24]).ShouldBeFalse();
        SaturationRules.IsFlat([10, 19, 19.5, 18]).ShouldBeTrue();
    }

    [Fact]
    public void Answers_that_take_longer_the_later_they_were_asked_for_are_growing()
    {
        SaturationRules.Find(Mark(40), Samples(40, i => 100 + (50 * i))).ShouldBe(SaturationRules.Growing);
        SaturationRules.Find(Mark(40), Samples(40, i => 100 + (i % 3 * 20))).ShouldBeNull();
    }

    [Fact]
    public void Requests_that_were_turned_away_or_never_answered_are_shed()
    {
        var samples = Samples(40, _ => 100);
        samples[3] = samples[3] with { Outcome = LoadOutcome.Rejected, LastTokenUs = null };
        samples[4] = samples[4] with { Outcome = LoadOutcome.Unfinished, LastTokenUs = null };
        SaturationRules.Find(Mark(40), samples).ShouldBeNull();

        samples[5] = samples[5] with { Outcome = LoadOutcome.Unfinished, LastTokenUs = null };
        SaturationRules.Find(Mark(40), samples).ShouldBe(SaturationRules.Shed);
    }

    private static int? Feed(Func<int, double> inFlight, Func<int, double> ttft, int seconds)
    {
        var detector = new SaturationDetector(SaturationDetector.DefaultTtftMs);
        for (var second = 0; second <= seconds; second++)
        {
            detector.AddInFlight(second, (int)inFlight(second));
            detector.AddTtft(second, ttft(second));
            if (detector.IsSaturated(second))
            {
                return second;
            }
        }

        return null;
    }

    private static StageMark Mark(int due) => new()
    {
        Ordinal = 1,
        CarId = 1,
        Stage = 0,
        From = 4,
        To = 4,
        Seconds = 10,
        StartedUs = 0,
        OfferedSeconds = 10,
        Due = due,
    };

    private static List<LoadSample> Samples(int count, Func<int, int> responseMs) =>
    [
        .. Enumerable.Range(0, count).Select(i => new LoadSample
        {
            Number = i, Stage = 1, CarId = 1, Outcome = LoadOutcome.Ok,
            ScheduledUs = i * 250_000, EndedUs = (i * 250_000) + (responseMs(i) * 1_000), LastTokenUs = responseMs(i) * 1_000,
        }),
    ];
}
