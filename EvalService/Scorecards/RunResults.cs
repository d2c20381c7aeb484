namespace Podium.EvalService.Scorecards;

/// <summary>A run and the measures of all its items but the warm-ups, by car.</summary>
internal sealed record RunResults(RunHeader Run, IReadOnlyDictionary<long, ItemResult[]> Items)
{
    /// <summary>Tests that some item failed, and that are checked in every run; see <see cref="FailedTests"/>.</summary>
    public IReadOnlySet<long> CheckedFailures { get; init; } = new HashSet<long>();

    /// <summary>By test; those that share a source with others are no further independent cases.</summary>
    public IReadOnlyDictionary<long, string> FamilyOf { get; init; } = new Dictionary<long, string>();

    public ItemResult[] Of(long carId) => Items.GetValueOrDefault(carId, []);

    /// <summary>
    /// The tests whose answers were checked, be it by somebody who was asked. An item that failed before its checks counts as not passed on these and
    /// on <see cref="CheckedFailures"/>: else a car that fails on the hard ones would look the better for it.
    /// </summary>
    public IReadOnlySet<long> GradedTests { get; } = Items.Values
        .SelectMany(items => items)
        .Where(item => item.Passed is not null)
        .Select(item => item.TestId)
        .ToHashSet();

    /// <summary>Whether the item passed; null when it has no say.</summary>
    public bool? PassOf(in ItemResult item) =>
        item.Passed ?? (item.Outcome == ItemOutcome.Failed && (CheckedFailures.Contains(item.TestId) || GradedTests.Contains(item.TestId)) ? false : null);

    /// <returns>How many passed, of how many that have a say.</returns>
    public (int Passed, int Graded) CountPasses(ItemResult[] items)
    {
        var (passed, graded) = (0, 0);
        foreach (ref readonly var item in items.AsSpan())
        {
            var pass = PassOf(in item);
            passed += pass == true ? 1 : 0;
            graded += pass is null ? 0 : 1;
        }

        return (passed, graded);
    }
}
