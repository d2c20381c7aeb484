using Podium.EvalService.Comparisons;

namespace Podium.EvalService.Scorecards;

/// <summary>Shares of a car's items, as sure as its cases make them.</summary>
internal static class CaseRates
{
    /// <param name="count">Items with a yes.</param>
    /// <param name="total">Items that have a say in <paramref name="metric"/>.</param>
    /// <returns>Null when none has.</returns>
    public static Rate? Of(ComparedMetric metric, RunResults results, long carId, int count, int total)
    {
        if (total == 0 || (results.FamilyOf.Count == 0 && !Array.Exists(results.Of(carId), item => item.Repetition > 1)))
        {
            return Rate.Of(count, total, total);
        }

        var cases = CaseMeans.Of(metric, results, carId);
        var families = TestFamilies.Number(cases.Tests, results.FamilyOf);
        return cases.SingleItems && (families is null || families.Max() == families.Length - 1)
            ? Rate.Of(count, total, total)
            : Rate.Of(count, total, cases.Means, families);
    }
}
