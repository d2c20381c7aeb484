using System.Text.Json.Serialization;
using Podium.GenerationService.Pricing;

namespace Podium.GenerationService.Generations;

/// <summary>One attempt as the seed shows it, with what Podium measured beside it.</summary>
internal sealed record AttemptRecord
{
    public required string Model { get; init; }

    public required string Provider { get; init; }

    /// <summary><c>success</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StatusCode { get; init; }

    public required bool Retryable { get; init; }

    /// <summary>Null when the worker died on the way.</summary>
    public required double? DurationMs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ServedBy { get; init; }

    public required string FinishReason { get; init; }

    public UsageView? Usage { get; init; }

    public CompletionCostResponse? Cost { get; init; }

    public required TimingsView Timings { get; init; }

    /// <summary>Tokens came or were counted, so somebody pays for them.</summary>
    [JsonIgnore]
    public bool IsBilled => Usage is not null || Timings.TtftMs is not null;

    /// <summary>For events and lists: the clock's arrivals are for one generation at a time.</summary>
    public AttemptRecord Brief() => this with { Timings = Timings.WithoutArrivals() };
}
