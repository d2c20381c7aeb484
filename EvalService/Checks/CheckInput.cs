using System.Text.Json;

namespace Podium.EvalService.Checks;

/// <summary>What a car made of a test, as far as checks look at it. Measures that were not taken are null.</summary>
internal sealed class CheckInput(string text)
{
    private AnswerJson? _json;

    public string Text { get; } = text;

    public CheckTime Time { get; init; } = new();

    /// <summary>In the order in which they were made, over all loops.</summary>
    public IReadOnlyList<CheckedToolCall> ToolCalls { get; init; } = [];

    public double? LatencyMs { get; init; }

    public double? TtftMs { get; init; }

    public decimal? CostUsd { get; init; }

    public string? Prompt { get; init; }

    /// <summary>The test's reference answer: what equals, Levenshtein, ROUGE-L and BLEU compare with when they have no value of their own.</summary>
    public string? Reference { get; init; }

    /// <summary>The whole answer as JSON, read once for all checks of it.</summary>
    public AnswerJson Json => _json ??= AnswerJson.Of(Text);
}

/// <param name="Arguments">Null when the model wrote something that is not JSON.</param>
internal sealed record CheckedToolCall(string Name, JsonElement? Arguments);
