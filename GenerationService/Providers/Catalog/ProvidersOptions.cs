using System.ComponentModel.DataAnnotations;
using Podium.GenerationService.Providers.Http;

namespace Podium.GenerationService.Providers.Catalog;

/// <summary>Addresses and keys of providers, and the limits on what they may send.</summary>
internal sealed class ProvidersOptions
{
    public const string SectionName = "Generation:Providers";

    /// <summary>By provider id, for example <c>Generation:Providers:Endpoints:vllm:BaseUrl</c>.</summary>
    public Dictionary<string, ProviderSettings> Endpoints { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sent as <c>anthropic-version</c>; the seed's <c>ANTHROPIC_VERSION</c> overrides it.</summary>
    public string AnthropicVersion { get; set; } = "2023-06-01";

    /// <summary>Where a page that uses OpenRouter is at home, for its attribution.</summary>
    public string SiteUrl { get; set; } = "http://localhost:7860";

    [Range(1, 1024)]
    public int MaxResponseMegabytes { get; set; } = 32;

    [Range(1, 512)]
    public int MaxEventMegabytes { get; set; } = 4;

    [Range(1, 1024)]
    public int MaxResponseHeadersKilobytes { get; set; } = 64;

    /// <summary>From the request to the response headers; the generation's own budget is usually shorter.</summary>
    [Range(1, 7200)]
    public int FirstByteTimeoutSeconds { get; set; } = 1200;

    /// <summary>Silence between two reads. Reasoning models are silent for minutes.</summary>
    [Range(1, 7200)]
    public int IdleTimeoutSeconds { get; set; } = 300;

    /// <summary>The largest context asked of Ollama, which otherwise cuts a long prompt without a word.</summary>
    [Range(2048, 1_048_576)]
    public int OllamaMaxContextTokens { get; set; } = 32_768;

    public ProviderLimits ToLimits() => new()
    {
        MaxResponseBytes = (long)MaxResponseMegabytes << 20,
        MaxEventBytes = MaxEventMegabytes << 20,
        FirstByteTimeout = TimeSpan.FromSeconds(FirstByteTimeoutSeconds),
        IdleTimeout = TimeSpan.FromSeconds(IdleTimeoutSeconds),
    };
}

internal sealed class ProviderSettings
{
    public string? BaseUrl { get; set; }

    /// <summary>A key for everyone who may generate; only ever sent to this server's own address of the provider.</summary>
    public string? ApiKey { get; set; }
}
