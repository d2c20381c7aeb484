using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.GenerationService.Pricing;

/// <summary>Where prices come from besides the built-in table.</summary>
internal sealed class PricingOptions
{
    public const string SectionName = "Generation:Pricing";

    [Description("A price file of the operator's own, in the format of the built-in one; its rows win. Read at start")]
    public string? OverrideFile { get; set; }

    [Description("Ask the Hugging Face router for its current prices once its models are used")]
    public bool RouterPrices { get; set; } = true;

    [Description("Minutes after which the router's prices are asked for again")]
    [Range(5, 10_080)]
    public int RouterRefreshMinutes { get; set; } = 360;

    [Description("Seconds the router may take to answer")]
    [Range(1, 120)]
    public int RouterTimeoutSeconds { get; set; } = 15;
}
