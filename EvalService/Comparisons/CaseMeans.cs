using Podium.EvalService.Scorecards;

namespace Podium.EvalService.Comparisons;

/// <summary>One measure of one car by case: repetitions averaged, since they are not further cases; of ratios the logarithm.</summary>
/// <param name="Tests">Ascending.</param>
/// <param name="Means">Of the test at the same place.</param>
/// <param name="SingleItems">Each case is one item, so a yes/no measure is still yes or no.</param>
internal sealed record CaseMeans(long[] Tests, double[] Means, bool SingleItems)
{
    public static CaseMeans Of(ComparedMetric metric, RunResults results, long carId)
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

        var tests = means.Keys.ToArray();
        Array.Sort(tests);
        return new CaseMeans(tests, Array.ConvertAll(tests, test => means[test].Mean), single);
    }
}
