using FsCheck;
using FsCheck.Fluent;
using Podium.EvalService.Load.Plans;

namespace Podium.EvalService.Tests.Load;

public sealed class ArrivalScheduleTests
{
    [Fact]
    public void A_constant_rate_is_even_and_ends_with_the_stage()
    {
        var due = ArrivalSchedule.Of(new LoadStage(4, 4, IsExponential: false, 2), ArrivalProcess.Constant, 1, null, new Random(1));

        due.Length.ShouldBe(8);
        due.Zip(due.Skip(1)).ShouldAllBe(pair => Math.Abs(pair.Second - pair.First - 0.25) < 1e-9);
        due[^1].ShouldBe(2, 1e-12);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(8)]
    public void Gaps_of_random_arrivals_have_the_variance_of_their_burstiness(double burstiness)
    {
        var due = ArrivalSchedule.Of(new LoadStage(1_000, 1_000, IsExponential: false, 40), ArrivalProcess.Poisson, burstiness, null, new Random(42));

        var gaps = due.Prepend(0).Zip(due, (from, to) => (to - from) * 1_000).ToArray();
        var mean = gaps.Average();
        mean.ShouldBe(1, 1e-9);
        gaps.Average(g => (g - mean) * (g - mean)).ShouldBe(1 / burstiness, 0.06 / burstiness);
    }

    [Fact]
    public void A_linear_ramp_sends_three_quarters_of_its_requests_in_its_second_half()
    {
        var due = ArrivalSchedule.Of(new LoadStage(0, 100, IsExponential: false, 20), ArrivalProcess.Constant, 1, null, new Random(1));

        due.Length.ShouldBe(1_000);
        ((double)due.Count(at => at > 10)).ShouldBe(750, 1);
    }

    [Fact]
    public void An_exponential_ramp_doubles_in_equal_times()
    {
        var stage = new LoadStage(1, 16, IsExponential: true, 8);

        new[] { 0.0, 2, 4, 6, 8 }.Select(stage.LevelAt).ShouldBe([1, 2, 4, 8, 16], 1e-9);

        stage.SecondAtLevel(4).ShouldBe(4, 1e-9);
        new LoadStage(2, 10, IsExponential: false, 4).SecondAtLevel(4).ShouldBe(1, 1e-9);

        // 15 / ln 2 * 2: the integral of 2^(t/2).
        stage.ExpectedUntil(8).ShouldBe(15 * 2 / Math.Log(2), 1e-9);
    }

    [Fact]
    public void The_same_seed_gives_the_same_arrivals()
    {
        double[] Schedule(int seed) => ArrivalSchedule.Of(new LoadStage(50, 50, IsExponential: false, 2), ArrivalProcess.Poisson, 1, null, new Random(seed));

        Schedule(7).ShouldBe(Schedule(7));
        Schedule(7).ShouldNotBe(Schedule(8));
    }

    [Fact]
    public void No_more_is_due_than_was_asked_for() =>
        ArrivalSchedule.Of(new LoadStage(100, 100, IsExponential: false, 10), ArrivalProcess.Poisson, 1, most: 12, new Random(1)).Length.ShouldBe(12);

    [Fact]
    public void Arrivals_rise_and_stay_inside_their_stage_whatever_its_shape() => Prop.ForAll(
        (from a in Gen.Choose(0, 4_000)
         from b in Gen.Choose(1, 4_000)
         from seconds in Gen.Choose(1, 200)
         from exponential in Gen.Elements(true, false)
         from burstiness in Gen.Elements(0.05, 0.5, 1, 3, 100)
         select (From: a / 100.0, To: b / 100.0, Seconds: seconds / 10.0, Exponential: exponential, Burstiness: burstiness)).ToArbitrary(),
        plan =>
        {
            var stage = new LoadStage(plan.Exponential ? Math.Max(0.01, plan.From) : plan.From, plan.To, plan.Exponential, plan.Seconds);
            var due = ArrivalSchedule.Of(stage, ArrivalProcess.Poisson, plan.Burstiness, null, new Random(3));
            return due.Length == stage.Arrivals
                && due.All(at => at >= 0 && at <= stage.Seconds)
                && due.Zip(due.Skip(1)).All(pair => pair.Second >= pair.First)
                && Math.Abs(stage.SecondOf(stage.ExpectedUntil(stage.Seconds / 3)) - (stage.Seconds / 3)) < 1e-6 * stage.Seconds;
        }).QuickCheckThrowOnFailure();
}
