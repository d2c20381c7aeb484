using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Podium.GenerationService.Providers.Http;

namespace Podium.GenerationService.Providers.Catalog;

/// <summary>Addresses and keys of providers, and the limits on what they may send.</summary>
internal sealed class ProvidersOptions
{
    public const string SectionName = "Generation:Providers";

    [Description("Addresses and keys by provider id")]
    public Dictionary<string, ProviderSettings> Endpoints { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    [Description("The anthropic-version header (the environment name ANTHROPIC_VERSION overrides it)")]
    public string AnthropicVersion { get; set; } = "2023-06-01";

    [Description("The address named to OpenRouter as the place its calls come from")]
    public string SiteUrl { get; set; } = "http://localhost:7860";

    [Description("The largest response read from a provider")]
    [Range(1, 1024)]
    public int MaxResponseMegabytes { get; set; } = 32;

    [Description("The largest single event of a stream")]
    [Range(1, 512)]
    public int MaxEventMegabytes { get; set; } = 4;

    [Description("The largest response headers accepted from a provider")]
    [Range(1, 1024)]
    public int MaxResponseHeadersKilobytes { get; set; } = 64;

    [Description("Patience from the request to the response headers; the budget of the generation is usually shorter")]
    [Range(1, 7200)]
    public int FirstByteTimeoutSeconds { get; set; } = 1200;

    [Description("Patience between two reads of a stream; reasoning models are silent for minutes")]
    [Range(1, 7200)]
    public int IdleTimeoutSeconds { get; set; } = 300;

    [Description("The largest context asked of Ollama, which otherwise cuts a long prompt without a word")]
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
    [Description("The address of this provider, instead of its public one")]
    public string? BaseUrl { get; set; }

    /// <summary>A key for everyone who may generate; only ever sent to this server's own address of the provider.</summary>
    [Description("A key of the server, sent only to the address above or the public one")]
    public string? ApiKey { get; set; }
}
