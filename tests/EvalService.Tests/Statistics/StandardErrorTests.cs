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

    /// <summary>Cases differ in difficulty, and each is asked several times: a 95 % interval has to hold the share of all such cases in about 95 %.</summary>
    [Theory]
    [InlineData(8, 5, 0.5)]
    [InlineData(20, 5, 0.5)]
    [InlineData(20, 5, 0.9)]
    [InlineData(60, 10, 0.8)]
    [InlineData(60, 5, 0.97)]
    public void An_interval_over_repeated_cases_holds_the_true_share_as_often_as_it_says(int cases, int repetitions, double share)
    {
        const int Times = 2_000;
        var random = new Random(20260104);
        var (held, heldByItems) = (0, 0);
        for (var i = 0; i < Times; i++)
        {
            var shares = Enumerable.Range(0, cases).Select(_ => Ask(random, share, repetitions)).ToArray();
            var items = cases * repetitions;
            held += Holds(Proportion.Clustered(shares, null, items), share) ? 1 : 0;
            heldByItems += Holds(Proportion.Wilson(shares.Sum() * repetitions, items), share) ? 1 : 0;
        }

        ((double)held / Times).ShouldBeGreaterThanOrEqualTo(0.935);
        ((double)heldByItems / Times).ShouldBeLessThan(0.85, "else repetitions might as well count as cases");
    }

    // Two cases in three are always or never answered, as it is with models at a low temperature; the rest is luck.
    private static double Ask(Random random, double share, int repetitions)
    {
        var difficulty = random.NextDouble() < 2 / 3.0 ? (random.NextDouble() < share ? 1 : 0) : share;
        return Enumerable.Range(0, repetitions).Count(_ => random.NextDouble() < difficulty) / (double)repetitions;
    }

    private static bool Holds(Interval interval, double value) => interval.Low <= value && value <= interval.High;

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
