using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Podium.GenerationService.Providers.Demo;

/// <summary>The built-in models that need no key.</summary>
internal sealed class DemoOptions
{
    public const string SectionName = "Generation:Demo";

    [Description("How many times faster than life the demo models write")]
    [Range(0.1, 10_000)]
    public double SpeedFactor { get; set; } = 1;
}
