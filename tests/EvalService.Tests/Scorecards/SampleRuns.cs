using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Tests.Scorecards;

/// <summary>Runs as values, for the pure parts.</summary>
internal static class SampleRuns
{
    public static RunHeader Header(long id, params (long Id, string Name)[] cars) => new()
    {
        Id = id,
        SuiteId = 1,
        SuiteName = "Arithmetic",
        SuiteVersionId = 10,
        SuiteVersion = 1,
        Status = "COMPLETED",
        Cars = [.. cars.Select(car => new RunCar(car.Id, car.Name, "model-" + car.Name, "Local"))],
    };

    public static RunResults Run(RunHeader header, params (long Car, ItemResult[] Items)[] items) =>
        new(header, items.ToDictionary(each => each.Car, each => each.Items));

    /// <summary>One car, one case per value.</summary>
    public static RunResults OfPasses(long id, IEnumerable<bool> passes) => Run(
        Header(id, (1, "One")),
        (1, [.. passes.Select((passed, test) => new ItemResult { TestId = test + 1, Outcome = ItemOutcome.Completed, Passed = passed, ChecksTotal = 1, ChecksPassed = passed ? 1 : 0 })]));
}
