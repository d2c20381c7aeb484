using Podium.EvalService.Statistics;

namespace Podium.EvalService.Comparisons;

/// <summary>Puts pairs of cases to the test that fits their scale.</summary>
internal static class MetricTest
{
    /// <summary>The verdict is still open: it needs the adjustment for how many such questions are asked.</summary>
    public static MetricVerdict Of(ComparedMetric metric, CasePairs pairs)
    {
        var clustered = pairs.Families is { } families && families.Distinct().Count() < families.Count;
        return metric.Scale == Scale.YesNo && pairs.SingleItems && !clustered
            ? OfCounts(metric, pairs)
            : OfDifferences(metric, pairs);
    }

    /// <summary>The same question asked several times has several chances to be answered wrong, so the p-values are adjusted together.</summary>
    public static List<(T Of, MetricVerdict Verdict)> Decide<T>(List<(T Of, MetricVerdict Verdict)> asked)
    {
        var adjusted = Holm.Adjust(asked.ConvertAll(each => each.Verdict.PValue ?? 1));
        return [.. asked.Select((each, i) => (each.Of, Decide(each.Verdict, adjusted[i])))];
    }

    private static MetricVerdict Decide(MetricVerdict verdict, double adjusted) => verdict with
    {
        PAdjusted = adjusted,
        Verdict = adjusted > MetricVerdict.Alpha || verdict.Difference == 0
            ? MetricVerdict.NoEvidence
            : verdict.Difference > 0 == verdict.HigherIsBetter ? MetricVerdict.Better : MetricVerdict.Worse,
    };

    private static MetricVerdict OfCounts(ComparedMetric metric, CasePairs pairs)
    {
        var (gained, lost) = (0, 0);
        for (var i = 0; i < pairs.Count; i++)
        {
            gained += pairs.Current[i] > pairs.Baseline[i] ? 1 : 0;
            lost += pairs.Current[i] < pairs.Baseline[i] ? 1 : 0;
        }

        var counts = new McNemar(pairs.Count, gained, lost);
        return Start(metric, pairs) with
        {
            Difference = counts.Difference,
            Low = counts.Interval.Low,
            High = counts.Interval.High,
            Test = "mcnemar_exact",
            PValue = counts.PValue,
            Gained = gained,
            Lost = lost,
            NeededN = SampleSize.ForShare(counts, metric.Worthwhile),
        };
    }

    private static MetricVerdict OfDifferences(ComparedMetric metric, CasePairs pairs)
    {
        var differences = new double[pairs.Count];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = pairs.Current[i] - pairs.Baseline[i];
        }

        var paired = PairedDifference.Of(differences, pairs.Families);
        var interval = paired.Interval?.Select(value => Shown(metric, value));
        return Start(metric, pairs) with
        {
            Difference = Shown(metric, paired.Mean),
            Low = interval?.Low,
            High = interval?.High,
            Test = paired.IsExact ? "sign_flips" : "paired_t",
            PValue = paired.PValue,
            NeededN = SampleSize.ForMean(paired.StandardError * Math.Sqrt(pairs.Count), metric.Scale == Scale.Ratio ? Math.Log(1 + metric.Worthwhile) : metric.Worthwhile),
        };
    }

    private static MetricVerdict Start(ComparedMetric metric, CasePairs pairs) => new()
    {
        Metric = metric.Name,
        HigherIsBetter = metric.HigherIsBetter,
        Verdict = MetricVerdict.NoEvidence,
        N = pairs.Count,
        Baseline = Level(metric, pairs.Baseline),
        Current = Level(metric, pairs.Current),
        Relative = metric.Scale == Scale.Ratio,
        NeededFor = metric.Worthwhile,
    };

    private static double Level(ComparedMetric metric, IReadOnlyList<double> values) => metric.Scale == Scale.Ratio ? Math.Exp(values.Average()) : values.Average();

    // A difference of logarithms is the logarithm of a ratio.
    private static double Shown(ComparedMetric metric, double difference) => metric.Scale == Scale.Ratio ? Math.Exp(difference) - 1 : difference;
}
