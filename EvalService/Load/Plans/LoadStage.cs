namespace Podium.EvalService.Load.Plans;

/// <summary>A stretch of time at one level, or from one to another.</summary>
/// <param name="From">Requests in flight of a closed loop, else requests per second.</param>
internal sealed record LoadStage(double From, double To, bool IsExponential, double Seconds)
{
    // Below this the quotient of both ends is as good as one, and its logarithm as good as zero.
    private const double Flat = 1e-9;

    /// <summary>The level at <paramref name="second"/> of the stage.</summary>
    public double LevelAt(double second)
    {
        var share = Math.Clamp(second / Seconds, 0, 1);
        return IsExponential ? From * Math.Pow(To / From, share) : From + ((To - From) * share);
    }

    /// <summary>When a rising stage reaches <paramref name="level"/>, which lies between its ends.</summary>
    public double SecondAtLevel(double level) => Seconds * (IsExponential ? Math.Log(level / From) / Math.Log(To / From) : (level - From) / (To - From));

    /// <summary>How many requests an open loop of this stage has.</summary>
    public int Arrivals => (int)Math.Clamp(Math.Round(ExpectedUntil(Seconds), MidpointRounding.AwayFromZero), 1, int.MaxValue);

    /// <summary>The expected number of arrivals in the first <paramref name="second"/> seconds: the integral of the level.</summary>
    public double ExpectedUntil(double second)
    {
        if (IsExponential && Math.Abs(Math.Log(To / From)) > Flat)
        {
            var growth = Math.Log(To / From) / Seconds;
            return From / growth * (Math.Exp(growth * second) - 1);
        }

        return (From * second) + ((To - From) * second * second / (2 * Seconds));
    }

    /// <summary>The second until which <paramref name="expected"/> arrivals are expected: the inverse of <see cref="ExpectedUntil"/>.</summary>
    public double SecondOf(double expected)
    {
        if (IsExponential && Math.Abs(Math.Log(To / From)) > Flat)
        {
            var growth = Math.Log(To / From) / Seconds;
            return Math.Log(1 + (expected * growth / From)) / growth;
        }

        // Of the two forms of the root the one that does not subtract equal numbers where the ramp is nearly flat.
        var slope = (To - From) / Seconds;
        return 2 * expected / (From + Math.Sqrt(Math.Max(0, (From * From) + (2 * slope * expected))));
    }
}
