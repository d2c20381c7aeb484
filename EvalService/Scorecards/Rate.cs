using System.Text.Json.Serialization;
using Podium.EvalService.Statistics;

namespace Podium.EvalService.Scorecards;

/// <summary>A share with its uncertainty.</summary>
/// <param name="StandardError">sqrt(p (1 - p) / (n - 1)); null below two.</param>
/// <param name="Low">Of Wilson's 95 % interval.</param>
internal sealed record Rate(
    [property: JsonPropertyName("n")] int N,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("standard_error")] double? StandardError,
    [property: JsonPropertyName("low")] double Low,
    [property: JsonPropertyName("high")] double High)
{
    public static Rate? Of(int count, int n)
    {
        if (n == 0)
        {
            return null;
        }

        var share = (double)count / n;
        var interval = Proportion.Wilson(count, n);
        return new Rate(n, count, share, Proportion.StandardError(share, n), interval.Low, interval.High);
    }
}
