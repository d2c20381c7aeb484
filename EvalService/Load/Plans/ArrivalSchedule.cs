namespace Podium.EvalService.Load.Plans;

/// <summary>
/// When the requests of an open loop are due. Gaps of mean one (constant, or gamma with shape b and scale 1/b, of which b = 1 is Poisson) are added up,
/// rescaled so that the last one falls on the expected number, and bent by the inverse of the stage's integral, so a ramp's rate rises as planned.
/// </summary>
internal static class ArrivalSchedule
{
    /// <returns>Seconds since the stage began, ascending.</returns>
    public static double[] Of(LoadStage stage, string arrivals, double burstiness, int? most, Random random)
    {
        var total = stage.ExpectedUntil(stage.Seconds);
        var count = stage.Arrivals;
        var due = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            due[i] = sum += arrivals == ArrivalProcess.Constant ? 1 : Gamma.Next(random, burstiness);
        }

        for (var i = 0; i < count; i++)
        {
            due[i] = Math.Min(stage.SecondOf(due[i] / sum * total), stage.Seconds);
        }

        return most is { } limit && limit < count ? due[..limit] : due;
    }
}

/// <summary>Gamma variates of mean one.</summary>
internal static class Gamma
{
    /// <param name="shape">Above zero; the scale is its inverse.</param>
    public static double Next(Random random, double shape) => Standard(random, shape) / shape;

    // Marsaglia and Tsang 2000; below shape 1 the variate of shape + 1 times U^(1/shape).
    private static double Standard(Random random, double shape)
    {
        if (shape < 1)
        {
            return Standard(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(random);
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
