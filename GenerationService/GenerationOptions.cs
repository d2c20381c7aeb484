using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.GenerationService;

/// <summary>How generations run. The seed's names <c>GENERATION_TIMEOUT_MS</c> and <c>GENERATION_MAX_TOKENS</c> are accepted too.</summary>
internal sealed class GenerationOptions
{
    public const string SectionName = "Generation";

    public const int MinTimeoutMs = 1_000;
    public const int MinMaxTokens = 256;

    [Description("The wall clock that all attempts of one generation share. An attempt does not start with less than a second left")]
    [Range(MinTimeoutMs, int.MaxValue)]
    public int TimeoutMs { get; set; } = 1_200_000;

    [Description("The cap on billed output tokens where the request names none")]
    [Range(MinMaxTokens, int.MaxValue)]
    public int MaxTokens { get; set; } = 32_768;

    [Description("How often the last planned attempt is repeated after a failure that may pass by itself")]
    [Range(0, 10)]
    public int MaxRetriesPerProvider { get; set; } = 1;

    [Description("The first backoff; each further one doubles, and the wait is drawn evenly below it")]
    [Range(1, 60_000)]
    public int RetryBaseDelayMs { get; set; } = 500;

    [Description("The longest backoff; what an upstream asks for may be longer")]
    [Range(1, 600_000)]
    public int RetryMaxDelayMs { get; set; } = 30_000;

    [Description("Generations that run at once in this process")]
    [Range(1, 100_000)]
    public int MaxConcurrent { get; set; } = 256;

    [Description("Generations of one person that run at once in this process")]
    [Range(1, 100_000)]
    public int MaxConcurrentPerOwner { get; set; } = 24;

    [Description("Generations that wait for a place; beyond it the answer is 429")]
    [Range(0, 1_000_000)]
    public int MaxQueued { get; set; } = 512;

    [Description("An answer longer than this ends its attempt; what had arrived is kept")]
    [Range(1_024, int.MaxValue)]
    public int MaxAnswerBytes { get; set; } = 8 * 1024 * 1024;

    [Description("A running generation whose worker has not reported for this long is taken for interrupted")]
    [Range(2, 3_600)]
    public int LeaseSeconds { get; set; } = 15;

    [Description("How long running generations may go on after the process was asked to stop")]
    [Range(0, 3_600)]
    public int ShutdownGraceSeconds { get; set; } = 5;

    [Description("Events of an ended generation are kept this long; later replays are built from its row and its artifact")]
    [Range(1, 24 * 365)]
    public int EventRetentionHours { get; set; } = 24;

    [Description("PostgreSQL flushes its log to disk before followers see an event. Off, a crash of PostgreSQL itself may lose the last events of running generations, never a result")]
    public bool SynchronousEventCommit { get; set; } = true;
}
