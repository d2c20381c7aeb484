using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

/// <summary>One measure of the cases that both sides have: repetitions of a case averaged, since they are not further cases.</summary>
/// <param name="SingleItems">Each case is one item on both sides, so a yes/no measure is still yes or no.</param>
internal sealed record CasePairs(double[] Current, double[] Baseline, IReadOnlyList<int>? Families, bool SingleItems)
{
    public int Count => Current.Length;

    /// <param name="familyOf">The family of those tests that share a source with others; the rest stand for themselves.</param>
    public static CasePairs Of(
        ComparedMetric metric, (RunResults Results, long CarId) current, (RunResults Results, long CarId) baseline, IReadOnlyDictionary<long, string> familyOf)
    {
        var (now, nowSingle) = ByTest(metric, current.Results, current.CarId);
        var (then, thenSingle) = ByTest(metric, baseline.Results, baseline.CarId);
        var tests = now.Keys.Where(then.ContainsKey).Order().ToArray();
        return new CasePairs(
            Array.ConvertAll(tests, test => now[test].Mean),
            Array.ConvertAll(tests, test => then[test].Mean),
            familyOf.Count == 0 ? null : Number(tests, familyOf),
            nowSingle && thenSingle);
    }

    private static (Dictionary<long, (double Mean, int N)> Means, bool Single) ByTest(ComparedMetric metric, RunResults results, long carId)
    {
        var read = metric.Read(results);
        var items = results.Of(carId);
        var means = new Dictionary<long, (double Mean, int N)>(items.Length);
        var single = true;
        foreach (ref readonly var item in items.AsSpan())
        {
            // A ratio has no meaning for zero: nothing takes no time, and what is free is not compared by price.
            var value = read(in item);
            if (!double.IsFinite(value) || (metric.Scale == Scale.Ratio && value <= 0))
            {
                continue;
            }

            var scaled = metric.Scale == Scale.Ratio ? Math.Log(value) : value;
            var (mean, n) = means.GetValueOrDefault(item.TestId);
            means[item.TestId] = (mean + ((scaled - mean) / (n + 1)), n + 1);
            single &= n == 0;
        }

        return (means, single);
    }

    private static int[] Number(long[] tests, IReadOnlyDictionary<long, string> familyOf)
    {
        var numbers = new Dictionary<string, int>();
        var families = new int[tests.Length];
        var next = 0;
        for (var i = 0; i < tests.Length; i++)
        {
            if (!familyOf.TryGetValue(tests[i], out var family))
            {
                families[i] = next++;
            }
            else if (!numbers.TryGetValue(family, out families[i]))
            {
                numbers.Add(family, families[i] = next++);
            }
        }

        return families;
    }
}
