using System.Globalization;
using Podium.EvalService.Checks.Parsing;

namespace Podium.EvalService.Checks.Kinds;

internal enum Measure
{
    /// <summary>Milliseconds from the first request of the item to the end of its last tool loop.</summary>
    Latency,

    /// <summary>Milliseconds to the first token.</summary>
    Ttft,

    /// <summary>US dollars.</summary>
    Cost,
}

/// <summary>A measure within its limit, bounds included. One that is unknown is neither within it nor beyond.</summary>
internal sealed class MeasureCheck(Measure measure, double limit) : PureCheck
{
    public static MeasureCheck? Build(CheckSpec spec, Measure measure) => spec.Limit() is { } limit ? new MeasureCheck(measure, limit) : null;

    protected override CheckOutcome Evaluate(CheckInput input)
    {
        var measured = measure switch
        {
            Measure.Latency => input.LatencyMs,
            Measure.Ttft => input.TtftMs,
            _ => (double?)input.CostUsd,
        };
        return measured is { } known
            ? CheckOutcome.Of(known <= limit, $"{measure} was {known.ToString("0.########", CultureInfo.InvariantCulture)} {Unit}.")
            : CheckOutcome.CannotTell($"{measure} is not known for this answer.");
    }

    private string Unit => measure == Measure.Cost ? "USD" : "ms";
}
