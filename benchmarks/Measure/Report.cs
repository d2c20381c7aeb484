namespace Podium.Benchmarks.Measure;

/// <summary>Prints what was measured, and judges the median only.</summary>
internal sealed class Report(string name)
{
    private readonly TextWriter _output = Console.Out;
    private bool _missed;

    public int ExitCode => _missed ? 1 : 0;

    public void Title(string what) => _output.WriteLine($"\n== {name}: {what}");

    public void Values(string what, string unit, IReadOnlyList<double> values) =>
        _output.WriteLine($"   {what,-58} median {Sample.Median(values),10:0.###} {unit,-8} min {values.Min(),10:0.###}  max {values.Max(),10:0.###}  n {values.Count}");

    /// <summary>One goal: the median of the values against a bound.</summary>
    public void Goal(string what, string unit, IReadOnlyList<double> values, double bound, bool atMost = true)
    {
        var median = Sample.Median(values);
        var met = atMost ? median <= bound : median >= bound;
        _missed |= !met;
        Values(what, unit, values);
        _output.WriteLine($"   {"",-58} goal {(atMost ? "<=" : ">=")} {bound:0.###} {unit}: {(met ? "met" : "MISSED")}");
    }

    public void Note(string text) => _output.WriteLine($"   {text}");
}
