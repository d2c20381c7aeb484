using FsCheck;
using FsCheck.Fluent;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Tests.Statistics;

public sealed class DistributionTests
{
    // numpy.percentile(x, q) of its default method.
    [Theory]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.9, 3.7)]
    [InlineData(0.99, 3.97)]
    [InlineData(1, 4)]
    public void Percentiles_interpolate_as_numpy_does(double p, double expected) =>
        Quantiles.Of([1, 2, 3, 4], p).ShouldBe(expected, 1e-12);

    [Fact]
    public void A_percentile_lies_between_the_extremes_and_grows_with_its_share() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NormalFloat[]>().Filter(values => values.Length > 0),
            Gen.Choose(0, 1000).Two().ToArbitrary(),
            (values, shares) =>
            {
                var sorted = values.Select(value => Math.Clamp(value.Get, -1e100, 1e100)).Order().ToArray();
                var low = Quantiles.Of(sorted, Math.Min(shares.Item1, shares.Item2) / 1000.0);
                var high = Quantiles.Of(sorted, Math.Max(shares.Item1, shares.Item2) / 1000.0);
                return sorted[0] <= low && low <= high && high <= sorted[^1];
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_deviation_divides_by_one_less_than_the_values() =>
        Distribution.Of([2, 4, 4, 4, 5, 5, 7, 9])!.Sd!.Value.ShouldBe(Math.Sqrt(32.0 / 7), 1e-12);

    [Fact]
    public void Below_a_hundred_values_there_is_no_p99()
    {
        Distribution.Of([.. Enumerable.Range(0, 99).Select(i => (double)i)])!.P99.ShouldBeNull();
        Distribution.Of([.. Enumerable.Range(0, 101).Select(i => (double)i)])!.P99!.Value.ShouldBe(99, 1e-12);
    }

    [Fact]
    public void No_values_have_no_distribution_and_one_value_no_deviation()
    {
        Distribution.Of([]).ShouldBeNull();
        var one = Distribution.Of([3.5])!;
        (one.N, one.P50, one.Sd, one.Histogram.Sum()).ShouldBe((1, 3.5, null, 1));
    }

    [Fact]
    public void The_histogram_counts_every_value_once()
    {
        var distribution = Distribution.Of([.. Enumerable.Range(0, 1_000).Select(i => Math.Sqrt(i))])!;
        distribution.Histogram.Sum().ShouldBe(1_000);
        distribution.Histogram[^1].ShouldBeGreaterThan(distribution.Histogram[0]);
    }
}
