using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.EvalService.Load;

/// <summary>What loads may do, and how much of them is kept.</summary>
internal sealed class LoadOptions
{
    public const string SectionName = "Eval:Load";

    [Description("Loads that this process drives at once; two in one process disturb each other")]
    [Range(1, 100)]
    public int MaxConcurrent { get; set; } = 1;

    [Description("The most requests of one load")]
    [Range(1, 1_000_000)]
    public int MaxRequests { get; set; } = 100_000;

    [Description("The longest a load may be planned for, all cars and levels together")]
    [Range(1, 86_400)]
    public int MaxSeconds { get; set; } = 7_200;

    [Description("Requests of one load that are in flight at once; more wait, and their wait is reported")]
    [Range(1, 50_000)]
    public int MaxInFlight { get; set; } = 4_096;

    [Description("Single requests that are kept of all loads together; the oldest loads keep only their results beyond that")]
    [Range(1_000, 1_000_000_000)]
    public int MaxKeptRequests { get; set; } = 5_000_000;
}
