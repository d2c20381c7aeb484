namespace Podium.EvalService.Statistics;

/// <summary>Two yes/no results of the same cases: only the cases where they differ tell anything.</summary>
/// <param name="Pairs">All cases.</param>
/// <param name="Gained">No before, yes now.</param>
/// <param name="Lost">Yes before, no now.</param>
internal readonly record struct McNemar(int Pairs, int Gained, int Lost)
{
    public double Difference => Pairs == 0 ? 0 : (double)(Gained - Lost) / Pairs;

    /// <summary>The exact two-sided test: twice the binomial tail of the smaller count among the differing cases at one half, at most 1.</summary>
    public double PValue
    {
        get
        {
            var (smaller, differing) = (Math.Min(Gained, Lost), Gained + Lost);

            // P(X <= k) of a binomial(n, 1/2) is I_1/2(n - k, k + 1).
            return differing == 0 ? 1 : Math.Min(1, 2 * SpecialFunctions.IncompleteBeta(0.5, differing - smaller, smaller + 1));
        }
    }

    /// <summary>Bonett and Price's interval of the difference of paired shares (2012): a Wald interval with one case added to each kind of differing.</summary>
    public Interval Interval
    {
        get
        {
            var (gained, lost) = ((Gained + 1.0) / (Pairs + 2), (Lost + 1.0) / (Pairs + 2));
            var half = Normal.Z95 * Math.Sqrt((gained + lost - ((gained - lost) * (gained - lost))) / (Pairs + 2));
            return new Interval(Math.Max(-1, gained - lost - half), Math.Min(1, gained - lost + half));
        }
    }
}
