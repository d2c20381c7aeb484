namespace Podium.EvalService.Runs.Items;

/// <summary>All that is stored of an item that ended.</summary>
internal sealed record ItemResult
{
    public required long ItemId { get; init; }

    public required bool IsWarmup { get; init; }

    public required string Status { get; init; }

    public required int Attempts { get; init; }

    public string? Error { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>Null when it failed: an answer that is none is kept in the events only.</summary>
    public ItemOutput? Output { get; init; }

    public required ItemMetrics Metrics { get; init; }

    /// <summary>The part of its cost that the run knows of already.</summary>
    public long PaidBefore { get; init; }

    public IReadOnlyList<ToolCallRecord> ToolCalls { get; init; } = [];
}

/// <param name="PayloadJson">The seed's <c>raw_provider_payload_json</c>.</param>
internal sealed record ItemOutput(
    string MessagesJson, string StreamedText, string FinalText, string? ReasoningText, string Finish, string? ResponseModel, string? ServedBy, string PayloadJson);

/// <param name="Style"><c>native</c> or <c>fallback</c>.</param>
internal sealed record ToolCallRecord(int Loop, string Name, string ArgumentsJson, string ResultJson, string Status, string Style);
