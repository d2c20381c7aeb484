namespace Podium.EvalService.Statistics;

/// <summary>Holm's step-down adjustment (1979): the chance that any of several true "nothing changed" is called a change stays at the level of one test.</summary>
internal static class Holm
{
    /// <returns>The adjusted values in the order given.</returns>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        var left = pValues.Count;
        foreach (var index in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            largest = Math.Max(largest, Math.Min(1, pValues[index] * left--));
            adjusted[index] = largest;
        }

        return adjusted;
    }
}
