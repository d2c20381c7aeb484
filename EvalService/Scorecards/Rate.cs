using System.Text.Json.Serialization;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Scorecards;

/// <summary>A share with its uncertainty.</summary>
/// <param name="N">Cases. One that was asked several times is one case still.</param>
/// <param name="Items">What was counted: the repetitions of all cases.</param>
/// <param name="Value">The mean of the cases' shares.</param>
/// <param name="StandardError">sqrt(p (1 - p) / (n - 1)), or from how the cases' shares vary where some were asked several times; null below two.</param>
/// <param name="Low">Of Wilson's 95 % interval; see <see cref="Proportion"/>.</param>
internal sealed record Rate(
    [property: JsonPropertyName("n")] int N,
    [property: JsonPropertyName("items")] int Items,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("standard_error")] double? StandardError,
    [property: JsonPropertyName("low")] double Low,
    [property: JsonPropertyName("high")] double High)
{
    /// <param name="cases">Fewer than the items where some were asked several times; the interval takes such a case for one trial.</param>
    public static Rate? Of(int count, int items, int cases)
    {
        if (items == 0)
        {
            return null;
        }

        var share = (double)count / items;
        var interval = Proportion.Wilson(share * cases, cases);
        return new Rate(cases, items, count, share, Proportion.StandardError(share, cases), interval.Low, interval.High);
    }

    /// <param name="shares">Of each case.</param>
    /// <param name="families">The family of each case, or null when each stands for itself.</param>
    public static Rate Of(int count, int items, double[] shares, int[]? families)
    {
        var mean = ClusteredMean.Of(shares, families);
        var interval = Proportion.Clustered(shares, families, items);
        return new Rate(shares.Length, items, count, mean.Mean, mean.StandardError, interval.Low, interval.High);
    }
}
