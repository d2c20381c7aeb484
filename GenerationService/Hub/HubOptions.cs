using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.GenerationService.Hub;

/// <summary>The Hugging Face Hub, where models are searched.</summary>
internal sealed class HubOptions
{
    public const string SectionName = "Generation:Hub";

    [Description("Address of the Hugging Face Hub")]
    [Url]
    public string BaseUrl { get; set; } = "https://huggingface.co";

    [Description("Seconds a search of the Hub may take")]
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 10;
}
