namespace Podium.EvalService.Judging;

/// <summary>All that a judge is shown of one item.</summary>
internal sealed record JudgedAnswer
{
    public required string TestName { get; init; }

    public string? SystemPrompt { get; init; }

    public required string UserPrompt { get; init; }

    public string? Constraints { get; init; }

    public string? ToolsJson { get; init; }

    public string? Reference { get; init; }

    public required string Answer { get; init; }

    /// <summary>One line each: what was called with what, and what came back.</summary>
    public IReadOnlyList<string> ToolCalls { get; init; } = [];
}
