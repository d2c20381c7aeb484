using Podium.EvalService.Comparisons;
using Podium.EvalService.Scorecards;
using Podium.EvalService.Tests.Scorecards;

namespace Podium.EvalService.Tests.Comparisons;

public sealed class RunVerdictTests
{
    private const int Cases = 60;

    [Fact]
    public void A_car_that_passes_more_of_the_same_cases_leads_alone()
    {
        var verdict = Judged(("Good", i => Pass(true)), ("Poor", i => Pass(i % 2 == 0)));

        (verdict.DecidedBy, verdict.Leaders.Single().CarName, verdict.NeededN).ShouldBe(("pass_rate", "Good", null));
        verdict.Summary.ShouldBe("Good is the one car that no other beats in pass_rate, over 60 cases.");
        var metric = verdict.Pairs.Single().Metrics.Single(metric => metric.Metric == "pass_rate");
        (metric.Verdict, metric.Current, metric.Baseline, metric.N).ShouldBe((MetricVerdict.Better, 1, 0.5, Cases));
    }

    [Fact]
    public void Cars_that_the_cases_do_not_tell_apart_lead_together_and_the_cheaper_one_is_named()
    {
        var verdict = Judged(
            ("Dear", i => Pass(i % 10 != 0) with { CostPicoUsd = 5_000_000 }),
            ("Cheap", i => Pass(i % 10 != 1) with { CostPicoUsd = 1_000_000 }),
            ("Poor", i => Pass(i % 3 == 0) with { CostPicoUsd = 10 }));

        verdict.Leaders.Select(leader => leader.CarName).ShouldBe(["Dear", "Cheap"], ignoreOrder: true);
        verdict.Leaders.Single(leader => leader.CarName == "Cheap").Advantages.ShouldBe(["cost_usd"]);
        verdict.Leaders.Single(leader => leader.CarName == "Dear").Advantages.ShouldBeEmpty();
        verdict.NeededN!.Value.ShouldBeGreaterThan(Cases);
        verdict.Summary.ShouldContain("do not tell");
        verdict.Summary.ShouldContain($"About {verdict.NeededN} would show a difference of 0.05.");
        verdict.Summary.ShouldEndWith("Of these, Cheap is better in cost_usd.");
    }

    [Fact]
    public void Without_checks_something_else_decides_or_what_is_asked_for()
    {
        RunVerdict By(string? metric) => Judged(
            metric, ("Slow", i => Judge(9) with { LatencyMs = 900 + i }), ("Fast", i => Judge(5) with { LatencyMs = 300 + i }));

        (By(null).DecidedBy, By(null).Leaders.Single().CarName).ShouldBe(("judge_overall", "Slow"));
        (By("latency_ms").DecidedBy, By("latency_ms").Leaders.Single().CarName).ShouldBe(("latency_ms", "Fast"));
        By("cost_usd").Reasons.Single().ShouldContain("cost_usd");
    }

    [Fact]
    public void A_judge_of_its_own_answers_compares_nothing()
    {
        var verdict = Judged("judge_overall", ("Judge", i => Judge(9) with { SelfJudged = true }), ("Other", i => Judge(5)));
        verdict.Leaders.ShouldBeEmpty();
        var refused = verdict.Pairs.Single().Metrics.Single(metric => metric.Metric == "judge_overall");
        (refused.Verdict, refused.Reason).ShouldBe((MetricVerdict.Refused, "Judge was judged by its own model."));
    }

    [Fact]
    public void A_run_that_goes_on_has_no_verdict_yet()
    {
        var run = Run(("A", _ => Pass(true)), ("B", _ => Pass(false)));
        var verdict = RunVerdict.Of(run with { Run = run.Run with { Status = "RUNNING" } }, null);
        verdict.Reasons.Single().ShouldContain("RUNNING");
        verdict.Leaders.ShouldBeEmpty();
    }

    [Fact]
    public void One_car_alone_and_no_car_at_all_are_said()
    {
        Judged(("Alone", _ => Pass(true))).Reasons.Single().ShouldContain("alone");
        Judged().Leaders.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_best_of_many_cars_are_put_against_each_other()
    {
        var verdict = Judged([.. Enumerable.Range(1, 40).Select(car => ($"Car {car}", (Func<int, ItemResult>)(i => Pass(i < car))))]);
        verdict.CarsLeftOut.ShouldBe(10);
        verdict.Pairs.Count.ShouldBe(30 * 29 / 2);
        verdict.Leaders.ShouldContain(leader => leader.CarName == "Car 40");
    }

    /// <summary>Ten equal cars are 45 questions at once: that any of them is answered with a verdict may happen one time in twenty.</summary>
    [Fact]
    public void Ten_equal_cars_are_told_apart_in_at_most_six_per_cent_of_a_thousand_runs()
    {
        var random = new Random(20260104);
        var told = Enumerable.Range(0, 1_000).Count(_ =>
        {
            var difficulty = Enumerable.Range(0, 80).Select(_ => random.NextDouble()).ToArray();
            var cars = Enumerable.Range(1, 10).Select(car => ($"Car {car}", (Func<int, ItemResult>)(i => Pass(random.NextDouble() < difficulty[i])))).ToArray();
            return RunVerdict.Of(Run(80, cars), null).Leaders.Count < 10;
        });
        (told / 1_000.0).ShouldBeLessThanOrEqualTo(0.06);
    }

    private static RunVerdict Judged(params (string Name, Func<int, ItemResult> Answer)[] cars) => Judged(null, cars);

    private static RunVerdict Judged(string? by, params (string Name, Func<int, ItemResult> Answer)[] cars) =>
        RunVerdict.Of(Run(cars), by is null ? null : ComparedMetric.Find(by));

    private static RunResults Run(params (string Name, Func<int, ItemResult> Answer)[] cars) => Run(Cases, cars);

    private static RunResults Run(int cases, (string Name, Func<int, ItemResult> Answer)[] cars)
    {
        var header = SampleRuns.Header(1, [.. cars.Select((car, i) => ((long)i + 1, car.Name))]);
        return SampleRuns.Run(header, [.. cars.Select((car, i) =>
            ((long)i + 1, Enumerable.Range(0, cases).Select(test => car.Answer(test) with { TestId = test + 1 }).ToArray()))]);
    }

    private static ItemResult Pass(bool passed) =>
        new() { Outcome = ItemOutcome.Completed, Passed = passed, ChecksTotal = 1, ChecksPassed = passed ? 1 : 0 };

    private static ItemResult Judge(double overall) => new() { Outcome = ItemOutcome.Completed, JudgeOverall = overall };
}
