namespace Podium.EvalService.Suites;

/// <summary>One case of a suite. JSON members are kept as the text they came in, so that an export gives back what was sent.</summary>
internal sealed record SuiteTest
{
    /// <summary>0 until it is stored.</summary>
    public long Id { get; init; }

    public required int OrderIndex { get; init; }

    public required string Name { get; init; }

    public string? SystemPrompt { get; init; }

    public required string UserPrompt { get; init; }

    /// <summary>The seed's text form of checks.</summary>
    public string? ExpectedConstraints { get; init; }

    public string? ToolsSchemaJson { get; init; }

    /// <summary>The typed form of checks.</summary>
    public string? Checks { get; init; }

    /// <summary>The answer that would be right.</summary>
    public string? Reference { get; init; }

    /// <summary>Cases of one family are variants of each other and not independent of each other.</summary>
    public string? Family { get; init; }

    public string? Metadata { get; init; }
}
