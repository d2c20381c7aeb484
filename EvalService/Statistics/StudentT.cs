namespace Podium.EvalService.Statistics;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>P(|T| &gt;= |t|).</summary>
    public static double TwoSided(double t, double degrees) => double.IsInfinity(t)
        ? 0
        : SpecialFunctions.IncompleteBeta(degrees / (degrees + (t * t)), degrees / 2, 0.5);

    /// <summary>The t with P(|T| &gt;= t) = <paramref name="alpha"/>: half the width of a (1 - alpha) interval in standard errors.</summary>
    public static double Critical(double alpha, double degrees)
    {
        // The tail is monotone in t, so halving finds it; 2^-80 of the bracket is below what a double can show.
        var (low, high) = (0.0, 1.0);
        while (TwoSided(high, degrees) > alpha)
        {
            (low, high) = (high, high * 2);
        }

        for (var i = 0; i < 80 && high - low > 1e-14 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = TwoSided(middle, degrees) > alpha ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
