using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.EvalService;

/// <summary>How suites are kept and runs are driven.</summary>
internal sealed class EvalOptions
{
    public const string SectionName = "Eval";

    [Description("Runs that this process drives at once")]
    [Range(1, 1_000)]
    public int MaxConcurrentRuns { get; set; } = 8;

    [Description("Items of all runs that are in flight at once in this process")]
    [Range(1, 100_000)]
    public int MaxItemsInFlight { get; set; } = 256;

    [Description("A run whose worker has not reported for this long is taken over by another")]
    [Range(2, 3_600)]
    public int LeaseSeconds { get; set; } = 15;

    [Description("How often a test's tools may be called in turn before the item ends as PARTIAL_TOOL_SUPPORT")]
    [Range(1, 50)]
    public int ToolLoopLimit { get; set; } = 3;

    [Description("The largest suite that is accepted, in bytes of JSON")]
    [Range(1_024, int.MaxValue)]
    public int MaxSuiteBytes { get; set; } = 64 * 1024 * 1024;

    [Description("The most test cases of one suite")]
    [Range(1, 1_000_000)]
    public int MaxCases { get; set; } = 100_000;

    [Description("The most items (cases x cars x repetitions) of one run")]
    [Range(1, 10_000_000)]
    public int MaxItems { get; set; } = 1_000_000;
}
