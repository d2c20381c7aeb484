using Podium.EvalService.Statistics;

namespace Podium.EvalService.Tests.Statistics;

public sealed class StandardErrorTests
{
    // As the lm-evaluation-harness printed them.
    [Theory]
    [InlineData(0.24488054607508533, 1172, 0.012566273985131354)]
    [InlineData(0.5048929663608562, 3270, 0.00874463623355505)]
    [InlineData(0.48, 100, 0.050211673156867795)]
    [InlineData(0.5379061371841155, 277, 0.030009848912529117)]
    public void Standard_errors_of_shares_are_those_of_the_harness(double share, int n, double expected) =>
        Proportion.StandardError(share, n)!.Value.ShouldBe(expected, 1e-12);

    [Fact]
    public void One_trial_has_no_standard_error() => Proportion.StandardError(1, 1).ShouldBeNull();

    [Theory]
    [InlineData(0, 10, 0, 0.277532799862889)]
    [InlineData(7, 10, 0.396778147461145, 0.892208732593699)]
    [InlineData(81, 263, 0.255288519878274, 0.3662095769828)]
    public void Wilsons_interval_has_a_width_even_when_nothing_succeeded(int successes, int n, double low, double high)
    {
        var interval = Proportion.Wilson(successes, n);
        interval.Low.ShouldBe(low, 1e-12);
        interval.High.ShouldBe(high, 1e-12);
    }

    [Fact]
    public void A_paired_error_is_the_deviation_of_the_differences_by_the_root_of_their_number()
    {
        double[] differences = [0.1, -0.2, 0.4, 0.05, 0.3];
        var mean = differences.Average();
        var expected = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (5 * 4));
        var paired = PairedDifference.Of(differences);
        paired.StandardError!.Value.ShouldBe(expected, 1e-12);
        paired.Interval!.Value.High.ShouldBe(mean + (2.776445105197793 * expected), 1e-9);
    }

    [Fact]
    public void Cases_of_one_family_count_as_the_family_they_are()
    {
        // Each case written three times says no more than once.
        double[] once = [0.1, -0.2, 0.4, 0.05, 0.3, 0.2];
        var thrice = once.SelectMany(d => Enumerable.Repeat(d, 3)).ToArray();
        var families = Enumerable.Range(0, once.Length).SelectMany(family => Enumerable.Repeat(family, 3)).ToArray();

        var clustered = PairedDifference.Of(thrice, families);

        var single = PairedDifference.Of(once);
        clustered.StandardError!.Value.ShouldBe(single.StandardError!.Value, 1e-12);
        clustered.PValue.ShouldBe(single.PValue, 1e-12);
        PairedDifference.Of(thrice).StandardError!.Value.ShouldBeLessThan(single.StandardError.Value);
    }
}
