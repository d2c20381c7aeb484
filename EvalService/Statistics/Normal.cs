namespace Podium.EvalService.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>The 97.5 % point: half the width of a 95 % interval in standard errors.</summary>
    public const double Z95 = 1.959963984540054;

    private static readonly double[] _a =
        [-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00];

    private static readonly double[] _b = [-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01];

    private static readonly double[] _c =
        [-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00];

    private static readonly double[] _d = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00];

    /// <summary>The value below which the share <paramref name="p"/> lies: Acklam's rational approximation, relative error under 1.15e-9.</summary>
    public static double Quantile(double p)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(p, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        const double Low = 0.02425;
        if (p > 1 - Low)
        {
            return -Quantile(1 - p);
        }

        if (p < Low)
        {
            var tail = Math.Sqrt(-2 * Math.Log(p));
            return Polynomial(_c, tail) / ((Polynomial(_d, tail) * tail) + 1);
        }

        var q = p - 0.5;
        var r = q * q;
        return Polynomial(_a, r) * q / ((Polynomial(_b, r) * r) + 1);
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        var value = 0.0;
        foreach (var coefficient in coefficients)
        {
            value = (value * x) + coefficient;
        }

        return value;
    }
}
