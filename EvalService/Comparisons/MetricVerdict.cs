using System.Text.Json.Serialization;

namespace Podium.EvalService.Comparisons;

/// <summary>What can be said of one measure of one car against the baseline, or against another car.</summary>
internal sealed record MetricVerdict
{
    public const string Better = "better";
    public const string Worse = "worse";
    public const string NoEvidence = "no_evidence";
    public const string Refused = "refused";

    /// <summary>How often a verdict may be given where nothing changed.</summary>
    public const double Alpha = 0.05;

    [JsonPropertyName("metric")]
    public required string Metric { get; init; }

    [JsonPropertyName("higher_is_better")]
    public required bool HigherIsBetter { get; init; }

    /// <summary>better, worse, no_evidence or refused.</summary>
    [JsonPropertyName("verdict")]
    public required string Verdict { get; init; }

    /// <summary>Why it was refused.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>Cases that both sides have; repetitions of a case are averaged first.</summary>
    [JsonPropertyName("n")]
    public int N { get; init; }

    /// <summary>Mean over these cases; of times the geometric mean.</summary>
    [JsonPropertyName("baseline")]
    public double? Baseline { get; init; }

    [JsonPropertyName("current")]
    public double? Current { get; init; }

    /// <summary>Current less baseline; of times and costs the relative change (0.1: ten per cent more).</summary>
    [JsonPropertyName("difference")]
    public double? Difference { get; init; }

    [JsonPropertyName("relative")]
    public bool Relative { get; init; }

    /// <summary>Of the 95 % interval of the difference.</summary>
    [JsonPropertyName("low")]
    public double? Low { get; init; }

    [JsonPropertyName("high")]
    public double? High { get; init; }

    /// <summary>mcnemar_exact, sign_flips or paired_t.</summary>
    [JsonPropertyName("test")]
    public string? Test { get; init; }

    [JsonPropertyName("p_value")]
    public double? PValue { get; init; }

    /// <summary>Adjusted by Holm's method for the number of cars, or of pairs of them; the verdict goes by it.</summary>
    [JsonPropertyName("p_adjusted")]
    public double? PAdjusted { get; init; }

    /// <summary>Of yes/no results: cases that hold now and did not before, and the reverse.</summary>
    [JsonPropertyName("gained")]
    public int? Gained { get; init; }

    [JsonPropertyName("lost")]
    public int? Lost { get; init; }

    /// <summary>Cases needed to see a difference of <see cref="NeededFor"/> with 80 % power, if cases go on to vary as they did.</summary>
    [JsonPropertyName("needed_n")]
    public int? NeededN { get; init; }

    [JsonPropertyName("needed_for")]
    public double? NeededFor { get; init; }

    public static MetricVerdict Refuse(ComparedMetric metric, string reason) =>
        new() { Metric = metric.Name, HigherIsBetter = metric.HigherIsBetter, Verdict = Refused, Reason = reason };
}
