namespace Podium.EvalService.Statistics;

/// <summary>The two functions that the distributions below are made of.</summary>
internal static class SpecialFunctions
{
    // Lanczos, g = 7, n = 9 (Godfrey): about 15 significant digits for arguments above 0.5.
    private static readonly double[] _lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x) for x &gt; 0.</summary>
    public static double LogGamma(double x)
    {
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        }

        var z = x - 1;
        var sum = _lanczos[0];
        for (var i = 1; i < _lanczos.Length; i++)
        {
            sum += _lanczos[i] / (z + i);
        }

        var t = z + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((z + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22) in Lentz's form.</summary>
    public static double IncompleteBeta(double x, double a, double b)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        // The fraction converges fast on this side of the mean; the other side is its complement.
        if (x > (a + 1) / (a + b + 2))
        {
            return 1 - IncompleteBeta(1 - x, b, a);
        }

        var front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b)) / a;
        return Math.Clamp(front * BetaFraction(x, a, b), 0, 1);
    }

    private static double BetaFraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        const int MaxTerms = 100_000;
        var c = 1.0;
        var d = 1 / Nonzero(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m <= MaxTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Nonzero(1 + (even * d));
            c = Nonzero(1 + (even / c));
            h *= d * c;

            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Nonzero(1 + (odd * d));
            c = Nonzero(1 + (odd / c));
            var step = d * c;
            h *= step;
            if (Math.Abs(step - 1) < 1e-15)
            {
                break;
            }
        }

        return h;

        static double Nonzero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }
}
