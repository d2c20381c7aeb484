using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.EvalService.Judging;

/// <summary>How answers are judged.</summary>
internal sealed class JudgingOptions
{
    public const string SectionName = "Eval:Judging";

    [Description("Judgings that this process drives at once")]
    [Range(1, 100)]
    public int MaxConcurrent { get; set; } = 4;

    [Description("Calls of one judging that are in flight at once, as far as the judge's connection allows")]
    [Range(1, 1_000)]
    public int MaxCallsInFlight { get; set; } = 16;

    [Description("The longest one call of a judge may take")]
    [Range(1, 3_600)]
    public int CallTimeoutSeconds { get; set; } = 120;

    [Description("Tokens a judge may write when its car does not say")]
    [Range(64, 100_000)]
    public int MaxTokens { get; set; } = 2_048;

    [Description("Calls that may fail one after another before a judging gives up and the older scores stay")]
    [Range(1, 10_000)]
    public int MaxFailuresInARow { get; set; } = 10;

    [Description("How long a request to judge waits for the end, so that a short judging answers with its results")]
    [Range(0, 60)]
    public int WaitSeconds { get; set; } = 10;

    [Description("The most pairs of one pairwise judging; each is asked about twice")]
    [Range(1, 10_000_000)]
    public int MaxPairs { get; set; } = 200_000;
}
