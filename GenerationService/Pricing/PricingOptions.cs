using System.ComponentModel.DataAnnotations;

namespace Podium.GenerationService.Pricing;

/// <summary>Where prices come from besides the built-in table.</summary>
internal sealed class PricingOptions
{
    public const string SectionName = "Generation:Pricing";

    /// <summary>A price file of the operator's own, in the format of the built-in one; its rows win. Read at start.</summary>
    public string? OverrideFile { get; set; }

    /// <summary>Ask the Hugging Face router for its current prices once its models are used.</summary>
    public bool RouterPrices { get; set; } = true;

    /// <summary>Age at which the router's prices are asked for again.</summary>
    [Range(5, 10_080)]
    public int RouterRefreshMinutes { get; set; } = 360;

    [Range(1, 120)]
    public int RouterTimeoutSeconds { get; set; } = 15;
}
