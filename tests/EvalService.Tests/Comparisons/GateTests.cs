using Podium.EvalService.Comparisons;
using Podium.EvalService.Scorecards;
using Podium.EvalService.Tests.Scorecards;

namespace Podium.EvalService.Tests.Comparisons;

public sealed class GateTests
{
    private const int Cases = 400;

    /// <summary>Nothing changed, three cars, all that the gate looks at: it may stop the pipeline in vain one time in twenty.</summary>
    [Fact]
    public void Two_thousand_runs_against_themselves_are_flagged_at_most_in_six_per_cent()
    {
        var random = new Random(20260101);
        var flagged = Enumerable.Range(0, 2_000).Count(_ =>
        {
            var difficulty = Difficulties(random);
            return Gated(Answer(2, random, difficulty, 3, drop: 0), Answer(1, random, difficulty, 3, drop: 0)).Result == Gate.Fail;
        });
        (flagged / 2_000.0).ShouldBeLessThanOrEqualTo(0.06);
        flagged.ShouldBeGreaterThan(0);
    }

    /// <summary>One case in ten that was answered is no longer; the rest varies from run to run as models do.</summary>
    [Fact]
    public void A_planted_drop_of_ten_points_on_four_hundred_cases_is_flagged_in_nine_of_ten()
    {
        var random = new Random(20260102);
        var flagged = Enumerable.Range(0, 500).Count(_ =>
        {
            var difficulty = Difficulties(random);
            return Gated(Answer(2, random, difficulty, 1, drop: 0.1), Answer(1, random, difficulty, 1, drop: 0)).Result == Gate.Fail;
        });
        (flagged / 500.0).ShouldBeGreaterThanOrEqualTo(0.9);
    }

    /// <summary>Verdicts on graded scores and times, where nothing changed.</summary>
    [Fact]
    public void Graded_scores_and_times_that_only_vary_make_no_verdict_more_often_than_one_in_twenty()
    {
        var random = new Random(20260103);
        var verdicts = new Dictionary<string, int>();
        for (var i = 0; i < 2_000; i++)
        {
            var cases = random.Next(5, 120);
            foreach (var verdict in Comparison.Of(Measured(2, random, cases), Measured(1, random, cases)).Rows[0].Metrics)
            {
                verdicts[verdict.Metric] = verdicts.GetValueOrDefault(verdict.Metric) + (verdict.Verdict == MetricVerdict.NoEvidence ? 0 : 1);
            }
        }

        verdicts.Keys.ShouldContain("latency_ms");
        verdicts.Keys.ShouldContain("check_score");
        verdicts.ShouldAllBe(metric => metric.Value <= 120);
    }

    [Fact]
    public void A_failing_gate_says_what_got_worse()
    {
        var gate = Gated(SampleRuns.OfPasses(2, Enumerable.Range(0, 100).Select(i => i >= 20)), SampleRuns.OfPasses(1, Enumerable.Repeat(true, 100)));
        gate.Result.ShouldBe(Gate.Fail);
        var reason = gate.Reasons.Single();
        (reason.Code, reason.Metric, reason.CarName).ShouldBe(("worse", "pass_rate", "One"));
        reason.Message.ShouldStartWith("One: pass_rate went from 1 to 0.8 over 100 cases");
    }

    [Fact]
    public void A_worsening_within_the_tolerance_passes()
    {
        var current = SampleRuns.OfPasses(2, Enumerable.Range(0, 100).Select(i => i >= 20));
        var baseline = SampleRuns.OfPasses(1, Enumerable.Repeat(true, 100));
        Gate.Of(Comparison.Of(current, baseline), current.Run, null, 0.25).Result.ShouldBe(Gate.Pass);
    }

    [Theory]
    [InlineData("FAILED", "not_completed")]
    [InlineData("RUNNING", "not_comparable")]
    public void A_run_that_did_not_complete_does_not_pass(string status, string code)
    {
        var current = SampleRuns.OfPasses(2, [true]);
        var gate = Gated(current with { Run = current.Run with { Status = status } }, SampleRuns.OfPasses(1, [true]));
        gate.Result.ShouldBe(Gate.Fail);
        gate.Reasons.ShouldContain(reason => reason.Code == code);
    }

    [Fact]
    public void Cars_that_never_met_the_baseline_do_not_pass_by_that()
    {
        var current = SampleRuns.Run(SampleRuns.Header(2, (9, "New")), (9, [new ItemResult { TestId = 1, Outcome = ItemOutcome.Completed }]));
        Gated(current, SampleRuns.OfPasses(1, [true])).Reasons.Single().Code.ShouldBe("nothing_compared");
    }

    [Fact]
    public void What_could_not_be_looked_at_has_not_passed()
    {
        var current = SampleRuns.OfPasses(2, [true]);
        var comparison = Comparison.Of(current, SampleRuns.OfPasses(1, [true]));

        var gate = Gate.Of(comparison, current.Run, ["pass_rate", "judge_overall"], 0);

        (gate.Result, gate.Reasons.Single().Code, gate.Reasons.Single().Metric).ShouldBe((Gate.Fail, "not_measured", "judge_overall"));
    }

    [Fact]
    public void A_suite_without_checks_is_gated_by_its_errors_alone_unless_more_is_asked_for()
    {
        var header = SampleRuns.Header(1, (1, "One"));
        var run = SampleRuns.Run(header, (1, [new ItemResult { TestId = 1, Outcome = ItemOutcome.Completed }]));
        Gated(run with { Run = header with { Id = 2 } }, run).Result.ShouldBe(Gate.Pass);
        Gate.Of(Comparison.Of(run with { Run = header with { Id = 2 } }, run), header, ["pass_rate"], 0).Result.ShouldBe(Gate.Fail);
    }

    [Fact]
    public void A_car_whose_cases_the_baseline_never_ran_does_not_pass_by_that()
    {
        var current = SampleRuns.Run(SampleRuns.Header(2, (1, "One")), (1, [new ItemResult { TestId = 7, Outcome = ItemOutcome.Completed }]));
        Gated(current, SampleRuns.OfPasses(1, [true])).Result.ShouldBe(Gate.Fail);
    }

    private static Gate Gated(RunResults current, RunResults baseline) =>
        Gate.Of(Comparison.Of(current, baseline), current.Run, null, 0);

    /// <summary>Most cases are easy or hard for a model, some are in between: how often it passes each.</summary>
    private static double[] Difficulties(Random random) =>
        [.. Enumerable.Range(0, Cases).Select(_ => random.NextDouble() switch { < 0.55 => 0.97, < 0.75 => 0.05, _ => random.NextDouble() })];

    private static RunResults Answer(long id, Random random, double[] difficulty, int cars, double drop)
    {
        var header = SampleRuns.Header(id, [.. Enumerable.Range(1, cars).Select(car => ((long)car, $"Car {car}"))]);
        return SampleRuns.Run(header, [.. header.Cars.Select(car => (car.Id, difficulty.Select((p, test) => Item(test, Passes(p))).ToArray()))]);

        // A drop of ten points of all cases, spread over those that would have passed.
        bool Passes(double p) => random.NextDouble() < p && random.NextDouble() >= drop / difficulty.Average();

        ItemResult Item(int test, bool passed) => random.NextDouble() < 0.01
            ? new ItemResult { TestId = test + 1, Outcome = ItemOutcome.Failed, Errored = true }
            : new ItemResult { TestId = test + 1, Outcome = ItemOutcome.Completed, Passed = passed };
    }

    private static RunResults Measured(long id, Random random, int cases) => SampleRuns.Run(
        SampleRuns.Header(id, (1, "One")),
        (1,
        [
            .. Enumerable.Range(1, cases).Select(test => new ItemResult
            {
                TestId = test,
                Outcome = ItemOutcome.Completed,
                CheckScore = random.Next(0, 4) / 3.0,
                LatencyMs = 500 * Math.Exp(Gaussian(random)),
                TtftMs = 50 * Math.Exp(0.5 * Gaussian(random)),
            }),
        ]));

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
