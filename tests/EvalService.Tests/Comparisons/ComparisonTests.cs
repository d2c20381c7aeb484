using Podium.EvalService.Comparisons;
using Podium.EvalService.Scorecards;
using Podium.EvalService.Tests.Scorecards;

namespace Podium.EvalService.Tests.Comparisons;

public sealed class ComparisonTests
{
    [Fact]
    public void Race_MustHave_14_Comparison_numbers_equal_those_computed_by_hand()
    {
        var baseline = One(1, latency: 1000, tokens: 100, passed: 1, judge: 6);
        var current = One(2, latency: 900, tokens: 180, passed: 2, judge: 6.5);

        var row = Comparison.Of(current, baseline).Rows.Single();

        row.LatencyDeltaMs!.Value.ShouldBe(-100, 1e-9);
        row.TokensPerSecDelta!.Value.ShouldBe((180 / 0.9) - (100 / 1.0), 1e-9);
        row.ErrorRateDelta.ShouldBe(0);
        row.AssertionPassRateDelta!.Value.ShouldBe(0.5, 1e-12);
        row.JudgeOverallDelta!.Value.ShouldBe(0.5, 1e-12);
        (row.Votes, row.Summary).ShouldBe((4, "improved"));
    }

    // latency, tokens per second, error rate, checks, judge: deltas, then votes and summary.
    [Theory]
    [InlineData(-50, 0, 0, 0, 0, 1, "mixed")]
    [InlineData(-49.9, 0, 0, 0, 0, 0, "mixed")]
    [InlineData(50, -0.5, 0, 0, 0, -2, "regressed")]
    [InlineData(50, -0.49, 0, 0, 0, -1, "mixed")]
    [InlineData(0, 0, 0.05, -0.05, 0, -2, "regressed")]
    [InlineData(0, 0, -0.05, 0.05, 0, 2, "improved")]
    [InlineData(0, 0, 0, 0.05, 0.3, 2, "improved")]
    [InlineData(0, 0, 0, 0.05, -0.3, 0, "mixed")]
    [InlineData(-60, 1, -0.1, 0.1, 0.4, 5, "improved")]
    public void Race_MustHave_14_Votes_keep_their_thresholds(
        double latency, double speed, double errors, double checks, double judge, int votes, string summary)
    {
        var before = Row(1000, 10, 0.5, 0.5, 5);
        var after = Row(1000 + latency, 10 + speed, 0.5 + errors, 0.5 + checks, 5 + judge);
        var row = Votes.Of(after, before, sameJudge: true);
        (row.Votes, row.Summary).ShouldBe((votes, summary));
    }

    [Fact]
    public void A_car_that_is_new_has_no_deltas_and_one_that_is_gone_no_row()
    {
        var baseline = SampleRuns.Run(SampleRuns.Header(1, (1, "Gone")), (1, [Done()]));
        var current = SampleRuns.Run(SampleRuns.Header(2, (2, "New")), (2, [Done()]));
        var row = Comparison.Of(current, baseline).Rows.Single();
        (row.CarName, row.Summary, row.LatencyDeltaMs, row.Votes).ShouldBe(("New", "new profile", null, null));
        row.Metrics.ShouldBeEmpty();
    }

    [Fact]
    public void Rows_are_sorted_by_the_name_of_the_car()
    {
        var header = SampleRuns.Header(1, (1, "b"), (2, "c"), (3, "a"));
        var run = SampleRuns.Run(header, (1, [Done()]), (2, [Done()]), (3, [Done()]));
        Comparison.Of(run with { Run = header with { Id = 2 } }, run).Rows.Select(row => row.CarName).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Race_Fault_10_Different_suites_are_not_compared()
    {
        var baseline = SampleRuns.OfPasses(1, Enumerable.Repeat(true, 100));
        var current = SampleRuns.OfPasses(2, Enumerable.Repeat(false, 100));
        var other = current with { Run = current.Run with { SuiteVersionId = 11, SuiteVersion = 2 } };

        var refused = Comparison.Of(other, baseline);

        refused.Comparable.ShouldBeFalse();
        refused.Reasons.Single().ShouldContain("version 2");
        refused.Rows.Single().Metrics.ShouldAllBe(metric => metric.Verdict == MetricVerdict.Refused);
        Comparison.Of(current, baseline).Rows.Single().Metrics[0].Verdict.ShouldBe(MetricVerdict.Worse);
    }

    [Fact]
    public void Scores_of_different_judges_are_not_compared()
    {
        var baseline = One(1, latency: 1000, tokens: 100, passed: 1, judge: 6);
        var current = One(2, latency: 1000, tokens: 100, passed: 1, judge: 9);
        var comparison = Comparison.Of(
            current with { Run = current.Run with { Judge = new("Big", "k1") } },
            baseline with { Run = baseline.Run with { Judge = new("Small", "k2") } });

        comparison.Comparable.ShouldBeTrue();
        comparison.Rows[0].JudgeOverallDelta.ShouldBeNull();
        comparison.Rows[0].Metrics.Single(metric => metric.Metric == "judge_overall").Reason!.ShouldContain("judges differ");
    }

    [Fact]
    public void A_lower_latency_is_better_and_is_shown_as_a_ratio()
    {
        var baseline = Latencies(1, i => 1000 + (10 * i));
        var current = Latencies(2, i => 800 + (8 * i));
        var verdict = Comparison.Of(current, baseline).Rows[0].Metrics.Single(metric => metric.Metric == "latency_ms");
        verdict.Verdict.ShouldBe(MetricVerdict.Better);
        verdict.Relative.ShouldBeTrue();
        verdict.Difference!.Value.ShouldBe(-0.2, 1e-9);
        (verdict.Test, verdict.N).ShouldBe(("paired_t", 40));
    }

    [Fact]
    public void Repetitions_of_a_case_are_no_further_cases()
    {
        var baseline = Repeated(1, passed: true);
        var current = Repeated(2, passed: false);
        var verdict = Comparison.Of(current, baseline).Rows[0].Metrics[0];
        (verdict.N, verdict.Test, verdict.Verdict).ShouldBe((4, "sign_flips", MetricVerdict.NoEvidence));
    }

    [Fact]
    public void A_few_cases_do_not_make_a_verdict_and_it_says_how_many_would()
    {
        var baseline = SampleRuns.OfPasses(1, [true, true, true, true]);
        var current = SampleRuns.OfPasses(2, [true, false, true, true]);
        var verdict = Comparison.Of(current, baseline).Rows[0].Metrics[0];
        (verdict.Verdict, verdict.Gained, verdict.Lost).ShouldBe((MetricVerdict.NoEvidence, 0, 1));
        verdict.NeededN!.Value.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_car_that_was_changed_since_is_marked()
    {
        var run = SampleRuns.OfPasses(1, [true]);
        RunResults With(long id, string settings) =>
            run with { Run = run.Run with { Id = id, Cars = [run.Run.Cars[0] with { Settings = settings }] } };
        Comparison.Of(With(2, "temperature=1"), With(1, "temperature=0")).Rows[0].CarChanged.ShouldBeTrue();
        Comparison.Of(With(2, "temperature=0"), With(1, "temperature=0")).Rows[0].CarChanged.ShouldBeFalse();
    }

    private static ItemResult Done() => new() { TestId = 1, Outcome = ItemOutcome.Completed, LatencyMs = 10 };

    private static RunResults One(long id, double latency, double tokens, int passed, double judge)
    {
        var run = SampleRuns.Run(SampleRuns.Header(id, (1, "One")), (1,
        [
            new ItemResult
            {
                TestId = 1, Outcome = ItemOutcome.Completed, LatencyMs = latency, OutputTokens = tokens,
                ChecksTotal = 2, ChecksPassed = passed, Passed = passed == 2, JudgeOverall = judge,
            },
        ]));
        return run with { Run = run.Run with { Judge = new JudgeIdentity("Judge", "same") } };
    }

    private static RunResults Latencies(long id, Func<int, double> latency) => SampleRuns.Run(
        SampleRuns.Header(id, (1, "One")),
        (1, [.. Enumerable.Range(1, 40).Select(i => new ItemResult { TestId = i, Outcome = ItemOutcome.Completed, LatencyMs = latency(i) })]));

    private static RunResults Repeated(long id, bool passed) => SampleRuns.Run(
        SampleRuns.Header(id, (1, "One")),
        (1, [.. Enumerable.Range(0, 40).Select(i => new ItemResult { TestId = (i % 4) + 1, Repetition = (i / 4) + 1, Outcome = ItemOutcome.Completed, Passed = passed })]));

    private static ScorecardRow Row(double latency, double speed, double errors, double checks, double judge) => new()
    {
        CarId = 1,
        CarName = "One",
        ModelName = "m",
        ConnectionName = "c",
        ItemsTotal = 1,
        ItemsCompleted = 1,
        ItemsFailed = 0,
        ItemsPartial = 0,
        ErrorRate = errors,
        AvgLatencyMs = latency,
        AvgTokensPerSec = speed,
        AssertionPassRate = checks,
        AvgJudgeOverall = judge,
        Distributions = new Dictionary<string, Podium.EvalService.Statistics.Distribution>(),
        Tokens = new TokenTotals(null, null, null, null, null),
    };
}
