using Podium.GenerationService.Pricing;
using Podium.GenerationService.Providers;

namespace Podium.GenerationService.Tests.Pricing;

/// <summary>The numbered vectors are those of the product's definition of cost.</summary>
public sealed class CostCalculatorTests
{
    [Fact]
    public void MustHave_14_A_million_tokens_of_gpt_5_mini_cost_0_7125()
    {
        var quote = Quote(Rates(0.25m, 1m, cached: 0.0625m));

        var cost = CostCalculator.Compute(new TokenUsage(Input: 800_000, Output: 500_000, CacheRead: 200_000), quote).ShouldNotBeNull();

        cost.InputUsd.ShouldBe(0.2m);
        cost.CachedInputUsd.ShouldBe(0.0125m);
        cost.OutputUsd.ShouldBe(0.5m);
        cost.TotalUsd.ShouldBe(0.7125m);
        cost.TotalPico.ShouldBe(712_500_000_000);
        cost.PricingVersion.ShouldBe("test-1");
    }

    [Fact]
    public void Vector_2_Cached_tokens_are_part_of_the_prompt_not_added_to_it()
    {
        var usage = new TokenUsage(Input: 17_903 - 17_817, Output: 0, CacheRead: 17_817);

        var cost = CostCalculator.Compute(usage, Quote(Rates(1m, 4m, cached: 0.25m))).ShouldNotBeNull();

        usage.TotalInput.ShouldBe(17_903);
        cost.TotalPico.ShouldBe(4_540_250_000);
        cost.TotalUsd.ShouldBe(0.004540m);
    }

    [Theory]
    [InlineData(200_000, 260_000_000_000, "Vector 4: the threshold itself is still short")]
    [InlineData(200_001, 515_002_500_000, "Vector 5: one more token moves the whole request")]
    public void Vectors_4_and_5_A_long_prompt_changes_the_price_of_everything(long prompt, long pico, string because)
    {
        var quote = Quote(Rates(1.25m, 10m)) with { LongPrompt = new LongPromptTier(200_000, Inclusive: false, Rates(2.5m, 15m)) };

        CostCalculator.Compute(new TokenUsage(prompt, 1_000), quote)!.TotalPico.ShouldBe(pico, because);
    }

    [Fact]
    public void The_tier_is_chosen_by_cached_and_written_tokens_too()
    {
        var quote = Quote(Rates(1m, 1m)) with { LongPrompt = new LongPromptTier(100, Inclusive: false, Rates(5m, 5m)) };

        CostCalculator.Compute(new TokenUsage(1, 0, CacheRead: 60, CacheWrite5m: 40), quote)!.TotalPico.ShouldBe(101 * 5_000_000);
    }

    [Fact]
    public void An_inclusive_threshold_counts_itself()
    {
        var quote = Quote(Rates(1m, 1m)) with { LongPrompt = new LongPromptTier(100, Inclusive: true, Rates(5m, 5m)) };

        CostCalculator.Compute(new TokenUsage(100, 0), quote)!.TotalPico.ShouldBe(500_000_000);
    }

    [Fact]
    public void Vector_6_Reasoning_costs_as_output_when_it_has_no_price_of_its_own()
    {
        var usage = new TokenUsage(Input: 0, Output: 500, Reasoning: 1_500);

        CostCalculator.Compute(usage, Quote(Rates(1m, 10m)))!.TotalUsd.ShouldBe(0.02m);
        CostCalculator.Compute(usage, Quote(Rates(1m, 10m) with { Reasoning = 2_000_000 }))!.TotalUsd.ShouldBe(0.008m);
    }

    [Fact]
    public void Vector_7_What_arrived_before_a_cancellation_is_priced() =>
        CostCalculator.Compute(new TokenUsage(1_000, 120), Quote(Rates(3m, 15m)))!.TotalUsd.ShouldBe(0.0048m);

    [Fact]
    public void Vector_8_Without_usage_the_cost_is_unknown_and_an_estimate_says_so()
    {
        var quote = Quote(Rates(1m, 2m));

        CostCalculator.Compute(null, quote).ShouldBeNull();
        CostCalculator.Compute(new TokenUsage(null, 10), quote).ShouldBeNull();
        CostCalculator.Compute(new TokenUsage(10, null), quote).ShouldBeNull();
        var estimate = CostCalculator.Estimate(promptCharacters: 401, outputCharacters: 400, quote).ShouldNotBeNull();
        estimate.Estimated.ShouldBeTrue();
        estimate.TotalPico.ShouldBe((101 * 1_000_000) + (100 * 2_000_000));
    }

    [Fact]
    public void Vector_9_Without_a_price_the_cost_is_unknown()
    {
        CostCalculator.Compute(new TokenUsage(1_000, 1_000), null).ShouldBeNull();
        CostCalculator.Estimate(1_000, 1_000, null).ShouldBeNull();
    }

    [Theory]
    [InlineData(10, 50, 20)]
    [InlineData(5, 25, 10)]
    [InlineData(5, 30, 11.25)]
    public void The_blended_price_weighs_input_three_times(decimal input, decimal output, decimal blended) =>
        Rates(input, output).BlendedUsdPerMillion.ShouldBe(blended);

    [Fact]
    public void Cache_writes_have_their_own_prices_and_fall_back_to_input()
    {
        var usage = new TokenUsage(100, 0, CacheWrite5m: 1_000, CacheWrite1h: 10);

        CostCalculator.Compute(usage, Quote(new PriceRates(4_000_000, 0, null, 5_000_000, 8_000_000)))!.TotalPico.ShouldBe(400_000_000 + 5_000_000_000 + 80_000_000);
        CostCalculator.Compute(usage, Quote(Rates(4m, 20m)))!.TotalPico.ShouldBe(1_110 * 4_000_000L);
    }

    [Fact]
    public void Fees_and_regional_uplift_are_part_of_the_total()
    {
        var quote = Quote(Rates(1m, 1m) with { PerRequest = 1_000_000_000 }) with { UpliftPerMille = 1100 };

        CostCalculator.Compute(new TokenUsage(1_000, 0), quote)!.TotalPico.ShouldBe(2_200_000_000);
    }

    [Fact]
    public void The_provider_s_own_figure_stands_beside_ours()
    {
        var cost = CostCalculator.Compute(new TokenUsage(1_000, 0, ReportedCostUsd: 0.5m), Quote(Rates(1m, 1m))).ShouldNotBeNull();

        cost.TotalUsd.ShouldBe(0.001m);
        cost.ReportedUsd.ShouldBe(0.5m);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1, long.MaxValue)]
    public void Impossible_counts_are_unknown(long input, long output) =>
        CostCalculator.Compute(new TokenUsage(input, output), Quote(Rates(1m, 1m))).ShouldBeNull();

    [Fact]
    public void A_sum_with_an_unknown_part_is_unknown()
    {
        var one = CostCalculator.Compute(new TokenUsage(1_000, 0), Quote(Rates(1m, 1m)));
        var other = CostCalculator.Compute(new TokenUsage(2_000, 0), Quote(Rates(1m, 1m)) with { MatchedModel = "b" });

        CostCalculator.Sum([]).ShouldBeNull();
        CostCalculator.Sum([one, null]).ShouldBeNull();
        var sum = CostCalculator.Sum([one, other]).ShouldNotBeNull();
        sum.TotalUsd.ShouldBe(0.003m);
        sum.PricingMatchedModel.ShouldBe("mixed");
        sum.PricingVersion.ShouldBe("test-1");
    }

    private static PriceRates Rates(decimal input, decimal output, decimal? cached = null) =>
        new((long)(input * 1_000_000), (long)(output * 1_000_000), (long?)(cached * 1_000_000));

    private static PriceQuote Quote(PriceRates rates) =>
        new("openai", "a", "test-1", PriceQuote.FromTable, new PriceSource("test", null, new DateOnly(2026, 1, 1)), rates);
}
