using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Tests.Scorecards;

public sealed class ScorecardTests
{
    [Fact]
    public void Race_MustHave_14_Scorecard_numbers_equal_those_computed_by_hand()
    {
        var row = Scorecard.Of(Fixture()).Rows.Single(row => row.CarId == 1);

        (row.ItemsTotal, row.ItemsCompleted, row.ItemsFailed, row.ItemsPartial).ShouldBe((4, 2, 1, 1));
        row.ErrorRate.ShouldBe(0.25);
        row.AvgTtftMs!.Value.ShouldBe((100 + 200 + 300) / 3.0, 1e-9);
        row.AvgLatencyMs!.Value.ShouldBe((1000 + 2000 + 4000) / 3.0, 1e-9);
        row.AvgTokensPerSec!.Value.ShouldBe((50 / 1.0 + 60 / 2.0 + 40 / 4.0) / 3, 1e-9);
        row.AssertionPassRate!.Value.ShouldBe(5 / 7.0, 1e-12);
        row.AvgJudgeOverall!.Value.ShouldBe((8 + 5) / 2.0, 1e-12);
        row.CostPicoUsd.ShouldBe("3000000");
        row.CostUsd.ShouldBe(0.000003m);
        row.Tokens.Output.ShouldBe(150);
        row.Tokens.CacheRead.ShouldBeNull();
    }

    [Fact]
    public void An_item_that_failed_before_its_checks_did_not_pass_them()
    {
        var row = Scorecard.Of(Fixture()).Rows.Single(row => row.CarId == 1);
        (row.Pass!.Count, row.Pass.N).ShouldBe((1, 4));
        row.ItemsNotPassed.ShouldBe(2);
    }

    [Fact]
    public void Race_MustHave_14_Repetitions_are_counted_as_items_and_not_as_cases()
    {
        // Two of four cases always pass, two never do: asked fifty times each, they are four cases still.
        var often = Scorecard.Of(Repeated(cases: 4, repetitions: 50, passes: (test, _) => test <= 2)).Rows.Single();
        var once = Scorecard.Of(Repeated(cases: 4, repetitions: 1, passes: (test, _) => test <= 2)).Rows.Single();

        (often.Pass!.N, often.Pass.Items, often.Pass.Count, often.Pass.Value).ShouldBe((4, 200, 100, 0.5));
        (often.Pass.Low, often.Pass.High).ShouldBe((once.Pass!.Low, once.Pass.High));
        (often.Error!.N, often.Error.Items, often.Error.Count).ShouldBe((4, 200, 0));
        often.Error.High.ShouldBe(once.Error!.High);
    }

    [Fact]
    public void Repetitions_tell_more_where_each_of_them_is_luck()
    {
        var random = new Random(20260105);
        var often = Scorecard.Of(Repeated(cases: 20, repetitions: 10, passes: (_, _) => random.NextDouble() < 0.5)).Rows.Single().Pass!;
        var once = Scorecard.Of(Repeated(cases: 20, repetitions: 1, passes: (test, _) => test <= 10)).Rows.Single().Pass!;
        (often.High - often.Low).ShouldBeLessThan((once.High - once.Low) / 2);
    }

    [Fact]
    public void Cases_of_one_family_make_an_interval_no_narrower_than_one_case()
    {
        var run = Repeated(cases: 12, repetitions: 1, passes: (test, _) => test <= 6);
        var family = run with { FamilyOf = Enumerable.Range(1, 12).ToDictionary(test => (long)test, test => $"{(test - 1) / 3}") };

        var pass = Scorecard.Of(family).Rows.Single().Pass!;

        var four = Rate.Of(2, 4, 4)!;
        (pass.N, pass.Value).ShouldBe((12, 0.5));
        (pass.Low, pass.High).ShouldBe((four.Low, four.High));
    }

    [Fact]
    public void Wilsons_interval_is_kept_where_every_case_is_one_item()
    {
        var pass = Scorecard.Of(Repeated(cases: 10, repetitions: 1, passes: (test, _) => test <= 7)).Rows.Single().Pass!;
        (pass.N, pass.Items).ShouldBe((10, 10));
        pass.Low.ShouldBe(0.396778147461145, 1e-12);
        pass.High.ShouldBe(0.892208732593699, 1e-12);
    }

    [Fact]
    public void What_a_failed_item_took_is_in_no_mean()
    {
        var row = Scorecard.Of(Fixture()).Rows.Single(row => row.CarId == 1);
        row.Distributions["latency_ms"].Max.ShouldBe(4000);
    }

    [Fact]
    public void Rows_are_sorted_by_judge_then_checks_then_errors()
    {
        var run = SampleRuns.Run(
            SampleRuns.Header(1, (1, "No checks"), (2, "Half"), (3, "All but errors"), (4, "All"), (5, "Judged")),
            (1, [Item(0, 0, null)]),
            (2, [Item(2, 1, null)]),
            (3, [Item(2, 2, null), Item(0, 0, null) with { Errored = true, Outcome = ItemOutcome.Failed }]),
            (4, [Item(2, 2, null)]),
            (5, [Item(2, 0, 1)]));
        Scorecard.Of(run).Rows.Select(row => row.CarName).ShouldBe(["Judged", "All", "All but errors", "Half", "No checks"]);
    }

    [Fact]
    public void A_car_without_items_has_a_row_without_numbers()
    {
        var row = Scorecard.Of(SampleRuns.Run(SampleRuns.Header(1, (1, "Idle")))).Rows.Single();
        (row.ItemsTotal, row.ErrorRate, row.AvgLatencyMs, row.Pass, row.CostUsd).ShouldBe((0, 0, null, null, null));
        row.Distributions.ShouldBeEmpty();
    }

    private static RunResults Repeated(int cases, int repetitions, Func<int, int, bool> passes) => SampleRuns.Run(
        SampleRuns.Header(1, (1, "One")),
        (1,
        [
            .. from test in Enumerable.Range(1, cases)
               from repetition in Enumerable.Range(1, repetitions)
               select new ItemResult { TestId = test, Repetition = repetition, Outcome = ItemOutcome.Completed, Passed = passes(test, repetition), ChecksTotal = 1 },
        ]));

    private static ItemResult Item(int total, int passed, double? judge) => new()
    {
        TestId = 1,
        Outcome = ItemOutcome.Completed,
        ChecksTotal = total,
        ChecksPassed = passed,
        JudgeOverall = judge ?? double.NaN,
    };

    private static RunResults Fixture() => SampleRuns.Run(
        SampleRuns.Header(7, (1, "Fast"), (2, "Other")),
        (1,
        [
            new ItemResult
            {
                TestId = 1, Outcome = ItemOutcome.Completed, TtftMs = 100, LatencyMs = 1000, OutputTokens = 50, ChecksTotal = 3, ChecksPassed = 3,
                Passed = true, JudgeOverall = 8, CostPicoUsd = 1_000_000,
            },
            new ItemResult
            {
                TestId = 2, Outcome = ItemOutcome.Completed, TtftMs = 200, LatencyMs = 2000, OutputTokens = 60, ChecksTotal = 2, ChecksPassed = 1,
                Passed = false, JudgeOverall = 5, CostPicoUsd = 2_000_000,
            },
            new ItemResult { TestId = 3, Outcome = ItemOutcome.Partial, TtftMs = 300, LatencyMs = 4000, OutputTokens = 40, ChecksTotal = 2, ChecksPassed = 1, Passed = false },
            new ItemResult { TestId = 4, Outcome = ItemOutcome.Failed, Errored = true, LatencyMs = 90_000 },
        ]),
        (2, [new ItemResult { TestId = 4, Outcome = ItemOutcome.Completed, Passed = true, ChecksTotal = 1, ChecksPassed = 1 }]));
}
