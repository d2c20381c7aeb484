namespace Podium.EvalService.Suites;

/// <summary>A suite as it is sent, read and found valid. What is null was not sent and, in a change, stays as it is.</summary>
internal sealed record SuiteDraft
{
    public string? Name { get; init; }

    public string? Category { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether a description was sent, be it null.</summary>
    public bool HasDescription { get; init; }

    /// <summary>What a judge is to look for in the answers of this suite.</summary>
    public string? Rubric { get; init; }

    public bool HasRubric { get; init; }

    public IReadOnlyList<SuiteTest>? Tests { get; init; }
}
