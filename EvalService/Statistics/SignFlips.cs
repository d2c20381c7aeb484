namespace Podium.EvalService.Statistics;

/// <summary>
/// Fisher's randomisation test of paired differences: if nothing changed, each difference might as well have had the other sign. With four cases the
/// smallest possible result is 2/16, so four cases alone never prove anything.
/// </summary>
internal static class SignFlips
{
    /// <param name="differences">At most 24; every combination of signs is tried.</param>
    public static double PValue(ReadOnlySpan<double> differences)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(differences.Length, 24);
        var observed = 0.0;
        var size = 0.0;
        foreach (var difference in differences)
        {
            observed += difference;
            size += Math.Abs(difference);
        }

        // Sums of the same numbers in another order differ in the last bits; those are ties.
        var least = Math.Abs(observed) - (size * 1e-12);
        var combinations = 1 << differences.Length;
        var extreme = 0;
        var sum = observed;
        for (var i = 0; ;)
        {
            extreme += Math.Abs(sum) >= least ? 1 : 0;
            if (++i == combinations)
            {
                return (double)extreme / combinations;
            }

            // A Gray code changes one sign at a time: bit k of the code flips at step i when k is i's lowest set bit.
            var flipped = int.TrailingZeroCount(i);
            var wasPositive = ((((i - 1) ^ ((i - 1) >> 1)) >> flipped) & 1) == 0;
            sum += (wasPositive ? -2 : 2) * differences[flipped];
        }
    }
}
