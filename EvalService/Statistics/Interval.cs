namespace Podium.EvalService.Statistics;

/// <summary>A 95 % interval.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public Interval Negated => new(-High, -Low);

    public Interval Select(Func<double, double> map) => new(map(Low), map(High));
}
