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
