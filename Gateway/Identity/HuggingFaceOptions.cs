using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.Gateway.Identity;

internal sealed class HuggingFaceOptions
{
    public const string SectionName = "HuggingFace";

    [Description("Address of the Hugging Face Hub")]
    [Url]
    public string HubBaseUrl { get; set; } = "https://huggingface.co";

    [Description("Seconds to wait for the Hub to verify a token")]
    [Range(1, 120)]
    public int TimeoutSeconds { get; set; } = 10;

    [Description("Seconds a verified Hugging Face token is remembered")]
    [Range(0, 3600)]
    public int TokenCacheSeconds { get; set; } = 300;

    [Description("Seconds a refused Hugging Face token is remembered")]
    [Range(0, 3600)]
    public int RefusedTokenCacheSeconds { get; set; } = 30;

    [Description("Hugging Face tokens not seen before that one address may send per minute")]
    [Range(1, 100_000)]
    public int TokenChecksPerMinute { get; set; } = 60;
}
