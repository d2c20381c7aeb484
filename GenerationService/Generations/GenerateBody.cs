using System.Text.Json;

namespace Podium.GenerationService.Generations;

/// <summary>
/// The body of <c>POST /api/generate</c> and <c>/api/generate/stream</c>. The key travels in the provider's own field or in <c>apiKey</c>.
/// </summary>
internal sealed record GenerateBody
{
    public string? Provider { get; init; }

    public string? ModelId { get; init; }

    public string? HfApiKey { get; init; }

    public string? OpenaiApiKey { get; init; }

    public string? AnthropicApiKey { get; init; }

    public string? GoogleApiKey { get; init; }

    public string? ApiKey { get; init; }

    public string? BaseUrl { get; init; }

    public string? ProviderHint { get; init; }

    public IReadOnlyList<string?>? ProviderCandidates { get; init; }

    public string? BillTo { get; init; }

    public string? SkillContent { get; init; }

    public string? TaskId { get; init; }

    public JsonElement? TaskContext { get; init; }

    /// <summary>For the task <c>free</c>.</summary>
    public string? Prompt { get; init; }

    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public long? Seed { get; init; }

    public int? MaxTokens { get; init; }

    public string? ReasoningEffort { get; init; }

    /// <summary>The generations of one Studio build.</summary>
    public Guid? SessionId { get; init; }

    public Guid? ParentArtifactId { get; init; }

    /// <summary>The key given for a provider: its own field first.</summary>
    public string? KeyFor(string keyField)
    {
        var own = keyField switch
        {
            "hfApiKey" => HfApiKey,
            "openaiApiKey" => OpenaiApiKey,
            "anthropicApiKey" => AnthropicApiKey,
            "googleApiKey" => GoogleApiKey,
            _ => null,
        };
        return Trimmed(own) ?? Trimmed(ApiKey);
    }

    /// <summary>The same without any key: what is stored and hashed.</summary>
    public GenerateBody WithoutKeys() => this with { HfApiKey = null, OpenaiApiKey = null, AnthropicApiKey = null, GoogleApiKey = null, ApiKey = null };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>The body of <c>POST /api/generate/hf</c> and <c>/api/generate/hf/stream</c>: always Hugging Face, and two fields by older names.</summary>
internal sealed record GenerateHuggingFaceBody
{
    public string? ModelId { get; init; }

    public string? HfApiKey { get; init; }

    /// <summary>The routed provider to try first: <c>providerHint</c> of the unified route.</summary>
    public string? Provider { get; init; }

    public IReadOnlyList<string?>? Providers { get; init; }

    public string? BillTo { get; init; }

    public string? SkillContent { get; init; }

    public string? TaskId { get; init; }

    public JsonElement? TaskContext { get; init; }

    public Guid? SessionId { get; init; }

    public GenerateBody ToUnified() => new()
    {
        Provider = "huggingface",
        ModelId = ModelId,
        HfApiKey = HfApiKey,
        ProviderHint = Provider,
        ProviderCandidates = Providers,
        BillTo = BillTo,
        SkillContent = SkillContent,
        TaskId = TaskId,
        TaskContext = TaskContext,
        SessionId = SessionId,
    };
}
