namespace Podium.GenerationService.Providers;

/// <summary>One completion as Podium asks for it. A parameter that is null is not sent.</summary>
internal sealed record ChatRequest
{
    public required string Model { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The cap on billed output tokens, reasoning included; each format has its own field name for it.</summary>
    public int? MaxOutputTokens { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? TopK { get; init; }

    public double? MinP { get; init; }

    public double? FrequencyPenalty { get; init; }

    public double? PresencePenalty { get; init; }

    /// <summary>A factor on what was said already; 1 changes nothing. Local servers have it.</summary>
    public double? RepeatPenalty { get; init; }

    /// <summary>Tokens of context. Only Ollama takes it per request; null lets Podium choose there.</summary>
    public int? ContextTokens { get; init; }

    public long? Seed { get; init; }

    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary><c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>; the model decides which it knows.</summary>
    public string? ReasoningEffort { get; init; }

    public IReadOnlyList<ToolDefinition>? Tools { get; init; }

    /// <summary>The task the messages were made for. Never sent: only the demo models read it, to choose their page.</summary>
    public string? TaskId { get; init; }

    /// <summary>False asks for one whole answer: the fallback where a provider refuses to stream.</summary>
    public bool Stream { get; init; } = true;
}

internal enum ChatRole
{
    System,
    User,
    Assistant,
    Tool,
}

internal sealed record ChatMessage(ChatRole Role, string Text)
{
    public IReadOnlyList<ChatImage> Images { get; init; } = [];

    public IReadOnlyList<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>For <see cref="ChatRole.Tool"/>: the call this message answers.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>For <see cref="ChatRole.Tool"/>: the tool called, where the caller knows it. Formats without call ids match by it.</summary>
    public string? ToolName { get; init; }
}

/// <param name="MediaType">For example <c>image/png</c>.</param>
internal sealed record ChatImage(string MediaType, ReadOnlyMemory<byte> Data);

/// <param name="ParametersJson">A JSON Schema object.</param>
internal sealed record ToolDefinition(string Name, string Description, string ParametersJson);

/// <param name="ArgumentsJson">As the model wrote it: may be invalid JSON.</param>
/// <param name="Signature">
/// What the format wants back with the call, unchanged: Gemini's <c>thoughtSignature</c>, Anthropic's blocks of thinking before it.
/// </param>
internal sealed record ToolCall(string Id, string Name, string ArgumentsJson, string? Signature = null);
