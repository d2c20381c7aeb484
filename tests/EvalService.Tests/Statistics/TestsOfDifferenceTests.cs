using FsCheck;
using FsCheck.Fluent;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Tests.Statistics;

public sealed class TestsOfDifferenceTests
{
    [Theory]
    [InlineData(2, 5, 0.10193947882985836)]
    [InlineData(1.5, 30, 0.144065929128646)]
    [InlineData(3.25, 199, 0.0013550367448213584)]
    [InlineData(0.1, 1, 0.93654896513889286)]
    public void The_tails_of_t_are_right(double t, double degrees, double expected) =>
        StudentT.TwoSided(t, degrees).ShouldBe(expected, 1e-12);

    [Theory]
    [InlineData(0.05, 1, 12.706204736174705)]
    [InlineData(0.05, 10, 2.2281388519862747)]
    public void The_critical_values_of_t_are_right(double alpha, double degrees, double expected) =>
        StudentT.Critical(alpha, degrees).ShouldBe(expected, 1e-9);

    [Theory]
    [InlineData(0.3, 2, 3, 0.3483)]
    [InlineData(0.4, 50, 70.5, 0.37340459802653378)]
    public void The_incomplete_beta_function_is_right(double x, double a, double b, double expected) =>
        SpecialFunctions.IncompleteBeta(x, a, b).ShouldBe(expected, 1e-12);

    [Theory]
    [InlineData(0.3, 1.0957979948180755)]
    [InlineData(1000.5, 5908.6741758486775)]
    public void The_logarithm_of_gamma_is_right(double x, double expected) =>
        SpecialFunctions.LogGamma(x).ShouldBe(expected, Math.Abs(expected) * 1e-13);

    [Theory]
    [InlineData(1, 9, 0.021484375)]
    [InlineData(9, 1, 0.021484375)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 6, 0.03125)]
    [InlineData(40, 80, 0.0003304000183913207)]
    [InlineData(500, 600, 0.0028195449914364275)]
    [InlineData(0, 0, 1)]
    public void McNemars_test_is_exact(int gained, int lost, double expected) =>
        new McNemar(2_000, gained, lost).PValue.ShouldBe(expected, 1e-12);

    [Fact]
    public void McNemars_difference_counts_all_pairs_and_lies_in_its_interval()
    {
        var pairs = new McNemar(200, 10, 30);
        pairs.Difference.ShouldBe(-0.1, 1e-12);
        pairs.Interval.Low.ShouldBeInRange(-0.17, -0.1);
        pairs.Interval.High.ShouldBeInRange(-0.1, -0.03);
    }

    [Fact]
    public void Four_equal_differences_alone_prove_nothing() => PairedDifference.Of([-1, -1, -1, -1]).PValue.ShouldBe(2.0 / 16);

    [Fact]
    public void Sign_flips_are_all_tried() =>
        Prop.ForAll(
            Gen.ArrayOf(Gen.Choose(-5, 5)).Where(values => values.Length is > 0 and <= 8).ToArbitrary(),
            values =>
            {
                var observed = Math.Abs(values.Sum());
                var extreme = Enumerable.Range(0, 1 << values.Length)
                    .Count(signs => Math.Abs(values.Select((value, i) => (signs >> i & 1) == 0 ? value : -value).Sum()) >= observed);
                return SignFlips.PValue([.. values.Select(value => (double)value)]) == (double)extreme / (1 << values.Length);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Holms_adjustment_steps_down_and_never_turns_back()
    {
        var adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005]);
        adjusted.ShouldBe([0.03, 0.06, 0.06, 0.02], 1e-12);
        Holm.Adjust([0.9, 0.9]).ShouldBe([1, 1]);
        Holm.Adjust([]).ShouldBeEmpty();
    }

    [Fact]
    public void The_cases_needed_grow_with_the_square_of_the_precision()
    {
        SampleSize.ForMean(0.5, 0.1).ShouldBe(197);
        SampleSize.ForMean(0.5, 0.05).ShouldBe(785);
        SampleSize.ForMean(0.001, 0.1).ShouldBe(6, "an exact test of five pairs cannot reach 5 %");
        SampleSize.ForMean(null, 0.05).ShouldBeNull();
        SampleSize.ForShare(new McNemar(0, 0, 0), 0.05).ShouldBeNull();
    }
}
