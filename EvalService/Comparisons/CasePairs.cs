using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

/// <summary>One measure of the cases that both sides have.</summary>
/// <param name="SingleItems">Each case is one item on both sides.</param>
internal sealed record CasePairs(IReadOnlyList<double> Current, IReadOnlyList<double> Baseline, IReadOnlyList<int>? Families, bool SingleItems)
{
    public int Count => Current.Count;

    /// <param name="familyOf">The family of those tests that share a source with others; the rest stand for themselves.</param>
    public static CasePairs Of(CaseMeans current, CaseMeans baseline, IReadOnlyDictionary<long, string> familyOf)
    {
        var most = Math.Min(current.Tests.Length, baseline.Tests.Length);
        var (tests, now, then) = (new List<long>(most), new List<double>(most), new List<double>(most));
        for (int i = 0, j = 0; i < current.Tests.Length && j < baseline.Tests.Length;)
        {
            var order = current.Tests[i].CompareTo(baseline.Tests[j]);
            if (order == 0)
            {
                tests.Add(current.Tests[i]);
                now.Add(current.Means[i]);
                then.Add(baseline.Means[j]);
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return new CasePairs(now, then, TestFamilies.Number(tests, familyOf), current.SingleItems && baseline.SingleItems);
    }
}
